"""The edits between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.core.edits import Edit, apply_edits, edits, merge

TEXTS = st.text(alphabet="乡村ab\n", max_size=40)


class TestEdits:
    @given(TEXTS, TEXTS)
    def test_lead_to_the_other_text(self, before, after):
        """
        The edits of a text make the other of it.
        """
        assert apply_edits(before, edits(before, after)) == after

    def test_only_what_differs(self):
        """
        Within a changed line only the changed characters are edited.
        """
        assert edits("一行\n区(qū)里\n", "一行\n区里\n") == [Edit(4, 8, "")]


class TestMerge:
    def test_both(self):
        """
        Edits of different places are put together.
        """
        assert merge("春耕\n\n备耕\n", "春耕了\n\n备耕\n", "春耕\n\n备耕(一)\n") == "春耕了\n\n备耕(一)\n"

    def test_the_same_edit(self):
        """
        What both did is done once.
        """
        assert merge("春耕\n", "春耕了\n", "春耕了\n") == "春耕了\n"

    def test_different_edits_of_one_place(self):
        """
        Where both changed one place differently, nobody guesses.
        """
        assert merge("春耕\n", "秋收\n", "冬藏\n") is None

    @given(TEXTS, TEXTS)
    def test_one_side(self, base, theirs):
        """
        When only one changed something, theirs is the result.
        """
        assert merge(base, base, theirs) == theirs
