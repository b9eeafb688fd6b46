"""What readers said is held beside the library, and lost by no accident."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor

from tests.faults import in_child, kill_self
from webapp.core.meeting import Meeting
from webapp.core.remark import Remark
from webapp.store.change.remarks import MOST_OF_MEETING, REMARKS_FOLDER, add_remark, all_remarks, delete

MEETING = Meeting("bayue", "八月会", "meetings/bayue.md")


def remark(number: int, point: str = "aaaa0000") -> Remark:
    return Remark(f"id{number}", point, "路灯几点关？", f"第 {number} 句", "2025-08-01")


class TestHold:
    def test_in_order(self, library):
        """
        What was said is held in the order in which it came, by meeting.
        """
        other = Meeting("jiuyue", "九月会", "meetings/jiuyue.md")
        for number in range(3):
            add_remark(library.settings, MEETING, remark(number))
        add_remark(library.settings, other, remark(9))
        first, second = all_remarks(library.settings)

        assert (first.slug, first.title, [each.text for each in first.remarks]) == (
            "bayue",
            "八月会",
            ["第 0 句", "第 1 句", "第 2 句"],
        )
        assert second.title == "九月会"

    def test_twice(self, library):
        """
        The same text about the same point is held once: a button is easily pressed twice.
        """
        add_remark(library.settings, MEETING, remark(1))

        assert add_remark(library.settings, MEETING, remark(1))
        assert add_remark(library.settings, MEETING, remark(1, point="bbbb0000"))
        assert len(all_remarks(library.settings)[0].remarks) == 2

    def test_many_at_once(self, library):
        """
        Nothing is lost when many send at once.
        """
        with ThreadPoolExecutor(3) as readers:
            list(readers.map(lambda number: add_remark(library.settings, MEETING, remark(number)), range(9)))

        assert len(all_remarks(library.settings)[0].remarks) == 9

    def test_killed(self, library):
        """
        Wherever the program is killed, what was held before is still there, and a remark is there whole or not at all.
        """
        add_remark(library.settings, MEETING, remark(0))
        folder = library.settings.root / REMARKS_FOLDER
        found = []
        for step in range(9):
            in_child(
                lambda number=step + 1: add_remark(library.settings, MEETING, remark(number)),
                folder,
                step,
                kill_self,
                True,
            )
            found.append([each.text for each in all_remarks(library.settings)[0].remarks])

        assert all(texts[0] == "第 0 句" for texts in found)
        assert found[0] == ["第 0 句"]
        assert len(found[-1]) > 1

    def test_full(self, library):
        """
        A meeting has room for a number of remarks, and no more.
        """
        folder = library.settings.root / REMARKS_FOLDER
        folder.mkdir()
        kept = [{"id": str(n), "point": "a", "words": "", "text": str(n), "day": ""} for n in range(MOST_OF_MEETING)]
        (folder / "bayue.json").write_text(json.dumps({"title": "八月会", "remarks": kept}))

        assert not add_remark(library.settings, MEETING, remark(1))
        assert len(all_remarks(library.settings)[0].remarks) == MOST_OF_MEETING

    def test_for_its_owner(self, library):
        """
        Nobody else on the machine reads the folder, and it is no part of content or build.
        """
        add_remark(library.settings, MEETING, remark(1))
        folder = library.settings.root / REMARKS_FOLDER

        assert stat.S_IMODE(folder.stat().st_mode) == 0o700 or os.name == "nt"
        assert not folder.is_relative_to(library.settings.content)
        assert not folder.is_relative_to(library.settings.build)

    def test_damaged_file(self, library):
        """
        A file that cannot be read is put aside, not written over.
        """
        folder = library.settings.root / REMARKS_FOLDER
        folder.mkdir()
        (folder / "bayue.json").write_text("[1, 2", encoding="utf-8")
        add_remark(library.settings, MEETING, remark(1))

        assert [each.read_text("utf-8") for each in folder.glob("*.damaged")] == ["[1, 2"]
        assert len(all_remarks(library.settings)[0].remarks) == 1


class TestDelete:
    def test_some(self, library):
        """
        What is deleted is gone, and the rest stays; with the last one goes the file.
        """
        for number in range(2):
            add_remark(library.settings, MEETING, remark(number))
        delete(library.settings, "bayue", ["id0", "unknown"])
        assert [each.id for each in all_remarks(library.settings)[0].remarks] == ["id1"]
        delete(library.settings, "bayue", ["id1"])

        assert all_remarks(library.settings) == []
        assert not (library.settings.root / REMARKS_FOLDER / "bayue.json").exists()

    def test_nothing_there(self, library):
        """
        Nothing is held at first, and what is not there can be deleted.
        """
        delete(library.settings, "bayue", ["id0"])

        assert all_remarks(library.settings) == []
