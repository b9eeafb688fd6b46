"""Which words belong together, and which family is meant by a word that no article holds."""

import pytest

from tests.example_files import Example, read_examples, titles
from webapp.core.language.families import families_of, key
from webapp.core.language.stems import analyzer_of, spelt_out, stemmer
from webapp.core.language.text import CJK
from webapp.core.language.tokens import MULTILINGUAL


class TestFamilies:
    @pytest.mark.parametrize("example", read_examples("families"), ids=titles)
    def test_example(self, example: Example):
        """
        Each shared example holds.
        """
        word, *known = example.given.split()
        rows = [(other, of) for other, *of in (row.split(">") for row in known)]

        assert " ".join(families_of(word, rows)) == example.expected

    def test_key(self):
        """
        Words are kept by their first letters, without what Arabic writes before them.
        """
        assert (key("teachers"), key("tea"), key("المدرسة")) == ("teac", "tea", "مدرس")


class TestStems:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", ("teach", "teaching", "teaches")),
            ("ru", ("школа", "школы", "школе")),
            ("es", ("gatos", "gato")),
            ("de", ("häuser", "haus")),
            ("ar", ("مدرسة", "المدرسة")),
            ("hi", ("लड़का", "लड़के")),
            ("tr", ("evler", "ev")),
        ],
    )
    def test_one_family(self, language: str, words: tuple[str, ...]):
        """
        Forms of a word are of one family, by the rules of their language.
        """
        assert len(set(map(stemmer(language), words))) == 1

    def test_without_stemmer(self):
        """
        In a language without a stemmer a word is of a family with those that differ by accents alone.
        """
        assert stemmer("vi")("việt") == "viet"

    def test_spelt_out(self):
        """
        German umlauts may be written with an e, and only in German.
        """
        assert (spelt_out("bäcker", "de"), spelt_out("bäcker", "en"), spelt_out("tee", "de")) == ("baecker", "", "")


class TestAnalyzer:
    def test_languages(self):
        """
        A library in Chinese, Japanese or Korean alone is cut as ever; one article in another language changes it.
        """
        assert analyzer_of({"zh-Hans", "zh-Hant", "ja"}) is CJK
        assert analyzer_of({"zh-Hans", "en"}) is MULTILINGUAL
        assert analyzer_of(()) is CJK
