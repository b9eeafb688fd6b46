"""What readers do not get, told in short."""

from datetime import datetime

import pytest

from webapp.core.finding import CheckFinding
from webapp.core.left_out import LeftOut, all_lines, in_groups
from webapp.messages import Message

MEND = Message("mend_that_line")
DEAD = tuple(CheckFinding(f"tea/{n}.md", "missing-link", Message("link_nowhere", link=n), MEND) for n in "abcd")
ROWS = (
    CheckFinding("tea/p.jsonl", "row", Message("row_not_json"), MEND),
    CheckFinding("tea/p.jsonl", "row", Message("row_not_json"), MEND, 9),
)


class TestInGroups:
    def test_few_of_each_kind(self):
        """
        Each kind is counted, and a few findings of it are told with what to do.
        """
        links, rows = in_groups(LeftOut((*DEAD, *ROWS)), few=3)

        assert (str(links.line), links.first, links.more) == ("Links that lead nowhere: 4.", DEAD[:3], 1)
        assert (str(rows.line), rows.first, rows.more) == ("Rows of collections that were skipped: 10.", ROWS, 0)

    def test_rows_that_are_not_told_one_by_one(self):
        """
        A finding that stands for many counts as many.
        """
        (rows,) = in_groups(LeftOut(ROWS), few=1)

        assert rows.more == 9

    def test_held_back(self):
        """
        What is held back on purpose is told by number, and when the next of it appears.
        """
        left = LeftOut(drafts=2, future=1, expired=3, next_change=datetime(2026, 12, 5, 8))
        lines = [str(group.line) for group in in_groups(left)]

        assert [line.split(".")[0] for line in lines[:3]] == [
            "Drafts: 2",
            "Not yet to be seen, for their date is to come: 1",
            "No longer to be seen, for their time is over: 3",
        ]
        assert "2026-12-05 08:00" in lines[3]

    def test_nothing(self):
        """
        Where nothing is left out there is nothing to tell.
        """
        assert list(in_groups(LeftOut())) == []
        assert not LeftOut()

    @pytest.mark.parametrize("left", [LeftOut(DEAD), LeftOut(drafts=1), LeftOut(future=1), LeftOut(expired=1)])
    def test_something(self, left):
        """
        Whatever is left out counts.
        """
        assert left
        assert all_lines(left)
