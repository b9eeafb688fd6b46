"""Find quoted words where they stand in a text as they are: beside each other, in order, with what is between them.

Any blanks and line ends between words are one blank; between a character of a script without spaces and what is none
they do not count: 3月12日 stands in "3 月 12 日" too. Curled quotes, apostrophes and dashes are as the plain ones, and
words are whole ones.

static/js/searching/quoted.js is this module's twin; both must pass tests/examples/quoted.txt.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from webapp.core.language.text import JOINED_CLASS, SPACED_CLASS, fold

_ALIKE = ('"“”„‟〝〞〟', "'‘’‚‛", "-‐‑‒–—−")
_NEIGHBOURS = re.compile(r"(\s*)(\S)")
_JOINED = re.compile(f"[{JOINED_CLASS}]")
_SPACED = re.compile(f"[{SPACED_CLASS}]")


def stands_in(phrase: str, places: Iterable[str]) -> bool:
    """Tell whether the folded *phrase* stands in one of *places*: texts that have nothing to do with each other."""
    finder = _finder(phrase)
    return any(finder.search(fold(place)) for place in places)


def spans_in(phrase: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where the folded *phrase* begins and ends in a *folded* text."""
    return (match.span("it") for match in _finder(phrase).finditer(folded))


@lru_cache(maxsize=256)
def _finder(phrase: str) -> re.Pattern[str]:
    pattern, before = "", ""
    for gap, character in _NEIGHBOURS.findall(phrase):
        if before:
            pattern += _between(before, gap, character)
        pattern += _any_alike(character)
        before = character
    # Inside of a look-ahead it may begin where the one before ends, or inside of it.
    start = f"(?:^|[^{SPACED_CLASS}])" if _SPACED.match(phrase) else ""
    end = f"(?![{SPACED_CLASS}])" if _SPACED.match(before) else ""
    return re.compile(f"{start}(?P<it>{pattern}){end}")


def _between(before: str, gap: str, after: str) -> str:
    if bool(_JOINED.match(before)) != bool(_JOINED.match(after)):
        return r"\s*"
    return r"\s+" if gap else ""


def _any_alike(character: str) -> str:
    alike = next((signs for signs in _ALIKE if character in signs), character)
    return re.escape(alike) if len(alike) == 1 else f"[{re.escape(alike)}]"
