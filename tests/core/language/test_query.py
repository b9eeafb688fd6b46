"""What is read from a query, as the frozen site's query.js must read it too."""

import pytest

from tests.example_files import Example, read_examples, titles
from webapp.core.language.query import MAX_TERMS, Search, parse


def written(search: Search) -> str:
    needs = " ".join("/".join("+".join(terms) for terms in need) for need in search.needs)
    signed = [("+", phrase) for phrase in search.needed] + [("-", phrase) for phrase in search.excluded]
    phrases = (f"{sign} {' '.join(phrase.terms)} | {phrase.text}".removesuffix(" | ") for sign, phrase in signed)
    return "\n".join((" ".join(search.terms), f"= {needs}".rstrip(), *phrases))


class TestParse:
    @pytest.mark.parametrize("example", read_examples("query"), ids=titles)
    def test_example(self, example: Example) -> None:
        """
        Each shared example holds.
        """
        assert written(parse(example.given)) == example.expected

    def test_endless(self) -> None:
        """
        Of an endless query, only the first MAX_TERMS terms are searched.
        """
        endless = "".join(map(chr, range(0x4E00, 0x9000)))

        assert len(parse(endless).terms) == MAX_TERMS
