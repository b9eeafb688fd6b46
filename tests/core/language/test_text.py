"""Folding and cutting, as the frozen site's text.js must do them too."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example_files import Example, read_examples, titles
from tools.make_fold_table import module_text
from webapp.core.language import han_fold
from webapp.core.language.radicals import RADICALS, as_characters
from webapp.core.language.text import FOLDS, fold, fold_with_places, is_character, length, terms


class TestTerms:
    @pytest.mark.parametrize("example", read_examples("terms"), ids=titles)
    def test_example(self, example: Example) -> None:
        """
        Each shared example holds.
        """
        assert " ".join(terms(example.given)) == example.expected

    @given(st.text())
    def test_folded_text(self, text: str) -> None:
        """
        A text and its folded form have the same terms, so that it does not matter which of them is indexed.
        """
        assert terms(fold(text)) == terms(text)


class TestLength:
    def test_pairs(self) -> None:
        """
        A text is as long as its characters and words; pairs are not counted.
        """
        assert length(terms("乡村振兴 2022 年")) == 6


class TestIsCharacter:
    def test_letter(self) -> None:
        """
        A single Latin letter is a word, not a character.
        """
        assert [is_character(term) for term in ("茶", "a", "乡村")] == [True, False, False]


class TestFoldWithPlaces:
    @given(st.text())
    def test_places(self, text: str) -> None:
        """
        Every folded character knows a place in the text, and places never go back.
        """
        folded, places = fold_with_places(text)

        assert len(folded) == len(places)
        assert places == sorted(places)
        assert all(0 <= place < len(text) for place in places)


class TestFoldTable:
    def test_up_to_date(self) -> None:
        """
        The table in the package is the one that the tool makes today.
        """
        written = Path(str(han_fold.__file__)).read_text(encoding="utf-8")

        assert written == module_text()

    def test_folds_once(self) -> None:
        """
        What a character folds to does not fold again.
        """
        assert not set(han_fold.FROM) & set(han_fold.TO)

    def test_no_radical_is_left(self) -> None:
        """
        Of both blocks of radicals, what stands for a character is searched as one; one shape stands for none.
        """
        blocks = (chr(code) for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)) if code != 0x2E9A)

        assert [sign for sign in blocks if not terms(sign)] == ["⺀"]

    def test_folds_once_with_radicals(self) -> None:
        """
        What a radical folds to does not fold again either.
        """
        assert not set(FOLDS[0]) & set(FOLDS[1])


class TestAsCharacters:
    def test_every_radical(self) -> None:
        """
        Each radical becomes one character that has terms, and other text stays.
        """
        mended, count = as_characters(f"茶 {RADICALS} Ａ①")

        assert count == len(RADICALS)
        assert mended[:2] + mended[-3:] == "茶  Ａ①"
        assert not set(RADICALS) & set(mended)
