"""Fold text so that equal things compare equal, and cut it into search terms.

Chinese has no spaces, so a run of characters is indexed as its single characters and its overlapping pairs:
山水畫 folds to 山水画 and gives 山 水 画 山水 水画. Other scripts give whole words.
static/js/searching/text.js is this module's twin; both must pass tests/examples/terms.txt.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from webapp.core.language.han_fold import FROM, TO
from webapp.core.language.radicals import CHARACTERS, RADICALS

MAX_WORD = 40
"""Characters of a word that count; what is longer is no word."""

FOLDS = (FROM + RADICALS, TO + CHARACTERS.translate(str.maketrans(FROM, TO)))
"""Characters, and in the same order what each is searched as; NFKC comes before."""

_FOLD = str.maketrans(*FOLDS)

JOINED = (
    *((0x3005, 0x3005), (0x3007, 0x3007), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3)),
    (0x20000, 0x323AF),
)
"""Character codes, first and last, of scripts written without spaces: Han, kana, Hangul, with 々 and 〇."""
SPACED = (
    *((0x30, 0x39), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x52F), (0x620, 0x64A), (0x66E, 0x6D3)),
    *((0xF40, 0xFBC), (0x1820, 0x18AA)),
)
"""Those of scripts written with spaces: Latin, Greek, Cyrillic, Arabic (Uyghur), Tibetan, Mongolian; and digits."""

JOINED_CLASS, SPACED_CLASS = ("".join(f"{chr(first)}-{chr(last)}" for first, last in of) for of in (JOINED, SPACED))
"""The same two as regular expressions have them between brackets."""

_RUN = re.compile(f"[{JOINED_CLASS}]+|[{SPACED_CLASS}]+")
NEXT = "_"
"""Stands between two neighbours."""
_IS_JOINED = re.compile(f"[{JOINED_CLASS}]")


def fold(text: str) -> str:
    """Return *text* in the form in which it is searched: NFKC, lower case, Simplified by character, no radicals."""
    return unicodedata.normalize("NFKC", text).lower().translate(_FOLD)


def runs(text: str) -> list[str]:
    """Return the unbroken runs of the folded *text* in reading order."""
    return _RUN.findall(fold(text))


def is_joined(run: str) -> bool:
    """Tell whether *run* is of a script without spaces, and so is cut into characters and pairs."""
    return bool(_IS_JOINED.match(run))


def terms(text: str) -> list[str]:
    """Return the terms of *text*, repeats kept: for each run its characters, then its pairs, or the word."""
    return [term for run in runs(text) for term in _cut(run)]


def are_neighbours(term: str) -> bool:
    """Tell whether *term* is of two words that stand side by side, as tokens.py has them."""
    return NEXT in term


def is_character(term: str) -> bool:
    """Tell whether *term* is one character of a script without spaces."""
    return len(term) == 1 and is_joined(term)


def length(found: list[str]) -> int:
    """Return how long a text is to the reader, from its terms: characters and words, pairs left out."""
    return sum(1 for term in found if len(term) == 1 or not is_joined(term))


def _cut(run: str) -> Iterator[str]:
    if not is_joined(run):
        yield run[:MAX_WORD]
        return
    yield from run
    for start in range(len(run) - 1):
        yield run[start : start + 2]


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Fold *text* character by character; return also, for each folded character, its place in *text*.

    Differs from ``fold`` only where Unicode composes neighbours, which no script above needs.
    """
    pieces = [_fold_character(character) for character in text]
    folded = "".join(pieces)
    if len(folded) == len(text):
        return folded, list(range(len(text)))
    return folded, [place for place, piece in enumerate(pieces) for _ in piece]


@lru_cache(maxsize=1 << 14)
def _fold_character(character: str) -> str:
    return fold(character)


@dataclass(frozen=True)
class Analyzer:
    """How the texts of a library and its queries are cut: *fold* makes them comparable, *runs* and *terms* cut them.

    *need* says of a run that is no joined one which terms an article has that has it. *joined* and *spaced* are the
    letters of both kinds of scripts, as regular expressions have them between brackets; *attached* is a regular
    expression for what a quoted word may have before it without a blank, *asking* one for words that only ask.
    """

    fold: Callable[[str], str]
    runs: Callable[[str], list[str]]
    terms: Callable[[str], list[str]]
    need: Callable[[str], tuple[str, ...]]
    joined: str
    spaced: str
    attached: str = ""
    asking: str = ""


CJK = Analyzer(fold, runs, terms, lambda run: (run[:MAX_WORD],), JOINED_CLASS, SPACED_CLASS)
"""For a library in languages of Han, kana and Hangul alone; tokens.py has the one for all others."""
