"""A full disk ends a command with one line that says what to do."""

import json

import pytest

from tests.faults import fill

NOTE = "停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n"


class TestFullDisk:
    @pytest.fixture
    def village(self, shuwu, disk):
        shuwu("new", disk / "village")
        fill(disk)
        return disk / "village"

    @pytest.mark.parametrize("arguments", [["index"], ["index", "--rebuild"], ["search", "书屋"]])
    def test_index(self, shuwu, village, arguments):
        """
        An index that cannot be written is no crash, and is written once there is room.
        """
        full = shuwu(*arguments, "--library", village, "--json")
        (village.parent / "fill").unlink()
        after = shuwu("search", "书屋", "--library", village, "--json")

        assert (full.code, full.out, full.err.count("\n")) == (1, "", 1)
        assert "the disk is full" in json.loads(full.err)["error"]
        assert after.facts["total"] == 1

    def test_new(self, shuwu, village):
        """
        A library that cannot be made leaves nothing behind.
        """
        outcome = shuwu("new", village.parent / "other")

        assert (outcome.code, outcome.err.count("\n")) == (1, 1)
        assert "the disk is full" in outcome.err
        assert sorted(path.name for path in village.parent.iterdir()) == ["fill", "village"]

    def test_add(self, shuwu, village, tmp_path):
        """
        A file that cannot be placed is refused, leaves nothing behind, and is added once there is room.
        """
        (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
        before = sorted(village.joinpath("content").rglob("*"))
        full = shuwu("add", tmp_path / "note.txt", "--library", village, "--json")
        between = sorted(village.joinpath("content").rglob("*"))
        (village.parent / "fill").unlink()
        after = shuwu("add", tmp_path / "note.txt", "--library", village, "--json")

        assert "is full" in full.facts["refused"][0]["reason"]
        assert between == before
        assert len(after.facts["added"]) == 1
