import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from webapp.core.finding import CheckFinding
from webapp.core.left_out import LeftOut
from webapp.disk.lock import try_lock
from webapp.errors import FreezeError
from webapp.freeze.release import Progress
from webapp.freeze.site import freeze, roll_back
from webapp.messages import Message
from webapp.settings import Settings

DEAD_LINK = CheckFinding("tea.md", "missing-link", Message("link_nowhere", link="none"), Message("mend_that_line"))


def hashes(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below *root*."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class TestFreeze:
    def test_files(self, app: Flask, settings: Settings) -> None:
        """
        Each address becomes a file; a folder becomes its index.html.
        """
        freeze(app, settings)

        assert sorted(hashes(settings.build / "site")) == [
            "404.html",
            "articles/rice.html",
            "articles/tea.html",
            "assets/style.css",
            "feed.xml",
            "index.html",
            "media/dot.png",
        ]

    def test_relative_links(self, app: Flask, settings: Settings) -> None:
        """
        Links are relative and end in files, those of macros too, so that the site works from any folder.
        """
        freeze(app, settings)

        assert 'href="articles/tea.html#text"' in (settings.build / "site/index.html").read_text(encoding="utf-8")
        article = (settings.build / "site/articles/tea.html").read_text(encoding="utf-8")
        assert 'href="../index.html"' in article
        assert 'href="../assets/style.css"' in article

    def test_release(self, app: Flask, settings: Settings) -> None:
        """
        The release tells its pages, files and bytes.
        """
        release = freeze(app, settings)

        files = [path for path in (settings.build / "site").rglob("*") if path.is_file()]
        assert (release.pages, release.rendered, release.reused, release.files) == (4, 4, 0, 7)
        assert release.bytes == sum(path.stat().st_size for path in files)
        assert set(release.as_json()) == {
            *("release", "pages", "rendered", "reused", "files", "bytes", "seconds"),
            *("over", "findings", "hidden"),
        }

    def test_left_out(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        What is left out of the content stops nothing: the release tells of it.
        """
        site.not_in_it = LeftOut((DEAD_LINK,), drafts=2)

        assert freeze(app, settings).left_out == site.not_in_it

    def test_same_bytes(self, app: Flask, settings: Settings) -> None:
        """
        Freezing the same content twice gives the same bytes under the same release name.
        """
        first = freeze(app, settings)
        files = hashes(settings.build / "site")
        second = freeze(app, settings)

        assert hashes(settings.build / "site") == files
        assert second.release == first.release

    def test_same_bytes_elsewhere(self, app: Flask, settings: Settings, tmp_path: Path) -> None:
        """
        The folder of the library leaves no trace in the site.
        """
        freeze(app, settings)
        elsewhere = Settings(root=tmp_path / "another")
        freeze(app, elsewhere)

        assert hashes(elsewhere.build / "site") == hashes(settings.build / "site")

    def test_dates(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        Only a file whose content changed gets a new date.
        """
        freeze(app, settings)
        tea, rice = (settings.build / "site/articles" / name for name in ("tea.html", "rice.html"))
        for path in (tea, rice):
            os.utime(path, (1, 1))
        site.articles["tea"] = "采茶"
        freeze(app, settings)

        assert rice.stat().st_mtime == 1
        assert tea.stat().st_mtime > 1

    def test_removed_article(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A page that is gone from the library is gone from the next release.
        """
        freeze(app, settings)
        del site.articles["tea"]
        freeze(app, settings)

        assert not (settings.build / "site/articles/tea.html").exists()

    def test_progress(self, app: Flask, settings: Settings) -> None:
        """
        Progress counts the addresses as they are found, then the pages as they are frozen.
        """
        seen: list[Progress] = []
        freeze(app, settings, seen.append)

        assert seen[0] == Progress(1, 0, "home")
        assert seen[-1] == Progress(7, 7, "articles/rice.html")

    def test_url_for_restored(self, app: Flask, settings: Settings) -> None:
        """
        After a freeze the app writes the addresses of a live site again.
        """
        freeze(app, settings)

        assert 'href="/articles/tea.html#text"' in app.test_client().get("/").text


class TestReuse:
    @pytest.fixture(autouse=True)
    def _frozen_before(self, app: Flask, settings: Settings) -> None:
        freeze(app, settings)

    def test_nothing_changed(self, app: Flask, settings: Settings) -> None:
        """
        Without a change no page is made again.
        """
        release = freeze(app, settings)

        assert (release.pages, release.rendered, release.reused) == (4, 0, 4)

    def test_article_changed(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A page is made again when an answer that it got is another now, and the others are not.
        """
        site.articles["tea"] = "采茶"

        assert freeze(app, settings).rendered == 1
        assert "采茶" in (settings.build / "site/articles/tea.html").read_text(encoding="utf-8")

    def test_list_changed(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A new article is a new page, and changes the list that names it.
        """
        site.articles["cotton"] = "种棉"

        assert freeze(app, settings).rendered == 2
        assert "cotton.html" in (settings.build / "site/index.html").read_text(encoding="utf-8")

    def test_code_changed(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        Other code makes every page again.
        """
        site.code = "second"

        assert freeze(app, settings).rendered == 4

    def test_file_changed_by_hand(self, app: Flask, settings: Settings) -> None:
        """
        What somebody wrote into the site is not taken over, be it in a page or a file of its own.
        """
        (settings.build / "site/articles/tea.html").write_text("by hand")
        (settings.build / "site/note.txt").write_text("by hand")

        assert freeze(app, settings).rendered == 1
        assert "by hand" not in (settings.build / "site/articles/tea.html").read_text(encoding="utf-8")
        assert not (settings.build / "site/note.txt").exists()

    @pytest.mark.parametrize("kept", [b"", b"damaged"])
    def test_damaged_ledger(self, app: Flask, settings: Settings, kept: bytes) -> None:
        """
        Without its notes the freeze makes every page again.
        """
        (settings.build / ".freeze-ledger").write_bytes(kept)

        assert freeze(app, settings).rendered == 4

    def test_link_to_a_page_that_is_gone(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A page that is used again, but leads to one that is gone, is found as in a whole check.
        """
        site.extra = '<a href="articles/tea.html">'
        freeze(app, settings)
        del site.articles["tea"]
        with pytest.raises(FreezeError, match=r"index\.html: articles/tea\.html leads to articles/tea\.html"):
            freeze(app, settings)


class TestAfterARefusal:
    @pytest.fixture(autouse=True)
    def _refused_before(self, app: Flask, site: Any, settings: Settings) -> None:
        freeze(app, settings)
        site.articles |= {"cotton": "棉", "bean": "豆"}
        site.extra = '<a href="nowhere.html">'
        with pytest.raises(FreezeError, match="nowhere"):
            freeze(app, settings)

    def test_made_pages_are_kept(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        The next freeze makes only what is new since, and then all is as if there had been no refusal.
        """
        site.extra = ""
        site.articles["bean"] = "大豆"
        release = freeze(app, settings)
        other = Settings(root=settings.root / "other")
        freeze(app, other)

        assert (release.pages, release.rendered) == (6, 2)
        assert hashes(settings.build / "site") == hashes(other.build / "site")
        assert freeze(app, settings).rendered == 0

    def test_refused_again(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A fault in a page that was kept is found again, though the page is not made again.
        """
        with pytest.raises(FreezeError, match=r"index\.html: nowhere\.html leads to"):
            freeze(app, settings)

        assert not (settings.build / "site/articles/cotton.html").exists()

    def test_damaged(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        What was changed or lost of the kept pages meanwhile is made again.
        """
        site.extra = ""
        (settings.build / ".site-building/articles/cotton.html").write_text("by hand")
        (settings.build / ".site-building/articles/bean.html").unlink()

        assert freeze(app, settings).rendered == 3
        assert "by hand" not in (settings.build / "site/articles/cotton.html").read_text(encoding="utf-8")

    def test_link_to_a_page_that_went(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A page that the refused release already missed is missed by the next one too.
        """
        site.extra = '<a href="articles/tea.html">'
        del site.articles["tea"]
        with pytest.raises(FreezeError, match=r"articles/tea\.html leads to"):
            freeze(app, settings)
        with pytest.raises(FreezeError, match=r"articles/tea\.html leads to"):
            freeze(app, settings)

    def test_roll_back(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        Going back to an older release forgets the refused one.
        """
        site.extra = ""
        freeze(app, settings)
        site.extra = '<a href="nowhere.html">'
        with pytest.raises(FreezeError):
            freeze(app, settings)
        roll_back(settings)
        site.extra = ""
        freeze(app, settings)

        assert (settings.build / "site/articles/cotton.html").exists()


class TestOldReleases:
    @pytest.fixture(autouse=True)
    def _three_releases(self, app: Flask, site: Any, settings: Settings) -> None:
        for text in ("一", "二", "三"):
            site.articles["tea"] = text
            freeze(app, settings, keep=2)

    def test_keep(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A freeze keeps as many old releases as it is asked to: the newest.
        """
        site.articles["tea"] = "四"
        freeze(app, settings, keep=2)

        assert [path.name for path in sorted((settings.build / "releases").iterdir())] == ["2", "3"]
        assert "三" in (settings.build / "releases/3/articles/tea.html").read_text(encoding="utf-8")

    def test_fewer(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        Asked for fewer, a freeze deletes the rest.
        """
        freeze(app, settings, keep=0)

        assert list((settings.build / "releases").iterdir()) == []

    def test_roll_back(self, app: Flask, settings: Settings) -> None:
        """
        Going back leads to the release before, again to the one before that, and then no further.
        """
        tea = settings.build / "site/articles/tea.html"

        assert (roll_back(settings), "二" in tea.read_text(encoding="utf-8")) == (1, True)
        assert (roll_back(settings), "一" in tea.read_text(encoding="utf-8")) == (0, True)
        with pytest.raises(FreezeError, match="there is no release to go back to"):
            roll_back(settings)

    def test_freeze_after_a_roll_back(self, app: Flask, settings: Settings) -> None:
        """
        A freeze after going back makes again what differs.
        """
        roll_back(settings)

        assert freeze(app, settings).rendered == 1
        assert "三" in (settings.build / "site/articles/tea.html").read_text(encoding="utf-8")


class TestRefusal:
    @pytest.fixture(autouse=True)
    def _frozen_before(self, app: Flask, settings: Settings) -> None:
        freeze(app, settings)
        (settings.build / "site/stamp").write_text("old")

    @pytest.fixture(autouse=True)
    def _old_site_stays(self, _frozen_before: None, settings: Settings) -> Iterator[None]:
        yield
        assert (settings.build / "site/stamp").read_text() == "old"
        assert not (settings.build / "releases").exists()

    def test_broken_link(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A link that leads nowhere stops the release, and the error names the page, the link and a remedy.
        """
        site.extra = '<a href="articles/cotton.html">'
        with pytest.raises(FreezeError) as caught:
            freeze(app, settings)

        assert tuple(map(str, caught.value.faults)) == (
            "index.html: articles/cotton.html leads to articles/cotton.html, and there is no such file. "
            "Mend the link, or add what it names.",
        )

    def test_fault_that_the_site_names(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        Nothing is published that the site itself finds wrong.
        """
        site.articles["sad"] = "text"

        with pytest.raises(FreezeError, match=r"sad\.html: it is too sad"):
            freeze(app, settings)
        assert not (settings.build / "site/sad.html").exists()

    def test_strict(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        What is left out is refused if that is asked for, each with a line.
        """
        site.not_in_it = LeftOut((DEAD_LINK,), drafts=2)
        with pytest.raises(FreezeError) as refused:
            freeze(app, settings, is_strict=True)

        assert str(refused.value.faults[0]) == "tea.md: the link to none leads nowhere. Mend that line."
        assert str(refused.value.faults[1]).startswith("Drafts: 2.")

    def test_failing_pages(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        All pages that fail are named at once.
        """
        site.more_urls = [("gone", {}), ("html_as_text", {})]
        with pytest.raises(FreezeError) as caught:
            freeze(app, settings)

        assert [str(fault).split(". ")[0] for fault in caught.value.faults] == [
            "gone/index.html: answers 410 GONE",
            "page.txt: is text/html, which hosts will not guess from its name",
        ]

    def test_case_collision(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        Two pages whose names differ only in case are refused: a card or Windows would keep one of them.
        """
        site.articles["Tea"] = "茶"
        with pytest.raises(FreezeError, match=r"articles/Tea.html: differs only in case from articles/tea.html"):
            freeze(app, settings)

    def test_bug(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A bug in a view is not hidden; its traceback says which page it was.
        """
        site.more_urls = [("article", {"name": "unknown"})]
        with pytest.raises(KeyError) as caught:
            freeze(app, settings)

        assert caught.value.__notes__ == ["This was while freezing /articles/unknown.html"]

    def test_second_freeze(self, app: Flask, settings: Settings) -> None:
        """
        While one freeze is at work, another says so and touches nothing.
        """
        with try_lock(settings.build / ".freeze.lock"), pytest.raises(FreezeError, match="another freeze is at work"):
            freeze(app, settings)


class TestUnusableBuild:
    def test_file_in_the_way(self, app: Flask, settings: Settings) -> None:
        """
        If build/ cannot be written, the error says where and what to do.
        """
        settings.root.mkdir()
        settings.build.write_text("a file where the folder should be")

        with pytest.raises(FreezeError, match=r"build: File exists\. See that build/ can be written"):
            freeze(app, settings)
