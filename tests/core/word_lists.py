"""A list of words as the shared examples write it."""

from webapp.core.text import terms
from webapp.core.words import NO_WORDS, WordList, level_of, spread, write


def read_words(text: str) -> WordList:
    """Return the words of *text*: with blanks between, each with = and how many articles hold it."""
    words = (item.rpartition("=") for item in text.split())
    return WordList(spread({write(spelt): level_of(int(holding)) for spelt, _, holding in words}), NO_WORDS.fresh)


def held_pairs(text: str) -> set[str]:
    """Return the pairs of characters that stand in the words of *text*."""
    return {term for term in terms(text) if len(term) == 2}
