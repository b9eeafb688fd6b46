"""What is not whole has a name that tells it, and goes: with who writes it, or when it is swept."""

import os
import subprocess
import sys

import pytest

from webapp.disk.unfinished import scratch_folder, sweep, sweep_left, unfinished_folder, unfinished_path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not tell whether a process lives.")


@pytest.fixture(scope="module")
def dead():
    """The number of a process that is gone."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


@pytest.fixture
def root(tmp_path, dead):
    """A folder in which two processes write: this one, and one that is gone."""
    (tmp_path / "in/deep").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "in", tmp_path / "in/deep"):
        (folder / "whole.txt").touch()
        unfinished_path(folder / "whole.txt").touch()
        (folder / f".unfinished-{dead}-0123").mkdir()
        (folder / f".unfinished-{dead}-0123/part.txt").touch()
    return tmp_path


def left(root, folder=""):
    return sorted(path.name.split("-")[0] for path in (root / folder).iterdir() if path.name not in ("in", "deep"))


class TestNames:
    def test_hidden(self, tmp_path):
        """
        Nobody takes it for a file that is whole, and no two are the same.
        """
        first, second = unfinished_path(tmp_path / "a.txt"), unfinished_path(tmp_path / "a.txt")

        assert first.name.startswith(".")
        assert first.parent == tmp_path
        assert first != second

    def test_folder(self, tmp_path):
        """
        A folder is there for a while; what became of it, under another name, stays.
        """
        with unfinished_folder(tmp_path / "new") as folder:
            (folder / "a.txt").touch()
            (folder / "b.txt").touch()
            (folder / "a.txt").replace(tmp_path / "a.txt")

        assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "new"]

    def test_folder_of_one(self, tmp_path):
        """
        A folder may be its owner's alone.
        """
        with unfinished_folder(tmp_path, 0o700) as folder:
            assert folder.stat().st_mode & 0o777 == 0o700

    def test_scratch(self):
        """
        Scratch room goes with whoever used it.
        """
        with scratch_folder() as folder:
            (folder / "a.txt").touch()

        assert not folder.exists()


class TestSweep:
    def test_alone(self, root):
        """
        Who is alone in a folder sweeps all that is unfinished, however deep.
        """
        sweep(root)

        assert [left(root), left(root, "in"), left(root, "in/deep")] == [["whole.txt"]] * 3

    def test_but(self, root):
        """
        A folder in which others write is left alone.
        """
        sweep(root, root / "in")

        assert left(root) == ["whole.txt"]
        assert left(root, "in") == [".unfinished", ".unfinished", "whole.txt"]

    def test_of_dead_processes(self, root):
        """
        Among others, only what a dead process left is swept, here and in the folders here.
        """
        sweep_left(root)

        assert [left(root), left(root, "in")] == [[".unfinished", "whole.txt"]] * 2
        assert left(root, "in/deep") == [".unfinished", ".unfinished", "whole.txt"]

    def test_of_another_day(self, tmp_path):
        """
        The number of a process may be another's by now: what is a day old is swept.
        """
        path = unfinished_path(tmp_path / "a.txt")
        path.touch()
        os.utime(path, (0, 0))
        sweep_left(tmp_path)

        assert list(tmp_path.iterdir()) == []

    def test_nothing_there(self, tmp_path):
        """
        A folder that is not there needs no sweeping.
        """
        sweep(tmp_path / "gone")
        sweep_left(tmp_path / "gone")
