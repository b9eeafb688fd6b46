"""Find quoted words where they stand in a text as they are: beside each other, in order, with what is between them.

Any blanks and line ends between words are one blank; between a character of a script without spaces and what is none
they do not count: 3月12日 stands in "3 月 12 日" too. Curled quotes, apostrophes and dashes are as the plain ones, and
words are whole ones.

static/js/searching/quoted.js is this module's twin; both must pass tests/examples/quoted.txt.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from webapp.core.language.text import CJK, Analyzer

_ALIKE = ('"“”„‟〝〞〟', "'‘’‚‛", "-‐‑‒–—−")
_NEIGHBOURS = re.compile(r"(\s*)(\S)")


def stands_in(phrase: str, places: Iterable[str], analyzer: Analyzer = CJK) -> bool:
    """Tell whether the folded *phrase* stands in one of *places*: texts that have nothing to do with each other."""
    finder = _finder(phrase, analyzer)
    return any(finder.search(analyzer.fold(place)) for place in places)


def spans_in(phrase: str, folded: str, analyzer: Analyzer = CJK) -> Iterator[tuple[int, int]]:
    """Yield where the folded *phrase* begins and ends in a *folded* text."""
    return (match.span("it") for match in _finder(phrase, analyzer).finditer(folded))


@lru_cache(maxsize=256)
def _finder(phrase: str, analyzer: Analyzer) -> re.Pattern[str]:
    pattern, before = "", ""
    is_joined, is_spaced = (re.compile(f"[{letters}]").match for letters in (analyzer.joined, analyzer.spaced))
    plain = re.sub(f"^{analyzer.attached}", "", phrase) if analyzer.attached else phrase
    for gap, character in _NEIGHBOURS.findall(plain or phrase):
        if before:
            apart = bool(is_joined(before)) != bool(is_joined(character))
            pattern += r"\s*" if apart else r"\s+" if gap else ""
        pattern += _any_alike(character)
        before = character
    # Inside of a look-ahead it may begin where the one before ends, or inside of it.
    start = f"(?:^|[^{analyzer.spaced}]){analyzer.attached}" if is_spaced(phrase) else ""
    end = f"(?![{analyzer.spaced}])" if is_spaced(before) else ""
    return re.compile(f"{start}(?P<it>{pattern}){end}")


def _any_alike(character: str) -> str:
    alike = next((signs for signs in _ALIKE if character in signs), character)
    return re.escape(alike) if len(alike) == 1 else f"[{re.escape(alike)}]"
