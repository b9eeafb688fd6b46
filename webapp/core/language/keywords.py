"""The words under which a reader would look an article up: those of its title, and its tags."""

from collections.abc import Iterable
from typing import NamedTuple

from webapp.core.language.sounds import word_sounds
from webapp.core.language.text import fold, fold_with_places

# Nouns, verbs, adjectives, names, abbreviations, idioms, times and foreign words, as jieba tags them.
TELLING = ("n", "v", "a", "j", "i", "l", "t", "s", "eng")
_LEAST_CHARACTERS = 2


class Keyword(NamedTuple):
    """A word in the form in which it is searched, and as it stands in the article."""

    folded: str
    shown: str


def keywords(title: str, tags: Iterable[str]) -> tuple[Keyword, ...]:
    """Return the keywords of an article with this *title* and *tags*, each once, those of the title first."""
    found: dict[str, Keyword] = {}
    for keyword in (*_title_words(title), *(Keyword(fold(tag).strip(), tag.strip()) for tag in tags)):
        found.setdefault(keyword.folded, keyword)
    return tuple(keyword for folded, keyword in found.items() if folded)


def syllable(folded: str) -> str:
    """Return under what a word stands in an index: the pinyin of its first character, or its first letter; else 0."""
    first = (word_sounds(folded)[0] or folded[0]).lower() if folded else ""
    if not (first.isascii() and first[:1].isalpha()):
        return "0"
    return first[0] if folded[0].isascii() else first


def _title_words(title: str) -> list[Keyword]:
    import rjieba  # noqa: PLC0415 (takes a sixth of a second)

    folded, places = fold_with_places(title)
    places.append(len(title))
    words, start = [], 0
    for word, kind in rjieba.tag(folded):
        end = start + len(word)
        if len(word) >= _LEAST_CHARACTERS and kind.startswith(TELLING):
            words.append(Keyword(word, title[places[start] : places[end]]))
        start = end
    return words
