"""Fold text so that equal things compare equal, and cut it into search terms.

Chinese has no spaces, so a run of characters is indexed as its single characters and its overlapping pairs:
山水畫 folds to 山水画 and gives 山 水 画 山水 水画. Other scripts give whole words.
static/js/text.js is this module's twin; both must pass tests/examples/terms.txt.
"""

import re
import unicodedata
from collections.abc import Iterator

from webapp.core.han_fold import FROM, TO

MAX_WORD = 40
"""Characters of a word that count; what is longer is no word."""

_FOLD = str.maketrans(FROM, TO)

# Scripts written without spaces: Han, kana, Hangul, with 々 and 〇.
_JOINED = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U000323af"
# Scripts written with spaces: Latin, Greek, Cyrillic, Arabic (Uyghur), Tibetan, Mongolian; and digits.
_SPACED = "0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u052f\u0620-\u064a\u066e-\u06d3\u0f40-\u0fbc\u1820-\u18aa"
_RUN = re.compile(f"[{_JOINED}]+|[{_SPACED}]+")
_FIRST_JOINED = "\u3005"


def fold(text: str) -> str:
    """Return *text* in the form in which it is searched: NFKC, lower case, Simplified by character."""
    return unicodedata.normalize("NFKC", text).lower().translate(_FOLD)


def runs(text: str) -> list[str]:
    """Return the unbroken runs of the folded *text* in reading order."""
    return _RUN.findall(fold(text))


def is_joined(run: str) -> bool:
    """Tell whether *run* is of a script without spaces, and so is cut into characters and pairs."""
    return run[0] >= _FIRST_JOINED


def terms(text: str) -> list[str]:
    """Return the terms of *text*, repeats kept: for each run its characters, then its pairs, or the word."""
    return [term for run in runs(text) for term in _cut(run)]


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
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        piece = fold(character)
        folded.append(piece)
        places.extend([place] * len(piece))
    return "".join(folded), places
