"""What readers get of a library, and in which order."""

from datetime import datetime

import pytest

from webapp.core.article import Article, Section
from webapp.store.snapshot import Tag, shown_sections, with_one_name_per_tag


@pytest.fixture
def snapshot(library):
    """A library of three articles in one section, with a picture, and one article in another."""
    library.write("tea/old.md", "---\ndate: 2025-01-01\ntags: [乡村, 茶]\n---\n甲。")
    library.write("tea/mid/index.md", "---\ndate: 2025-02-01\ntags: [鄉村]\n---\n乙。")
    library.write("tea/mid/Photo.jpg", "")
    library.write("tea/new.md", "---\ndate: 2025-03-01\ntags: 乡村\n---\n丙。")
    library.write("rice/other.md", "---\ndate: 2025-02-15\n---\n丁。")
    return library.load().current()


def article(slug="a", tags=(), section="tea"):
    return Article(slug, slug, section, slug, "", f"tea/{slug}.md", tags=tags)


class TestSnapshot:
    def test_newest_first(self, snapshot):
        """
        Articles come newest first, in all and in a section.
        """
        assert [each.slug for each in snapshot.articles] == ["new", "other", "mid", "old"]
        assert [each.slug for each in snapshot.in_section("tea")] == ["new", "mid", "old"]

    def test_neighbours(self, snapshot):
        """
        Neighbours are the next older and the next newer article of the same section.
        """
        mid, new = snapshot.article("mid"), snapshot.article("new")

        assert [each.slug for each in snapshot.neighbours(mid)] == ["old", "new"]
        assert snapshot.neighbours(new) == (mid, None)

    def test_unknown_names(self, snapshot):
        """
        What is not there is None or nothing.
        """
        assert snapshot.article("x") is None
        assert snapshot.in_section("x") == snapshot.tagged("x") == ()
        assert snapshot.neighbours(article("x")) == (None, None)

    def test_tags_of_both_scripts(self, snapshot):
        """
        A tag written in both scripts is one, as most articles write it.
        """
        assert snapshot.tags == (Tag("xiang-cun", "乡村", 3), Tag("cha", "茶", 1))
        assert [each.tags for each in snapshot.tagged("xiang-cun")] == [("乡村",), ("乡村",), ("乡村", "茶")]


class TestPicturePath:
    @pytest.mark.parametrize("name", ["Photo.jpg", "photo.JPG", "./Photo.jpg", ".\\Photo.jpg", "../mid/Photo.jpg"])
    def test_found(self, snapshot, name):
        """
        A picture is found beside its article, whatever the capitals.
        """
        path = snapshot.picture_path(snapshot.article("mid"), name)

        assert path == snapshot.content / "tea/mid/Photo.jpg"

    def test_beside_a_loose_article(self, snapshot):
        """
        A loose article finds pictures from its own folder on.
        """
        path = snapshot.picture_path(snapshot.article("old"), "mid/Photo.jpg")

        assert path == snapshot.content / "tea/mid/Photo.jpg"

    @pytest.mark.parametrize("name", ["x.jpg", "index.md", "", ".", "../../../shuwu.toml", "/etc/passwd", "a\0b"])
    def test_not_found(self, snapshot, name):
        """
        Nothing but a picture of the library is ever found.
        """
        assert snapshot.picture_path(snapshot.article("mid"), name) is None


class TestSections:
    def test_order(self):
        """
        Sections go by weight, then slug; those without weight come last, those without articles not at all.
        """
        sections = [
            Section("d", "d", "d"),
            Section("c", "c", "c", 2),
            Section("b", "b", "b"),
            Section("a", "a", "a", 1),
        ]
        articles = [article(section=slug) for slug in "bcd"]

        assert [section.slug for section in shown_sections(sections, articles)] == ["c", "b", "d"]


class TestTags:
    def test_tags_that_sound_alike(self):
        """
        Different tags of one pinyin get different slugs.
        """
        _, tags = with_one_name_per_tag([article(tags=("试题", "石梯"))])

        assert sorted(tag.slug for tag in tags) == ["shi-ti", "shi-ti-2"]

    def test_most_used_first(self):
        """
        Tags go from the most used to the least.
        """
        _, tags = with_one_name_per_tag([article("a", ("乙", "甲")), article("b", ("甲",))])

        assert [(tag.name, tag.count) for tag in tags] == [("甲", 2), ("乙", 1)]

    def test_two_spellings_in_one_article(self):
        """
        An article with both spellings of a tag has it once.
        """
        (found,), _ = with_one_name_per_tag([article(tags=("乡村", "鄉村"))])

        assert len(found.tags) == 1


def test_dates_are_naive(snapshot):
    """
    No time of the library carries a zone.
    """
    assert snapshot.articles[0].date == datetime(2025, 3, 1)
