"""A power cut at any moment leaves the old file or the new one, whole."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from webapp.disk import files
from webapp.disk.files import (
    append_file,
    copy_file,
    link_file,
    make_folder,
    move,
    replace_line,
    write_file,
    write_new,
    write_unsynced,
    writing,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Looks at what an open file holds.")

SMALL = b"less than what Python holds back"
LARGE = bytes(range(256)) * 1000


@pytest.fixture
def steps(monkeypatch, tmp_path):
    """What is asked of the disk, in order: which bytes or names were to be on it, and what was renamed."""
    found = []
    really_sync, really_rename = os.fsync, os.replace

    def sync(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            found.append(("names", *sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))))
        else:
            found.append(("bytes", Path(f"/proc/self/fd/{descriptor}").read_bytes()))
        really_sync(descriptor)

    def rename(source, target):
        found.append(("renamed to", Path(target).name))
        really_rename(source, target)

    monkeypatch.setattr("os.fsync", sync)
    monkeypatch.setattr("os.replace", rename)
    return found


class TestOrder:
    @pytest.mark.parametrize("data", [SMALL, LARGE, b""])
    def test_write(self, steps, tmp_path, data):
        """
        All bytes are on the disk before the file takes its place, and its name is afterwards.
        """
        write_file(tmp_path / "a.txt", data)

        assert steps == [("bytes", data), ("renamed to", "a.txt"), ("names", "a.txt")]
        assert (tmp_path / "a.txt").read_bytes() == data

    def test_write_in_pieces(self, steps, tmp_path):
        """
        So they are if they are written in pieces.
        """
        with writing(tmp_path / "a.txt") as file:
            file.writelines([b"one ", b"two"])

        assert steps == [("bytes", b"one two"), ("renamed to", "a.txt"), ("names", "a.txt")]

    def test_copy(self, steps, tmp_path):
        """
        So they are if they are copied.
        """
        (tmp_path / "a.txt").write_bytes(SMALL)
        copy_file(tmp_path / "a.txt", tmp_path / "b.txt")

        assert steps == [("bytes", SMALL), ("renamed to", "b.txt"), ("names", "a.txt", "b.txt")]

    def test_line(self, steps, tmp_path):
        """
        So they are if one line is another.
        """
        (tmp_path / "a.txt").write_bytes(b"1\n2\n3\n")
        replace_line(tmp_path / "a.txt", 2, b"two\n")

        assert steps == [("bytes", b"1\ntwo\n3\n"), ("renamed to", "a.txt"), ("names", "a.txt")]

    def test_append(self, steps, tmp_path):
        """
        What is written behind a file's end is on the disk, and so is the name of a new file.
        """
        append_file(tmp_path / "a.txt", b"1\n")
        append_file(tmp_path / "a.txt", b"2\n")

        assert steps == [("bytes", b"1\n"), ("names", "a.txt"), ("bytes", b"1\n2\n"), ("names", "a.txt")]

    def test_move(self, steps, tmp_path):
        """
        A new name is on the disk, and so is that the old one is gone.
        """
        (tmp_path / "in").mkdir()
        (tmp_path / "a.txt").touch()
        move(tmp_path / "a.txt", tmp_path / "in/b.txt")

        assert steps == [("renamed to", "b.txt"), ("names", "in"), ("names", "in")]

    def test_folder(self, steps, tmp_path):
        """
        The name of each new folder is on the disk.
        """
        make_folder(tmp_path / "a/b")
        make_folder(tmp_path / "a/b")

        assert steps == [("names", "a"), ("names", "a")]

    def test_unsynced(self, steps, tmp_path):
        """
        What is one of many waits for no disk, and still takes its place in one step.
        """
        write_unsynced(tmp_path / "a.txt", SMALL)

        assert steps == [("renamed to", "a.txt")]
        assert (tmp_path / "a.txt").read_bytes() == SMALL


class TestWhole:
    def test_old_one_stays(self, tmp_path):
        """
        What fails in the middle leaves the old file, and nothing else.
        """
        write_file(tmp_path / "a.txt", SMALL)
        with pytest.raises(ValueError, match="no more"), writing(tmp_path / "a.txt") as file:
            file.write(LARGE)
            raise ValueError("no more")

        assert [path.read_bytes() for path in tmp_path.iterdir()] == [SMALL]

    def test_full_disk(self, tmp_path, monkeypatch):
        """
        So does a disk that is full when the bytes are to be on it.
        """
        write_file(tmp_path / "a.txt", SMALL)

        def fail(_descriptor):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="No space left"):
            write_file(tmp_path / "a.txt", LARGE)

        assert [path.read_bytes() for path in tmp_path.iterdir()] == [SMALL]

    def test_long_name(self, tmp_path):
        """
        A name may be as long as the disk allows.
        """
        path = tmp_path / ("长" * 85)
        write_file(path, SMALL)

        assert path.read_bytes() == SMALL

    def test_mode(self, tmp_path):
        """
        A secret is its owner's from its first byte on.
        """
        with writing(tmp_path / "key", mode=0o600) as file:
            file.write(SMALL)
            assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600

        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600

    def test_no_folders_on_this_disk(self, tmp_path, monkeypatch):
        """
        A file system that cannot have a folder on the disk takes files all the same.
        """
        monkeypatch.setattr(files, "_CANNOT_SYNC", {errno.EIO})
        really = os.fsync

        def sync(descriptor):
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EIO, "Input/output error")
            really(descriptor)

        monkeypatch.setattr("os.fsync", sync)
        write_file(tmp_path / "a.txt", SMALL)

        assert (tmp_path / "a.txt").read_bytes() == SMALL


class TestWriteNew:
    def test_state(self, tmp_path):
        """
        The state of a new file is that which it has.
        """
        state = write_new(str(tmp_path / "a.txt"), SMALL)

        assert (state.st_size, state.st_mtime_ns) == (len(SMALL), (tmp_path / "a.txt").stat().st_mtime_ns)

    def test_there(self, tmp_path):
        """
        A file that is there may have other names, and is not written to.
        """
        (tmp_path / "a.txt").write_bytes(LARGE)
        with pytest.raises(FileExistsError):
            write_new(str(tmp_path / "a.txt"), SMALL)

        assert (tmp_path / "a.txt").read_bytes() == LARGE


class TestLink:
    def test_link(self, tmp_path):
        """
        A file gets another name, in the place of what had it; its own stays.
        """
        (tmp_path / "a.txt").write_bytes(SMALL)
        (tmp_path / "b.txt").write_bytes(LARGE)
        link_file(tmp_path / "a.txt", tmp_path / "b.txt")
        link_file(tmp_path / "a.txt", tmp_path / "b.txt")

        assert sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir()) == [
            ("a.txt", SMALL),
            ("b.txt", SMALL),
        ]

    def test_card(self, tmp_path, monkeypatch):
        """
        Where a disk has no links, it gets a copy.
        """

        def fail(*_paths):
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr("os.link", fail)
        (tmp_path / "a.txt").write_bytes(SMALL)
        link_file(tmp_path / "a.txt", tmp_path / "b.txt")

        assert (tmp_path / "b.txt").read_bytes() == SMALL
