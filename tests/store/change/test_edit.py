"""Changing, moving, deleting and getting back what is in the library."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from webapp.errors import ChangedMeanwhile
from webapp.settings import Settings
from webapp.store.change.edit import move_article, read_article_file, save, write_version
from webapp.store.change.history import versions
from webapp.store.change.own_file import own_file
from webapp.store.change.trash import delete_for_good, take_back, throw_away, trashed
from webapp.store.library import Library

NOON = datetime(2025, 5, 3, 12, 0)
FILES = {
    "news/flood/index.md": "---\ntitle: 防汛通知\ndate: 2025-05-01\nkeeper: 王五\n---\n\n请各户注意。\n",
    "news/flood/dyke.jpg": "picture",
    "news/market.md": "# 集市改期\n\n五月六日开集。\n",
    "poems/verse.jsonl": (
        '{"id": "1", "title": "春晓", "text": "春眠不觉晓\\n处处闻啼鸟", "keywords": ["唐诗"], "keeper": "王五"}\n'
        '{"id": "2", "title": "静夜思", "text": "床前明月光"}\n'
    ),
}


class Village:
    """A library of three articles: a bundle, a loose file and a row of a collection."""

    def __init__(self, root):
        self.settings = Settings(root)
        for name, text in FILES.items():
            path = self.settings.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def article(self, slug):
        snapshot = Library(self.settings).current()
        return next(article for article in snapshot.articles + snapshot.hidden if article.slug == slug)

    def source(self, slug):
        return read_article_file(self.settings, self.article(slug))

    def text(self, name):
        return (self.settings.content / name).read_text(encoding="utf-8")


def full_disk(*_):
    raise OSError(28, "No space left on device")


@pytest.fixture
def village(tmp_path):
    return Village(tmp_path)


class TestSave:
    def test_fields_and_body(self, village):
        """
        What was changed is changed, and what the file says besides stays.
        """
        save(village.settings, village.source("flood"), {"title": "防汛紧急通知"}, "请各户转移。", NOON)

        assert village.article("flood").title == "防汛紧急通知"
        assert village.article("flood").body == "请各户转移。"
        assert "keeper: 王五" in village.text("news/flood/index.md")

    def test_title_of_a_heading(self, village):
        """
        A title that was the first heading of the text is written once.
        """
        save(village.settings, village.source("market"), {"title": "集市"}, now=NOON)

        assert village.article("market").title == "集市"
        assert "集市改期" not in village.text("news/market.md")

    def test_earlier_version(self, village):
        """
        What the file held is kept byte for byte, in a folder that the library does not read.
        """
        save(village.settings, village.source("flood"), {"title": "防汛紧急通知"}, now=NOON)
        (version,) = versions(village.settings.content / "news/flood/index.md")

        assert version.path.read_text(encoding="utf-8") == FILES["news/flood/index.md"]
        assert version.moment == NOON
        assert Library(village.settings).current().problems == ()

    def test_nothing_changed(self, village):
        """
        Saving what is there already makes no version.
        """
        save(village.settings, village.source("flood"), {}, now=NOON)
        save(village.settings, village.source("flood"), {}, now=NOON + timedelta(1))

        assert len(versions(village.settings.content / "news/flood/index.md")) <= 1

    def test_changed_meanwhile(self, village):
        """
        A file that somebody else changed is not overwritten.
        """
        source = village.source("flood")
        save(village.settings, village.source("flood"), {"title": "防汛紧急通知"}, now=NOON)

        with pytest.raises(ChangedMeanwhile):
            save(village.settings, source, {"title": "防汛"}, now=NOON)

    def test_way_back(self, village):
        """
        An earlier version can take its place again, and what it replaces becomes a version.
        """
        path = village.settings.content / "news/flood/index.md"
        save(village.settings, village.source("flood"), {"title": "防汛紧急通知"}, now=NOON)
        write_version(village.settings, village.source("flood"), versions(path)[0].path.read_bytes())

        assert village.text("news/flood/index.md") == FILES["news/flood/index.md"]
        assert "防汛紧急通知" in versions(path)[0].path.read_text(encoding="utf-8")


class TestMove:
    def test_bundle(self, village):
        """
        An article moves with its pictures and versions, into a section that is made for it.
        """
        save(village.settings, village.source("flood"), {"title": "防汛紧急通知"}, now=NOON)
        move_article(village.settings, village.article("flood"), "平安")

        assert village.article("flood").section == "ping-an"
        assert village.article("flood").pictures == ("dyke.jpg",)
        assert len(versions(village.settings.content / "ping-an/flood/index.md")) == 1

    def test_loose_file(self, village):
        """
        A file moves with its versions.
        """
        save(village.settings, village.source("market"), {"title": "集市"}, now=NOON)
        move_article(village.settings, village.article("market"), "平安")

        assert village.article("market").section == "ping-an"
        assert len(versions(village.settings.content / "ping-an/market.md")) == 1

    def test_name_taken(self, village):
        """
        An article of the same name is not replaced.
        """
        (village.settings.content / "safety").mkdir()
        (village.settings.content / "safety/market.md").write_text("另一篇。", encoding="utf-8")
        move_article(village.settings, village.article("market"), "safety")

        assert (village.settings.content / "safety/market.md").read_text(encoding="utf-8") == "另一篇。"
        assert (village.settings.content / "safety/market-2.md").is_file()


class TestRow:
    def test_own_file(self, village):
        """
        A row gets a file of its own with all that it says, and keeps its address, its id and its verses.
        """
        before = village.article("1")
        after = own_file(village.settings, before)

        assert village.article("1") == after
        assert after == replace(before, path="poems/1.md")
        assert "keeper: 王五" in village.text("poems/1.md")
        assert Library(village.settings).current().problems == ()

    def test_others_stay(self, village):
        """
        The other rows stay byte for byte, in their lines.
        """
        before, row = FILES["poems/verse.jsonl"].splitlines(), village.article("2")
        own_file(village.settings, village.article("1"))

        assert village.text("poems/verse.jsonl").splitlines() == ["", before[1]]
        assert village.article("2") == row

    def test_changed(self, village):
        """
        Its own file is changed as any other, and what the row said is its first version.
        """
        article = own_file(village.settings, village.article("1"))
        save(village.settings, read_article_file(village.settings, article), {"title": "春晓（孟浩然）"}, now=NOON)
        (version,) = versions(village.settings.content / "poems/1.md")

        assert village.article("1").title == "春晓（孟浩然）"
        assert "title: 春晓\n" in version.path.read_text(encoding="utf-8")

    def test_name_taken(self, village):
        """
        A file that has its name already is not replaced.
        """
        (village.settings.content / "poems/1.md").write_text("---\nslug: one\n---\n另一篇。", encoding="utf-8")
        article = own_file(village.settings, village.article("1"))

        assert article.path == "poems/1-2.md"
        assert village.article("one").body == "另一篇。"

    def test_looked_at_only(self, village):
        """
        A row that was looked at cannot be saved over its collection.
        """
        with pytest.raises(ChangedMeanwhile):
            save(village.settings, village.source("1"), {"title": "别的"}, now=NOON)

        assert village.text("poems/verse.jsonl") == FILES["poems/verse.jsonl"]

    def test_moved_meanwhile(self, village):
        """
        Where somebody put another row into its line, nothing is changed.
        """
        article = village.article("2")
        collection = village.settings.content / "poems/verse.jsonl"
        collection.write_text(f'{{"title": "咏鹅"}}\n{FILES["poems/verse.jsonl"]}', encoding="utf-8")

        with pytest.raises(ChangedMeanwhile):
            own_file(village.settings, article)

    def test_full_disk(self, village, monkeypatch):
        """
        When the disk is full, the collection is as it was.
        """
        article = village.article("1")
        monkeypatch.setattr("webapp.store.change.own_file.write_file", full_disk)

        with pytest.raises(OSError, match="No space"):
            own_file(village.settings, article)
        assert village.text("poems/verse.jsonl") == FILES["poems/verse.jsonl"]


class TestTrash:
    @pytest.mark.parametrize("slug", ["flood", "market"])
    def test_there_and_back(self, village, slug):
        """
        A deleted article is in the trash and nowhere else, and comes back as it was.
        """
        article = village.article(slug)
        before = sorted(path.relative_to(village.settings.root) for path in village.settings.content.rglob("*"))
        throw_away(village.settings, article, NOON)
        (found,) = trashed(village.settings)

        assert slug not in {article.slug for article in Library(village.settings).current().articles}
        assert (found.title, found.deleted) == (article.title, NOON)

        take_back(village.settings, found)
        after = sorted(path.relative_to(village.settings.root) for path in village.settings.content.rglob("*"))
        assert (after, trashed(village.settings)) == (before, [])

    def test_row(self, village):
        """
        A deleted row is in the trash, and comes back as a file.
        """
        throw_away(village.settings, village.article("1"), NOON)
        gone = {article.slug for article in Library(village.settings).current().articles}
        take_back(village.settings, trashed(village.settings)[0])

        assert "1" not in gone
        assert village.article("1").path == "poems/1.md"

    def test_place_taken(self, village):
        """
        An article that comes back replaces none that took its place.
        """
        throw_away(village.settings, village.article("market"), NOON)
        (village.settings.content / "news/market.md").write_text("另一篇。", encoding="utf-8")
        take_back(village.settings, trashed(village.settings)[0])

        assert village.text("news/market.md") == "另一篇。"
        assert village.text("news/market-2.md") == FILES["news/market.md"]

    def test_emptied(self, village):
        """
        What is deleted for good is gone.
        """
        throw_away(village.settings, village.article("flood"), NOON)
        delete_for_good(village.settings, trashed(village.settings)[0])

        assert list((village.settings.root / "trash").iterdir()) == []
