"""The library in memory follows its folder, whatever lies there."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from webapp.settings import Settings
from webapp.store.library import Library
from webapp.zone import fixed_now


def slugs(snapshot):
    return [article.slug for article in snapshot.articles]


class TestReading:
    def test_empty_library(self, library):
        """
        An empty library has nothing, and no problems.
        """
        snapshot = library.load().current()

        assert (snapshot.articles, snapshot.sections, snapshot.tags, snapshot.problems) == ((), (), (), ())

    def test_section(self, library):
        """
        A section is described by its own file.
        """
        library.write("种茶/_index.md", "---\ntitle: 种茶技术\nweight: 3\ndescription: 短\n---\n")
        library.write("种茶/a.md", "正文。")

        section = library.load().current().sections[0]

        assert (section.slug, section.folder, section.title) == ("zhong-cha", "种茶", "种茶技术")
        assert (section.weight, section.description) == (3, "短")

    def test_section_without_description(self, library):
        """
        Without that file, a section is called like its folder.
        """
        library.write("种茶/a.md", "正文。")

        assert library.load().current().sections[0].title == "种茶"

    def test_general_section(self, library):
        """
        Articles that lie in content itself have a section, in the language of the pages.
        """
        library.write("a.md", "正文。")

        assert library.load().current().sections[0].title == "文章"

    def test_about(self, library):
        """
        The page about the library is no article, and comes without its front matter.
        """
        library.write("about.md", "---\ntitle: 关于\n---\n\n我们村。\n")

        snapshot = library.load().current()

        assert snapshot.about == "我们村。\n"
        assert not snapshot.articles

    def test_one_bad_file(self, library):
        """
        One bad file is skipped and named; everything else is served.
        """
        library.write("tea/bad.md", "---\ndate: May\n---\n")
        library.write("tea/good.md", "正文。")

        snapshot = library.load().current()

        assert slugs(snapshot) == ["good"]
        assert [problem.path for problem in snapshot.problems] == ["tea/bad.md"]

    def test_same_slug(self, library):
        """
        Of two new files with one slug, the first by path gets it; the second gets a number, and is named.
        """
        library.write("rice/tea.md", "甲。")
        library.write("tea/tea/index.md", "乙。")

        snapshot = library.load().current()

        assert snapshot.article("tea").path == "rice/tea.md"
        assert snapshot.article("tea-2").path == "tea/tea/index.md"
        assert snapshot.problems[0].path == "tea/tea/index.md"
        assert "rice/tea.md" in str(snapshot.problems[0].message)

    def test_rows_give_way_to_files(self, library):
        """
        A file keeps its slug when a row has the same.
        """
        library.write("a/rows.jsonl", '{"id": "tea", "text": "甲"}\n')
        library.write("tea/tea.md", "乙。")

        snapshot = library.load().current()

        assert snapshot.article("tea").path == "tea/tea.md"
        assert snapshot.article("tea-2").id == "tea"


class TestFollowing:
    def test_only_the_changed_file_is_read(self, library):
        """
        One changed file among two hundred is read again alone.
        """
        for number in range(200):
            library.write(f"tea/{number}.md", "旧文。")
        loaded = library.load()
        loaded.current()
        library.opened.clear()
        library.write("tea/7.md", "新文。")

        snapshot = loaded.current()

        assert library.opened == ["tea/7.md"]
        assert snapshot.article("7").body == "新文。"

    def test_nothing_changed(self, library):
        """
        While nothing changes, the snapshot is the same one.
        """
        library.write("tea/a.md", "正文。")
        loaded = library.load()

        assert loaded.current() is loaded.current()

    def test_new_and_removed_files(self, library):
        """
        New files appear and removed ones go; the version grows each time.
        """
        library.write("tea/a.md", "正文。")
        loaded = library.load()
        first = loaded.current()
        library.write("tea/b.md", "正文。")
        second = loaded.current()
        (library.content / "tea/a.md").unlink()
        third = loaded.current()

        assert [slugs(each) for each in (first, second, third)] == [["a"], ["a", "b"], ["b"]]
        assert first.version < second.version < third.version

    def test_new_picture(self, library):
        """
        A new picture is known without reading its article again.
        """
        library.write("tea/a/index.md", "正文。")
        loaded = library.load()
        version = loaded.current().version
        library.opened.clear()
        library.write("tea/a/leaf.png", "")

        snapshot = loaded.current()

        assert snapshot.article("a").pictures == ("leaf.png",)
        assert snapshot.version > version
        assert library.opened == []

    def test_mended_file(self, library):
        """
        A problem goes with its cause.
        """
        library.write("tea/a.md", "---\ndate: May\n---\n")
        loaded = library.load()
        loaded.current()
        library.write("tea/a.md", "---\ndate: 2025-05-03\n---\n正文。")

        snapshot = loaded.current()

        assert slugs(snapshot) == ["a"]
        assert not snapshot.problems


class TestTime:
    def test_publish_date(self, library):
        """
        An article appears at its publish date, without any change of a file.
        """
        library.write("tea/a.md", "---\npublishDate: 2025-06-01 08:00\n---\n正文。")
        loaded = library.load()
        before = loaded.current()
        library.now = datetime(2025, 6, 1, 8)
        after = loaded.current()

        assert (slugs(before), slugs(after)) == ([], ["a"])
        assert after.version > before.version

    def test_expiry_date(self, library):
        """
        An article is gone at its expiry date.
        """
        library.write("tea/a.md", "---\nexpiryDate: 2025-06-02\n---\n正文。")
        loaded = library.load()
        before = loaded.current()
        library.now = datetime(2025, 6, 2)

        assert (slugs(before), slugs(loaded.current())) == (["a"], [])

    def test_dates_with_a_zone(self, library):
        """
        A date with a zone of its own is shown in the library's, whichever field it is in; rows and meetings too.
        """
        library.write("tea/a.md", "---\ndate: 2024-03-31T20:00:00Z\nlastmod: 2024-04-01 08:00 +0900\n---\n甲")
        library.write("tea/b.md", "+++\npublishDate = 2024-03-31T20:00:00-04:00\n+++\n乙")
        library.write(
            "tea/c.jsonl", '{"text": "丙", "date": "2024-03-31T20:00:00Z", "expiryDate": "2099-01-01T00:00Z"}\n'
        )
        library.write("meetings/d.md", "---\ndate: 2024-03-31 11:30 UTC\n---\n丁")
        snapshot = library.load().current()
        articles = {article.path: article for article in snapshot.articles}

        assert articles["tea/a.md"].date == datetime(2024, 4, 1, 4)
        assert articles["tea/a.md"].lastmod == datetime(2024, 4, 1, 7)
        assert articles["tea/b.md"].publish_date == datetime(2024, 4, 1, 8)
        assert articles["tea/c.jsonl#1"].date == datetime(2024, 4, 1, 4)
        assert articles["tea/c.jsonl#1"].expiry_date == datetime(2099, 1, 1, 8)
        assert snapshot.meetings[0].date == datetime(2024, 3, 31, 19, 30)

    @pytest.mark.parametrize(
        ("zone", "before", "after"),
        [
            ("", datetime(2025, 5, 31, 15, 59), datetime(2025, 5, 31, 16)),
            ("Asia/Kolkata", datetime(2025, 5, 31, 18, 29), datetime(2025, 5, 31, 18, 30)),
            ("America/New_York", datetime(2025, 6, 1, 3, 59), datetime(2025, 6, 1, 4)),
        ],
    )
    def test_today(self, library, zone, before, after):
        """
        An article dated today appears at midnight of the library's zone, whatever the machine's clock says.
        """
        settings = replace(library.settings, timezone=zone)
        library.write("tea/a.md", "---\ndate: 2025-06-01\n---\n甲")
        seen = []
        for instant in (before, after):
            now = partial(fixed_now, settings.zone, instant.replace(tzinfo=UTC))
            seen.append(len(Library(settings, now=now).current().articles))

        assert seen == [0, 1]

    def test_hour_that_comes_twice(self, library):
        """
        What appeared in an hour that comes twice stays.
        """
        zone = ZoneInfo("America/New_York")
        library.write("tea/a.md", "---\ndate: 2026-11-01 01:30\n---\n甲")
        minutes = iter(datetime(2026, 11, 1, 5, tzinfo=UTC) + timedelta(minutes=n) for n in range(0, 180, 5))
        shown = Library(library.settings, now=lambda: fixed_now(zone, next(minutes)), timer=lambda: 0.0)
        seen = [len(shown.current().articles) for _ in range(16)]

        assert seen == sorted(seen)
        assert set(seen) == {0, 1}

    def test_drafts(self, library):
        """
        A draft is not shown, and its section neither.
        """
        library.write("tea/a.md", "---\ndraft: true\n---\n正文。")

        assert not library.load().current().sections


class TestHowOften:
    def test_slow_scan(self, library):
        """
        After a scan that took a second, the next waits ten: it may take a tenth of the time.
        """
        library.write("tea/a.md", "正文。")
        ticks = iter([0.0, 1.0, 5.0, 10.9, 11.0, 11.0, 12.0])
        loaded = Library(library.settings, now=lambda: library.now, timer=lambda: next(ticks))
        loaded.current()
        library.write("tea/b.md", "正文。")

        assert [len(loaded.current().articles) for _ in range(3)] == [1, 1, 2]

    def test_readers_do_not_wait(self, library):
        """
        While one thread reads what changed, another gets the library as it was.
        """
        library.write("tea/a.md", "旧文。")
        reading, go_on = threading.Event(), threading.Event()

        def open_slowly(path: Path) -> bytes:
            reading.set()
            go_on.wait(timeout=10)
            return path.read_bytes()

        go_on.set()
        loaded = Library(library.settings, open_bytes=open_slowly)
        old = loaded.current()
        go_on.clear()
        reading.clear()
        library.write("tea/a.md", "新文。")
        reader = threading.Thread(target=loaded.current)
        reader.start()
        reading.wait(timeout=10)
        meanwhile = loaded.current()
        go_on.set()
        reader.join()

        assert meanwhile is old
        assert loaded.current().article("a").body == "新文。"


class TestSettings:
    def test_script_is_the_usual_language(self, tmp_path):
        """
        A text that does not show its script is in the library's.
        """
        (tmp_path / "content").mkdir()
        (tmp_path / "content/a.md").write_text("山水。", encoding="utf-8")

        snapshot = Library(Settings(tmp_path, script="zh-Hant")).current()

        assert snapshot.articles[0].lang == "zh-Hant"
