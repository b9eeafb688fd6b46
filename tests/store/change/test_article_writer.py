"""New articles stand in the library whole or not at all."""

import os
from datetime import datetime

import pytest

from webapp.core.draft import Draft
from webapp.disk.lock import try_lock
from webapp.errors import FileRefused
from webapp.settings import Settings
from webapp.store.change.article_writer import ArticleWriter, open_article_writer
from webapp.store.front_matter import parse
from webapp.store.library import Library


@pytest.fixture
def settings(tmp_path):
    settings = Settings(tmp_path / "library")
    settings.content.mkdir(parents=True)
    return settings


@pytest.fixture
def original(tmp_path):
    file = tmp_path / "Original Page.TXT"
    file.write_bytes(b"as it was\r\n")
    return file


DRAFT = Draft(
    text="正文。",
    form="markdown",
    title="春耕",
    date=datetime(2024, 3, 5),
    source="农业局",
    tags=("农事",),
    licence_number="湘ICP备1号",
    extra={"weight": 2, "section": "policy"},
)


class TestPlace:
    def test_bundle(self, settings, original):
        """
        An article is a folder with its text and what it was made of.
        """
        placed = ArticleWriter(settings).place(DRAFT, "farming", original, {"a.jpg": original})
        folder = settings.content / "farming" / "chun-geng"

        assert (placed.slug, placed.path) == ("chun-geng", "farming/chun-geng/index.md")
        assert sorted(file.name for file in folder.iterdir()) == ["a.jpg", "index.md", "original.txt"]
        assert (folder / "original.txt").read_bytes() == b"as it was\r\n"

    def test_front_matter(self, settings, original):
        """
        What is known of the article is its front matter.
        """
        placed = ArticleWriter(settings).place(DRAFT, "farming", original, {})
        fields, body = parse((settings.content / placed.path).read_text(encoding="utf-8"), placed.path)

        assert body.strip() == "正文。"
        assert fields == {
            "title": "春耕",
            "date": datetime(2024, 3, 5),
            "source": "农业局",
            "tags": ("农事",),
            "licence_number": "湘ICP备1号",
            "weight": 2,
            "original": "Original Page.TXT",
        }

    def test_slug_across_sections(self, settings, original):
        """
        A slug is taken by an article of any section.
        """
        (settings.content / "policy").mkdir()
        (settings.content / "policy" / "Chun-Geng.md").write_text("# 春耕\n\n正文。\n", encoding="utf-8")

        assert ArticleWriter(settings).place(DRAFT, "farming", original, {}).slug == "chun-geng-2"

    def test_folder_in_the_way(self, settings, original):
        """
        A folder that was made meanwhile is left alone.
        """
        shelf = ArticleWriter(settings)
        (settings.content / "farming" / "chun-geng").mkdir(parents=True)

        assert shelf.place(DRAFT, "farming", original, {}).slug == "chun-geng-2"

    def test_existing_section(self, settings, original):
        """
        A section that exists is used, whatever its folder is called.
        """
        (settings.content / "农业").mkdir()

        assert ArticleWriter(settings).place(DRAFT, "nong-ye", original, {}).path == "农业/chun-geng/index.md"

    @pytest.mark.parametrize("name", ["农业", "農業", "nong-ye"])
    def test_section_by_its_names(self, settings, original, name):
        """
        A section is found by its title, in either script, and by its slug.
        """
        (settings.content / "crops").mkdir()
        (settings.content / "crops/_index.md").write_text("---\ntitle: 种植\n---\n", encoding="utf-8")
        ArticleWriter(settings).place(DRAFT, "农业", original, {})

        assert ArticleWriter(settings).section_folder(name).name == "nong-ye"
        assert ArticleWriter(settings).section_folder("种植").name == "crops"

    def test_section_of_the_same_sound(self, settings, original):
        """
        A section that only sounds like another gets a folder of its own.
        """
        (settings.content / "农业").mkdir()
        shelf = ArticleWriter(settings)

        assert shelf.place(DRAFT, "弄野", original, {}).path == "nong-ye-2/chun-geng/index.md"
        assert "弄野" in (settings.content / "nong-ye-2/_index.md").read_text(encoding="utf-8")
        assert shelf.section_folder("农业").name == "农业"
        assert shelf.section_folder("弄野").name == "nong-ye-2"

    def test_address_that_was_given(self, settings, original):
        """
        A new article does not take the slug that an article had which is gone, or has another name now.
        """
        (settings.content / "farming").mkdir()
        (settings.content / "farming/chun-geng.md").write_text("旧文", encoding="utf-8")
        Library(settings).published()
        (settings.content / "farming/chun-geng.md").unlink()
        placed = ArticleWriter(settings).place(DRAFT, "farming", original, {})

        assert (placed.slug, placed.wanted) == ("chun-geng-2", "chun-geng")

    def test_picture_gone(self, settings, original, tmp_path):
        """
        When a picture cannot be copied, nothing of the article is left.
        """
        with pytest.raises(FileRefused):
            ArticleWriter(settings).place(DRAFT, "farming", original, {"a.jpg": tmp_path / "gone.jpg"})

        assert list(settings.content.iterdir()) == []


class TestOpenShelf:
    def test_one_at_a_time(self, settings):
        """
        While one has the shelf, no other process gets it; afterwards any does.
        """
        with open_article_writer(settings), try_lock(settings.build / ".add.lock") as meanwhile:
            pass
        with try_lock(settings.build / ".add.lock") as afterwards:
            pass

        assert (meanwhile, afterwards) == (False, True)

    def test_left_by_a_dead_process(self, settings):
        """
        What a killed process left half done is taken away.
        """
        left = settings.content / ".unfinished-abc"
        left.mkdir(parents=True)
        (left / "index.md").touch()
        with open_article_writer(settings):
            assert list(settings.content.iterdir()) == []


class TestFind:
    def test_gone(self, settings, tmp_path):
        """
        A file that went away meanwhile was not placed before.
        """
        assert ArticleWriter(settings).find(tmp_path / "gone.txt") is None

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read all")
    def test_unreadable(self, settings, original):
        """
        An original in the library that may not be read is passed over.
        """
        placed = ArticleWriter(settings).place(DRAFT, "farming", original, {})
        (settings.content / placed.path).with_name("original.txt").chmod(0)

        assert ArticleWriter(settings).find(original) is None

    def test_same_bytes(self, settings, original, tmp_path):
        """
        A file is found again by its bytes, whatever it is called.
        """
        placed = ArticleWriter(settings).place(DRAFT, "farming", original, {})
        copy = tmp_path / "copy.txt"
        copy.write_bytes(original.read_bytes())

        assert ArticleWriter(settings).find(copy) == placed

    def test_same_size(self, settings, original, tmp_path):
        """
        A file of the same size with other bytes is another file.
        """
        shelf = ArticleWriter(settings)
        shelf.place(DRAFT, "farming", original, {})
        other = tmp_path / "other.txt"
        other.write_bytes(b"As it was\r\n")

        assert shelf.find(other) is None
