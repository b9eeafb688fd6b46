"""The edits that lead from one text to another, and putting two people's edits together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

# Larger stretches are taken as a whole: comparing their characters one by one takes seconds.
_MOST_CHARACTERS = 4000
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put *text* in the place of the characters from *start* to *end*."""

    start: int
    end: int
    text: str


def edits(before: str, after: str) -> list[Edit]:
    """Return the edits, in order and apart from each other, that make *after* of *before*.

    Lines are compared first, then the characters of lines that differ.
    """
    return [edit for start, end, text in _line_edits(before, after) for edit in _within(before, start, end, text)]


def apply_edits(text: str, changes: Iterable[Edit]) -> str:
    """Return *text* after *changes*, which stand in order and do not overlap."""
    pieces, place = [], 0
    for edit in changes:
        pieces += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join((*pieces, text[place:]))


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Return *base* with the edits of both *mine* and *theirs*; None where they touch the same place differently."""
    if mine == base:
        return theirs
    ours = edits(base, mine)
    others = [edit for edit in edits(base, theirs) if edit not in ours]
    together = sorted([*ours, *others], key=lambda edit: (edit.start, edit.end))
    if any(_collide(one, other) for one, other in pairwise(together)):
        return None
    return apply_edits(base, together)


def _line_edits(before: str, after: str) -> list[tuple[int, int, str]]:
    old, new = _LINE.findall(before), _LINE.findall(after)
    places = _places(old)
    return [
        (places[first], places[last], "".join(new[start:end]))
        for what, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if what != "equal"
    ]


def _places(lines: Sequence[str]) -> list[int]:
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line))
    return places


def _within(before: str, start: int, end: int, text: str) -> list[Edit]:
    old = before[start:end]
    if not old or not text or len(old) + len(text) > _MOST_CHARACTERS:
        return [Edit(start, end, text)]
    return [
        Edit(start + first, start + last, text[new_first:new_last])
        for what, first, last, new_first, new_last in SequenceMatcher(None, old, text, autojunk=False).get_opcodes()
        if what != "equal"
    ]


def _collide(one: Edit, other: Edit) -> bool:
    """Tell whether *other*, which begins no earlier, touches what *one* changes."""
    return other.start < one.end or other.start == one.start
