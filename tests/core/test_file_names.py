"""What the names of files tell, and what a name may be."""

import pytest

from webapp.core.file_kind import PICTURES
from webapp.core.file_names import (
    PICTURE_TYPES,
    is_any_picture,
    is_junk,
    is_picture,
    is_system_file,
    is_unfinished,
    safe_parts,
)


class TestPictures:
    def test_same_kinds_by_name_and_by_bytes(self):
        """
        What is known by its name is known by its bytes.
        """
        assert PICTURE_TYPES.keys() == PICTURES.keys()

    def test_each_ending_once(self):
        """
        An ending is that of one kind of picture.
        """
        endings = [ending for each in PICTURE_TYPES.values() for ending in each.endings]

        assert len(set(endings)) == len(endings)

    @pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.jfif", "a.Jpe", "a.pjpeg", "图.PNG", "a.b.webp"])
    def test_pictures_that_can_be_shown(self, name):
        """
        A picture is known by its ending, in small and capital letters.
        """
        assert is_picture(name)

    @pytest.mark.parametrize("name", ["a.heic", "a.TIF", "a.svg"])
    def test_pictures_that_cannot(self, name):
        """
        A picture of another kind is one all the same.
        """
        assert (is_picture(name), is_any_picture(name)) == (False, True)

    @pytest.mark.parametrize("name", ["a", "jpg", ".jpg", "a.jpg.txt", "a.jpgx"])
    def test_no_pictures(self, name):
        """
        Nothing else is one.
        """
        assert not is_any_picture(name)


class TestJunk:
    @pytest.mark.parametrize(
        "name", [".git", ".a.md", "._a.jpg", "~$a.docx", "Thumbs.db", "__MACOSX", "a.md~", "a.BAK"]
    )
    def test_junk(self, name):
        """
        What is hidden, of a system or a backup is nothing to show.
        """
        assert is_junk(name)

    @pytest.mark.parametrize("name", ["a.md", "春耕.txt", "a.part", "..", "~a.txt", "thumbs.dbx"])
    def test_no_junk(self, name):
        """
        What has a name of its own is, and so is what will have one.
        """
        assert not is_junk(name)

    @pytest.mark.parametrize("name", ["$RECYCLE.BIN", "lost+found", ".hidden.md", "a.md~"])
    def test_not_made_again(self, name):
        """
        What nobody makes again is no file of a system: the inbox does not take it away.
        """
        assert (is_junk(name), is_system_file(name)) == (True, False)

    @pytest.mark.parametrize("name", ["a.txt.part", "a.crdownload", "a.TMP"])
    def test_unfinished(self, name):
        """
        A file that is still written is waited for.
        """
        assert is_unfinished(name)


class TestSafeParts:
    @pytest.mark.parametrize(
        ("path", "parts"),
        [
            ("防汛/notice.txt", ["防汛", "notice.txt"]),
            ("C:\\desk\\a.txt", ["C", "desk", "a.txt"]),
            ("../../etc/a.txt", ["etc", "a.txt"]),
            ("a/b/c/d/e/f/g/h.txt", ["c", "d", "e", "f", "g", "h.txt"]),
            ("a\x00b?.txt", ["a b .txt"]),
            ("..", ["file"]),
            ("", ["file"]),
        ],
    )
    def test_safe_parts(self, path, parts):
        """
        A path keeps its names as far as every system takes them, and leads down only.
        """
        assert safe_parts(path) == parts

    def test_long_name(self):
        """
        A long name keeps its ending.
        """
        [name] = safe_parts("长" * 100 + ".jpeg")

        assert name.endswith("长.jpeg")
        assert len(name.encode()) <= 120
