"""The freeze with the real pages."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from webapp.app import create_app
from webapp.errors import FreezeError
from webapp.freeze.site import freeze
from webapp.settings import Settings, load_settings

pytestmark = pytest.mark.slow

ARTICLE = """---
title: {title}
date: 2025-03-{day:02}
tags: [茶叶]
---
## 采茶

采茶要提手采。见[第一篇](article-1.md)。

![茶园](field.jpg "春天的茶园")
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    root = tmp_path / "library"
    for number in range(1, 8):
        folder = root / f"content/farming/article-{number}"
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(ARTICLE.format(title=f"第{number}篇", day=number), encoding="utf-8")
        Image.new("RGB", (400, 300), (number, 90, 30)).save(folder / "field.jpg")
    (root / "content/farming/secret.md").write_text("---\ntitle: 草稿\ndraft: true\n---\n草稿", encoding="utf-8")
    (root / "content/farming/old.md").write_text(
        "---\ntitle: 旧闻\nexpiryDate: 2020-01-01\n---\n旧闻", encoding="utf-8"
    )
    (root / "shuwu.toml").write_text('title = "试验书屋"\npage_size = 2\n', encoding="utf-8")
    return load_settings(root, {})


def hashes(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def pages(files: dict[str, str]) -> dict[str, str]:
    """Return all files but those of the search index, whose segments tell in which order articles came."""
    return {name: digest for name, digest in files.items() if not name.startswith("shards/")}


FREEZE = """
import sys, time
from datetime import UTC, datetime, timedelta
import webapp.store.library
from webapp.cli.main import cli
from webapp.zone import fixed_now
later = timedelta(days=int(sys.argv.pop(1)))
really = time.time
time.time = lambda: really() + later.total_seconds()
webapp.store.library.fixed_now = lambda zone: fixed_now(zone, datetime.now(UTC) + later)
cli()
"""


def freeze_in_another_process(root: Path, seed: str, zone: str, days: int, jobs: int) -> None:
    """Freeze the library at *root* in a Python whose clock is some *days* ahead."""
    environ = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    arguments = [str(days), "freeze", "--library", str(root), "--jobs", str(jobs)]
    command = [sys.executable, "-c", FREEZE, *arguments]
    subprocess.run(command, env=environ, check=True, cwd=Path(__file__).parents[2], stdout=subprocess.DEVNULL)


@pytest.mark.slow
class TestWholeSite:
    def test_pages(self, settings: Settings) -> None:
        """
        Every kind of page is there, and so are the pictures; drafts and expired articles are not.
        """
        freeze(create_app(settings), settings)
        names = set(hashes(settings.build / "site"))

        assert {"index.html", "page/1.html", "farming/index.html", "farming/article-1.html"} <= names
        assert {"tags/index.html", "search/index.html", "about/index.html", "404.html"} <= names
        assert {"feed.xml", "sitemap.xml", "robots.txt", "site.webmanifest"} <= names
        assert sum(name.startswith("media/") for name in names) >= 7
        assert not [name for name in names if "secret" in name or "old.html" in name or "admin" in name]

    @pytest.mark.parametrize("url", ["", "https://village.example", "https://village.example/library"])
    def test_links(self, settings: Settings, url: str) -> None:
        """
        Without a public address, with one, and with one below a folder, every link leads somewhere.
        """
        with (settings.root / "shuwu.toml").open("a", encoding="utf-8") as file:
            file.write(f'url = "{url}"\n')
        settings = load_settings(settings.root, {})

        assert freeze(create_app(settings), settings).pages > 15

    @pytest.mark.slow
    def test_same_bytes(self, settings: Settings, tmp_path: Path) -> None:
        """
        Another folder, day, time zone, order of sets and number of processes make the same bytes.
        """
        (settings.content / "farming/utc.md").write_text(
            "---\ndate: 2025-03-31T20:00:00Z\n---\n四月一日\n", encoding="utf-8"
        )
        elsewhere = tmp_path / "another/place"
        shutil.copytree(settings.root, elsewhere)
        freeze_in_another_process(settings.root, seed="1", zone="America/Los_Angeles", days=0, jobs=1)
        freeze_in_another_process(elsewhere, seed="2", zone="Asia/Shanghai", days=400, jobs=2)
        month = (elsewhere / "build/site/dates/2025-04.html").read_text(encoding="utf-8")

        assert hashes(elsewhere / "build/site") == hashes(settings.build / "site")
        assert "farming/utc.html" in month

    def test_reuse(self, settings: Settings) -> None:
        """
        A new article makes again what shows it, and the result is what a first freeze makes of the same pages.
        """
        freeze(create_app(settings), settings)
        text = ARTICLE.format(title="第八篇", day=8).replace("![茶园](field.jpg", "（无图）(")
        (settings.content / "farming/article-8.md").write_text(text, encoding="utf-8")
        release = freeze(create_app(settings), settings)
        reused = hashes(settings.build / "site")
        settings.build.rename(settings.root / "before")
        freeze(create_app(settings), settings)

        assert release.rendered > 0
        assert release.reused >= 10
        assert pages(reused) == pages(hashes(settings.build / "site"))

    def test_unchanged(self, settings: Settings) -> None:
        """
        Freezing again leaves every file as it was, its date as well.
        """
        site = settings.build / "site"
        freeze(create_app(settings), settings)
        before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
        freeze(create_app(settings), settings)

        assert {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()} == before


def test_search_that_finds_nothing(settings: Settings) -> None:
    """
    A release whose search does not find an article by its title is not published; the message names the article.
    """
    freeze(create_app(settings), settings)
    before = hashes(settings.build / "site")
    for bucket in (settings.build / "shards").glob("*/b0.js"):
        bucket.write_text('shard("","","")', encoding="utf-8")
    (settings.build / ".freeze-ledger").unlink()

    with pytest.raises(FreezeError, match=r"farming/article-7\.html: the search does not find it by its title"):
        freeze(create_app(settings), settings)
    assert hashes(settings.build / "site") == before
