import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.language.collation import ALPHABETS, first_letters, rank


class TestRank:
    @pytest.mark.parametrize(
        ("tag", "words"),
        [
            ("es", "año arbol Árbol niño nube ñandú oso"),
            ("sv", "apa zebra åka äta öga"),
            ("de", "Apfel Ärger auge öde zebra"),
            ("ru", "ева ёж ель жук"),
            ("uk", "гора ґанок жук іва їжак йод"),
            ("th", "เกม แกะ กา ขา"),
            ("fa", "بار پل جام چاه زن ژاله"),
            ("ug", "ئالما ئەتراپ باغ پىچاق ۋاقىت"),
            ("tr", "ılık inci izmir kış"),
            ("vi", "an ăn ân ba da đa"),
            ("en", "10 résumé resumes zoo"),
            ("zh-Hans", "abc 乡 村"),
        ],
    )
    def test_order_of_the_language(self, tag: str, words: str):
        """
        Words stand in the order of the language's own letters; accents and case count after these.
        """
        assert sorted(words.split(), key=lambda word: rank(word, tag)) == words.split()

    @given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["", *ALPHABETS]))
    def test_no_two_words_are_one(self, one: str, other: str, tag: str):
        """
        Only a word itself has its rank, so each list has one order.
        """
        assert (rank(one, tag) == rank(other, tag)) == (one == other)


class TestFirstLetter:
    @pytest.mark.parametrize(
        ("word", "tag", "letter"),
        [
            ("Éclair", "fr", "E"),
            ("ñandú", "es", "Ñ"),
            ("«Ёлка»", "ru", "Е"),
            ("أحمد", "ar", "ا"),
            ("istanbul", "tr", "İ"),
            ("Isparta", "tr", "I"),
            ("हिंदी", "hi", "ह"),
            ("เกม", "th", "ก"),
            ("123", "en", ""),
        ],
    )
    def test_letter_of_the_language(self, word: str, tag: str, letter: str):
        """
        A word stands under its first letter, as the language counts letters; a number stands under none.
        """
        assert first_letters(word, tag) == letter
