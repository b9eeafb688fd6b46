"""Words of every script, and what of them is left out when they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example_files import Example, read_examples, titles
from webapp.core.language.tokens import fold_with_places, loose, need, normal, runs, terms, terms_with_places


class TestTerms:
    @pytest.mark.parametrize("example", read_examples("tokens"), ids=titles)
    def test_example(self, example: Example):
        """
        Each shared example holds.
        """
        assert " ".join(terms(example.given)) == example.expected

    @given(st.text())
    def test_of_what_was_cut(self, text: str):
        """
        What a text is cut into is cut no further.
        """
        assert [run for found in runs(text) for run in runs(found)] == runs(text)

    def test_need(self):
        """
        Who types a word with a sign inside needs to find it as one word.
        """
        assert need("anti-virus") == ("!antivirus",)


class TestLoose:
    @pytest.mark.parametrize(
        ("word", "expected"),
        [
            ("café", "cafe"),
            ("việt", "viet"),
            ("straße", "strasse"),
            ("ёлка", "елка"),
            ("мой", "мой"),
            ("οδόσ", "οδοσ"),
            ("على", "علي"),
            ("أحمد", "احمد"),
            ("मजदूर", "मजदूर"),
            ("बाज़ार", "बाजार"),
            ("tea", "tea"),
        ],
    )
    def test_left_out(self, word: str, expected: str):
        """
        Accents, points, and forms of one letter are left out; what is a letter of its own stays.
        """
        assert loose(normal(word)) == expected


class TestPlaces:
    @given(st.text())
    def test_any_text(self, text: str):
        """
        Each folded character has a place in the text.
        """
        folded, places, ends = fold_with_places(text)

        assert len(folded) == len(places) == len(ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(places, ends, strict=True))

    def test_words(self):
        """
        Words stand where they are written, with their marks.
        """
        folded, places, ends = fold_with_places("Les CAFE\u0301S, anti-virus")

        found = {term: (places[start], ends[end - 1]) for term, start, end in terms_with_places(folded)}

        assert found["!cafés"] == (4, 10)
        assert found["!antivirus"] == (12, 22)
