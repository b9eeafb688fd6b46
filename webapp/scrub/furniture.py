"""Drop page furniture: buttons, breadcrumbs, pagers, links to other articles, menus."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.furniture_line import (
    BUTTONS,
    EBOOK,
    FORUM,
    LINK,
    OTHERS,
    PAGE_NUMBER,
    PAGER,
    PATH,
    is_list_heading,
    kind_of,
    may_be_a_step,
)
from webapp.scrub.header_line import read_line
from webapp.scrub.lines import seen_lines, without_lines
from webapp.scrub.normalise import normalise
from webapp.scrub.zones import outside_prose

RULE = "furniture"

# A portal adds this after the last sentence of a copied article.
_WAY_BACK = re.compile(r"(?<=[。！？!?”])\s*返回.{1,6}[,，]\s*查看更多\s*$", re.M)
_BARE_NUMBER = re.compile(r"\s*\d+\s*")
_LABELLED = re.compile(r"[^·•*\-]\S{0,11}:\s*\S|.*\d{7,}|.*\d{3,4}-\d{7}")


def drop_furniture(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* without the furniture before and after the writer's text."""
    draft, findings = _without_ways_back(draft)
    lines = seen_lines(draft)
    before, after = outside_prose(lines)
    found = {number: kind for number, line in enumerate(lines) if (kind := kind_of(line))}
    positions = {*before, *after, *_between_sentences(found)}
    found = {number: kind for number, kind in found.items() if number in positions}
    found = {number: kind for number, kind in found.items() if _is_in_place(kind, number, lines, before, after)}
    for zone in (before, after):
        found |= dict.fromkeys(_buttons_beside(found, lines, zone), BUTTONS)
    found |= dict.fromkeys(_list_of_others(lines, after), OTHERS)
    kinds = dict.fromkeys(found[number] for number in sorted(found))
    findings += [_finding(kind, [lines[number] for number in sorted(found) if found[number] == kind]) for kind in kinds]
    return replace(draft, text=without_lines(draft, found)), findings


def _without_ways_back(draft: Draft) -> tuple[Draft, list[Finding]]:
    found = _WAY_BACK.findall(draft.text)
    return replace(draft, text=_WAY_BACK.sub("", draft.text)), [_finding(LINK, found)] if found else []


def _between_sentences(found: Mapping[int, Message]) -> set[int]:
    """Return the furniture between sentences, where a page or a chapter ended."""
    numbers = [number for number, kind in found.items() if kind == PAGE_NUMBER]
    others = (number for number, kind in found.items() if kind in (EBOOK, FORUM))
    return {*others, *(numbers if len(numbers) > 1 else ())}


def _buttons_beside(found: Mapping[int, Message], lines: list[str], zone: list[int]) -> list[int]:
    """Return the lines of *zone* that may be steps of a guide, but are beside *found* furniture."""
    beside: set[int] = set()
    for row in (zone, zone[::-1]):
        for neighbour, number in pairwise(row):
            if (neighbour in found or neighbour in beside) and may_be_a_step(lines[number]):
                beside.add(number)
    return sorted(beside)


def _list_of_others(lines: list[str], after: list[int]) -> list[int]:
    """Return the lines of *after* that are a list of other articles, with its heading."""
    positions = (position for position, number in enumerate(after) if is_list_heading(lines[number]))
    start = next(positions, None)
    if start is None:
        return []
    end = next((position for position in range(start + 1, len(after)) if _is_own(lines[after[position]])), len(after))
    return after[start:end] if end > start + 1 or "|" in normalise(lines[after[start]]) else []


def _is_own(line: str) -> bool:
    """Tell whether *line* is text of its own, not the link to an article."""
    seen = normalise(line).strip()
    return _LABELLED.match(seen) is not None and not is_list_heading(line)


def _is_in_place(kind: Message, number: int, lines: list[str], before: list[int], after: list[int]) -> bool:
    """Tell whether furniture of *kind* can be here: a bare number may be a row of a table."""
    if kind == PATH:
        return number in before
    if kind == FORUM and number in before:
        # The line above the first post has its date, which the header's rule reads.
        return read_line(lines[number]) is None
    if kind == PAGE_NUMBER:
        return number not in before
    if kind != PAGER:
        return True
    numbers = [other for other in after if _BARE_NUMBER.fullmatch(normalise(lines[other]))]
    if number in numbers:
        return numbers == after[-1:] and len(lines[number].strip()) < 3
    return number in after


def _finding(kind: Message, lines: list[str]) -> Finding:
    shown = " / ".join(" ".join(line.split()) for line in lines)
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    return Finding(RULE, Message("removed_furniture", kind=kind, shown=shown), len(lines))
