"""The words under which a reader would look an article up: those of its title, and its tags."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from webapp.core.language.collation import first_letters
from webapp.core.language.sounds import word_sounds
from webapp.core.language.text import fold, fold_with_places

# Nouns, verbs, adjectives, names, abbreviations, idioms, times and foreign words, as jieba tags them.
TELLING = ("n", "v", "a", "j", "i", "l", "t", "s", "eng")
_LEAST_CHARACTERS = 2

_HAN = re.compile("[\u3400-\u9fff]")
_BETWEEN = re.compile(r"[\s/|，、。：；]+")
_LEAST_LETTERS = 4
"""A shorter word of an alphabet mostly joins others, unless it is in capitals."""
_MOST_LETTERS = 30
"""A longer one is a line in a script without blanks."""


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


class Beginning(NamedTuple):
    """What words in an index begin with: a *sound* or *letters*, the *heading* above, and its *name* in addresses."""

    name: str
    heading: str
    sound: str = ""
    letters: str = ""


def beginning(folded: str, lang: str) -> Beginning:
    """Return under what a word stands in the index of a library in the language *lang*.

    That is a sound for Han characters, and in a Chinese library for all words; the first two letters for others.
    """
    if lang.startswith("zh") or _HAN.match(folded):
        sound = syllable(folded)
        return Beginning(sound, sound[0].upper(), sound)
    letters = first_letters(folded, lang, 2)
    if not letters:
        return Beginning("0", "0", "0")
    small = letters.lower()
    name = small if small.isascii() else "-".join(f"{ord(each):x}" for each in small)
    return Beginning(name, letters[0], letters=letters)


def syllable(folded: str) -> str:
    """Return under what a word stands in an index: the pinyin of its first character, or its first letter; else 0."""
    first = (word_sounds(folded)[0] or folded[0]).lower() if folded else ""
    if not (first.isascii() and first[:1].isalpha()):
        return "0"
    return first[0] if folded[0].isascii() else first


def _title_words(title: str) -> list[Keyword]:
    return _chinese_words(title) if _HAN.search(title) else list(_spaced_words(title))


def _spaced_words(title: str) -> Iterator[Keyword]:
    """Yield the longer words of a title in a script that puts blanks between them."""
    for part in _BETWEEN.split(title):
        word = part.strip("".join(each for each in part if unicodedata.category(each)[0] in "PSC"))
        is_long = _LEAST_LETTERS <= len(word) <= _MOST_LETTERS and not word.isdecimal()
        if is_long or (len(word) >= _LEAST_CHARACTERS and word.isupper()):
            yield Keyword(fold(word), word)


def _chinese_words(title: str) -> list[Keyword]:
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
