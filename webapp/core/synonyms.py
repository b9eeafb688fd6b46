"""Words that mean the same to readers, and how a query with one of them finds the others too.

static/js/synonyms.js is the twin of ``widen``; both must pass tests/examples/synonyms.txt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from webapp.core.text import fold, is_character, terms

_EXACT = '"“「'
_COMMENT = "#"

Group = tuple[str, ...]
"""Folded words of one meaning."""


class Widened(NamedTuple):
    """What is searched for a query with synonyms: what was typed, which must be there, and with it what means the same.

    *needed* are the terms of the typed words; if no article holds one of them, *typed* finds nothing.
    """

    typed: str
    wide: str
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the file that cannot be used. *line* counts from 1."""

    line: int
    found: str
    remedy: str


def read_groups(text: str) -> tuple[tuple[Group, ...], tuple[Fault, ...]]:
    """Return the groups of a synonyms file, whose lines read ``医保 = 医疗保险``, and its faults.

    Empty lines, and what stands behind a #, are not read.
    """
    groups: list[Group] = []
    faults = []
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition(_COMMENT)[0].strip()
        if not content:
            continue
        group = tuple(" ".join(fold(word).split()) for word in content.split("="))
        fault = _fault(number, group, lines)
        if fault:
            faults.append(fault)
        else:
            groups.append(group)
            lines |= dict.fromkeys(group, number)
    return tuple(groups), tuple(faults)


def widen(query: str, groups: Iterable[Group]) -> Widened | None:
    """Return what is searched for *query* if a word of *groups* is in it; None if it is searched as it is.

    Who puts something in quotes, or excludes something, wants these words and no others.
    """
    has = set(terms(query))
    found = [(group, typed) for group in groups if (typed := [word for word in group if has.issuperset(terms(word))])]
    others = [word for group, typed in found for word in group if word not in typed]
    if not others or any(mark in query for mark in _EXACT) or " -" in f" {query}":
        return None
    words = [typed[0] for _, typed in found]
    needed = tuple(term for word in words for term in terms(word) if not is_character(term))
    return Widened(" ".join((query, *(f'"{word}"' for word in words))), " ".join((query, *others)), needed)


def _fault(number: int, group: Group, lines: dict[str, int]) -> Fault | None:
    if len(group) < 2 or not all(map(terms, group)):
        return Fault(number, "there is no word on one side of a =.", "Write it as: 医保 = 医疗保险")
    twice = next((word for place, word in enumerate(group) if word in lines or word in group[:place]), None)
    if twice is None:
        return None
    where = f"line {lines[twice]}" if twice in lines else "this line"
    return Fault(number, f"“{twice}” stands in {where} already.", "Write all words of one meaning in one line.")
