"""Words that mean the same to readers, and how a query with one of them finds the others too.

static/js/searching/synonyms.js is the twin of ``read_query``; both must pass tests/examples/synonyms.txt.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from webapp.core.language.query import ExpandedQuery, Need, Phrase, Query, Search, parse, telling
from webapp.core.language.text import CJK, Analyzer, fold, terms
from webapp.messages import Message

_COMMENT = "#"

SynonymGroup = tuple[str, ...]
"""Folded words of one meaning."""


@dataclass(frozen=True, slots=True)
class SynonymFault:
    """A line of the file that cannot be used. *line* counts from 1."""

    line: int
    found: Message
    remedy: Message


def read_groups(text: str) -> tuple[tuple[SynonymGroup, ...], tuple[SynonymFault, ...]]:
    """Return the groups of a synonyms file, whose lines read ``医保 = 医疗保险``, and its faults.

    Empty lines, and what stands behind a #, are not read.
    """
    groups: list[SynonymGroup] = []
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


def read_query(typed: str, groups: Iterable[SynonymGroup] = (), analyzer: Analyzer = CJK) -> Query:
    """Return the query that a reader *typed*; a word of it that is in one of *groups* finds what means the same.

    *analyzer* cuts the library that is searched.

    Who puts something in quotes, or excludes something, wants these words and no others.
    """
    asked = parse(typed, analyzer)
    return Query(typed, analyzer.fold(typed), asked, _expand(typed, asked, groups, analyzer), analyzer)


def _expand(query: str, asked: Search, groups: Iterable[SynonymGroup], analyzer: Analyzer) -> ExpandedQuery | None:
    if asked.needed or asked.excluded:
        return None
    cut = analyzer.terms
    has = set(cut(query))
    found = [(group, typed) for group in groups if (typed := [word for word in group if has.issuperset(cut(word))])]
    others = [word for group, typed in found for word in group if word not in typed]
    text = " ".join((query, *others))
    wide = parse(text, analyzer)
    # A minus sign before all that was typed excludes nothing, but would beside other words.
    if not others or wide.excluded:
        return None
    needs = tuple(_with_synonyms(need, found, analyzer) for need in asked.needs)
    needed = tuple(Phrase("", telling(typed[0], analyzer)) for _, typed in found)
    return ExpandedQuery(replace(asked, needed=needed), replace(wide, needs=needs), text)


def _with_synonyms(need: Need, found: Iterable[tuple[SynonymGroup, list[str]]], analyzer: Analyzer) -> Need:
    """Return *need* with what means the same as the typed word of which it is a part."""
    parts = {term for terms in need for term in terms}
    others = (
        telling(word, analyzer)
        for group, typed in found
        if any(parts.intersection(telling(word, analyzer)) for word in typed)
        for word in group
        if word not in typed
    )
    return (*need, *others)


def _fault(number: int, group: SynonymGroup, lines: dict[str, int]) -> SynonymFault | None:
    if len(group) < 2 or not all(map(terms, group)):
        return SynonymFault(number, Message("synonym_no_word"), Message("write_synonyms"))
    twice = next((word for place, word in enumerate(group) if word in lines or word in group[:place]), None)
    if twice is None:
        return None
    here = Message("synonym_twice_here", word=twice)
    found = Message("synonym_twice_line", word=twice, line=lines[twice]) if twice in lines else here
    return SynonymFault(number, found, Message("write_synonyms_together"))
