"""Which words somebody means, as the frozen site's suggest.js must find them too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.language.word_lists import Holding, read_words
from tests.example_files import Example, read_examples, titles
from webapp.core.language.suggest import MOST, meant
from webapp.core.language.synonyms import read_query

WORDS = "乡村振兴=20 党建=9 重庆=70 绿化=5 西安=9 wifi=3"


class TestMeant:
    @pytest.mark.parametrize("example", read_examples("suggest"), ids=titles)
    def test_example(self, example: Example) -> None:
        """
        Each shared example holds.
        """
        words, _, query = example.given.partition("\n---\n")

        found = meant(read_query(query), Holding(words), read_words(words).read)

        assert " / ".join(found) == example.expected

    @given(st.text(alphabet="xczhenigu'. 乡村振兴当建重5é\\[(|"))
    def test_any_query(self, query: str) -> None:
        """
        Whatever is typed, a few words that are no more than the library's come back, and nothing breaks.
        """
        found = meant(read_query(query), Holding(WORDS), read_words(WORDS).read)

        assert len(found) <= MOST
        assert len(set(found)) == len(found)
