"""A new library is whole, or there is none."""

import pytest

from webapp.errors import LibraryExists
from webapp.settings import Settings, load_settings
from webapp.store.checking.check import check
from webapp.store.create import create_library
from webapp.store.library import Library


class TestCreateLibrary:
    def test_can_be_read_at_once(self, tmp_path):
        """
        A new library has one article that explains how to go on, and nothing to mend.
        """
        create_library(tmp_path / "village")
        settings = load_settings(tmp_path / "village", environ={})

        (article,) = Library(settings).current().articles

        assert (article.title, article.section, article.lang) == ("欢迎来到书屋", "guide", "zh-Hans")
        assert check(settings).findings == ()

    def test_inbox_is_ready(self, tmp_path):
        """
        The inbox is there, and empty.
        """
        create_library(tmp_path / "village")

        assert list((tmp_path / "village/content/inbox").iterdir()) == []

    def test_settings_show_the_usual_values(self, tmp_path):
        """
        Each setting stands in the file, and those in comments with the value they have anyway.
        """
        create_library(tmp_path / "village")
        path = tmp_path / "village/shuwu.toml"
        text = path.read_text(encoding="utf-8")
        numbers = [line[2:] for line in text.splitlines() if line.startswith("# ") and line[-1:] in "0123456789]"]
        path.write_text("\n".join(numbers), encoding="utf-8")

        assert load_settings(tmp_path / "village", environ={}) == Settings((tmp_path / "village").resolve())
        assert len(numbers) == 12

    def test_empty_folder_is_used(self, tmp_path):
        """
        An empty folder becomes the library, and is the same folder still.
        """
        before = tmp_path.stat().st_ino
        create_library(tmp_path)

        assert tmp_path.stat().st_ino == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "shuwu.toml", "synonyms.txt"]

    @pytest.mark.parametrize("name", ["shuwu.toml", "photo.jpg", ".hidden"])
    def test_folder_in_use(self, tmp_path, name):
        """
        A folder that holds anything is refused and left as it was.
        """
        (tmp_path / name).write_text("旧")

        with pytest.raises(LibraryExists):
            create_library(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_file_in_the_way(self, tmp_path):
        """
        A file of that name is refused.
        """
        (tmp_path / "village").write_text("旧")

        with pytest.raises(LibraryExists):
            create_library(tmp_path / "village")

    def test_failure_leaves_nothing(self, tmp_path, monkeypatch):
        """
        A library that could not be finished leaves nothing behind.
        """

        def fail(fields, body):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("webapp.store.create.dump", fail)

        with pytest.raises(OSError, match="No space"):
            create_library(tmp_path / "village")
        assert list(tmp_path.iterdir()) == []
