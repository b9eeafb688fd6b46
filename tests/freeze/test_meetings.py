"""Meetings in the frozen copy."""

from pathlib import Path

import pytest

from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.settings import Settings, load_settings

MEETING = """---
title: 八月会
date: 2024-08-15
study: [ponds]
discuss: [路灯几点关？]
---
"""
PAGES = {f"meetings/bayue/{page}index.html" for page in ("", "handout/", "booklet/")} | {"meetings/index.html"}


@pytest.fixture
def frozen(library: Settings) -> Settings:
    """The library with a meeting and a public address, frozen."""
    folder = library.content / "meetings"
    folder.mkdir()
    (folder / "bayue.md").write_text(MEETING, encoding="utf-8")
    with (library.root / "shuwu.toml").open("a", encoding="utf-8") as file:
        file.write('url = "https://example.org/"\n')
    settings = load_settings(library.root, {})
    freeze(create_app(settings), settings)
    return settings


def made_again(settings: Settings) -> set[str]:
    """Return the pages of meetings, and the front page, whose bytes another freeze changes."""
    before = contents(settings.build / "site")
    freeze(create_app(settings), settings)
    after = contents(settings.build / "site")
    return {name for name in PAGES | {"index.html"} if before.get(name) != after.get(name)}


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.slow
class TestFrozen:
    def test_pages(self, frozen: Settings):
        """
        All pages of a meeting are there, with relative links; nothing takes words that no server would get.
        """
        pages = contents(frozen.build / "site")

        assert pages.keys() >= PAGES
        assert b'href="../../farming/ponds.html"' in pages["meetings/bayue/index.html"]
        assert b'href="meetings/bayue/index.html"' in pages["index.html"]
        assert b"<svg" in pages["meetings/bayue/handout/index.html"]
        assert not any(b'method="post"' in page for page in pages.values())

    def test_article_changes(self, frozen: Settings):
        """
        A new title of an article changes the meeting's own pages, and not the list of meetings.
        """
        change(frozen.content / "farming/ponds.md", "title: 鄉村的水利與魚塘", "title: 魚塘新說")

        assert made_again(frozen) == PAGES - {"meetings/index.html"}

    def test_text_of_an_article_changes(self, frozen: Settings):
        """
        Further down in its text, an article changes the booklet alone, which prints it.
        """
        with (frozen.content / "farming/ponds.md").open("a", encoding="utf-8") as article:
            article.write("\n又一句。\n")

        assert made_again(frozen) == {"meetings/bayue/booklet/index.html"}

    def test_point_changes(self, frozen: Settings):
        """
        Another point changes the meeting's own pages alone.
        """
        change(frozen.content / "meetings/bayue.md", "路灯几点关？", "路灯几点开？")

        assert made_again(frozen) == PAGES - {"meetings/index.html"}

    def test_meeting_goes(self, frozen: Settings):
        """
        A meeting that is taken away leaves pages that say so.
        """
        (frozen.content / "meetings/bayue.md").unlink()
        made_again(frozen)
        pages = contents(frozen.build / "site")

        assert "meetings/index.html" not in pages
        assert all("已经撤下" in pages[name].decode() for name in PAGES - {"meetings/index.html"})
