"""Only files are read, and a thing that is none keeps no other from being added."""

import os
import sys

import pytest

from webapp.errors import FileRefused
from webapp.ingest.dropped import DroppedFile, gather, read_bytes

NOTE = "停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n"

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right here")
as_anybody = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read all"
)


class TestReadBytes:
    def test_limit(self, tmp_path):
        """
        A file may have as many bytes as are allowed, and not one more.
        """
        file = tmp_path / "a.txt"
        file.write_bytes(bytes(1_000_000))
        assert len(read_bytes(file, "a.txt", 1)) == 1_000_000

        file.write_bytes(bytes(1_000_001))
        with pytest.raises(FileRefused, match="max_file_mb"):
            read_bytes(file, "a.txt", 1)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
    def test_pipe(self, tmp_path):
        """
        A pipe, which would keep the reader waiting, is not opened.
        """
        os.mkfifo(tmp_path / "a.txt")
        with pytest.raises(FileRefused, match="pipe"):
            read_bytes(tmp_path / "a.txt", "a.txt", 1)

    @needs_links
    def test_device(self, tmp_path):
        """
        A device, which would never end, is not opened, through a link neither.
        """
        (tmp_path / "a.txt").symlink_to("/dev/zero")
        with pytest.raises(FileRefused, match="device"):
            read_bytes(tmp_path / "a.txt", "a.txt", 1)

    @pytest.mark.parametrize("name", ["gone.txt", "long" * 100 + ".txt"])
    def test_no_such_file(self, tmp_path, name):
        """
        What is not there, or cannot be, is refused with why.
        """
        [dropped] = gather([tmp_path / name])
        with pytest.raises(FileRefused, match="cannot be read"):
            read_bytes(dropped.path, dropped.name, 1)


class TestWalk:
    @needs_links
    def test_link_in_a_folder(self, desk):
        """
        A link found in a folder is refused with what to do, whether to a file or a folder.
        """
        secret = desk.write("../secret/a.txt", NOTE)
        (desk.path / "file.txt").symlink_to(secret)
        (desk.path / "folder").symlink_to(secret.parent)
        report = desk.add()

        assert report.added == ()
        assert ["link" in str(refused.reason) and bool(refused.remedy) for refused in report.refused] == [True, True]

    @needs_links
    def test_named_link(self, desk):
        """
        A link that is named itself is followed.
        """
        (desk.path / "link.txt").symlink_to(desk.write("../a.txt", NOTE))

        assert [added.title for added in desk.add("link.txt").added] == ["停水通知"]

    @needs_links
    def test_picture_link(self, desk):
        """
        A link that calls itself a picture brings nothing into the library.
        """
        (desk.path / "a.jpg").symlink_to(desk.write("../secret.txt", "secret"))
        desk.write("a.md", f"{NOTE}\n![](a.jpg)\n")
        desk.add("a.md")

        assert not [path for path in desk.content() if path.endswith("a.jpg")]

    @as_anybody
    @pytest.mark.parametrize("mode", [0o000, 0o400])
    def test_closed_folder(self, desk, mode):
        """
        A folder that nobody may enter is refused; what lies beside it is added.
        """
        desk.write("b.txt", NOTE)
        closed = desk.write("closed/a.txt", NOTE).parent
        closed.chmod(mode)
        report = desk.add()
        closed.chmod(0o700)

        assert len(report.added) == 1
        assert [str(refused.remedy) for refused in report.refused] == ["Check its name and rights."]


class TestDropped:
    def test_controls(self, tmp_path):
        """
        A line end in a name is none in what is printed, nor in a title made of it.
        """
        dropped = DroppedFile(tmp_path / "a\n\x1b[1mb.txt")

        assert dropped.stem == "a [1mb"
        assert dropped.name.isprintable()
