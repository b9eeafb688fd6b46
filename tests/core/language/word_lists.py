"""A library's words and pairs of characters as the shared examples write them."""

from collections.abc import Collection

from webapp.core.language.text import terms
from webapp.core.language.words import NO_WORDS, WordList, level_of, spread, write


def read_words(text: str) -> WordList:
    """Return the words of *text*: with blanks between, each with = and how many articles hold it."""
    words = (item.rpartition("=") for item in text.split() if "=" in item)
    return WordList(spread({write(spelt): level_of(int(holding)) for spelt, _, holding in words}), NO_WORDS.fresh)


def held_pairs(text: str, least_impact: int = 1) -> set[str]:
    """Return the pairs of characters in *text*; if they must be told often, in its words only."""
    return {term for item in text.split() if least_impact == 1 or "=" in item for term in terms(item) if len(term) == 2}


class Holding:
    """Answers as an index does which pairs articles hold."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, pairs: Collection[str], least_impact: int) -> set[str]:
        return held_pairs(self._text, least_impact) & set(pairs)
