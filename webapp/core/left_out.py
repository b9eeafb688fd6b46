"""What readers do not get of a library, or not where its owner expects it, told in short."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.core.finding import CheckFinding

SHOWN_FINDINGS = 3
"""Findings of one kind that are told one by one where there is little room."""

_LINES = {
    "hidden-link": "Links to articles that readers do not see: {}.",
    "inbox": "Files in content/inbox, which are no articles yet: {}.",
    "missing-link": "Links that lead nowhere: {}.",
    "missing-picture": "Pictures that are missing: {}.",
    "row": "Rows of collections that were skipped: {}.",
    "synonyms": "Lines of synonyms.txt that were skipped: {}.",
    "addresses": "Whose addresses are cannot be kept, or read: {}.",
    "same-slug": "Addresses with a number, as others had the name first: {}.",
}
_ALIASES = {"picture": "missing-picture", "remote-picture": "missing-picture"}
_MEETING_RULES = {"no-points", "no-date", "hidden-article", "unknown-article"}
_MEETINGS = "Meetings to mend: {}."
_FILES = "Files to mend, which readers do not get: {}."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a library does not reach its readers: *findings* to mend, by file, and what is held back on purpose.

    Of articles and meetings there are so many *drafts*, *future* ones, whose time has not come, and *expired* ones,
    whose time is over. *next_change* is when the next of them appears or goes, in the time of the library. *notes* tell
    of what is there, and need nobody.
    """

    findings: tuple[CheckFinding, ...] = ()
    drafts: int = 0
    future: int = 0
    expired: int = 0
    next_change: datetime | None = None
    notes: tuple[CheckFinding, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.findings or self.drafts or self.future or self.expired)

    @property
    def hidden(self) -> dict[str, int]:
        """How many are held back, by why; those of which there are none are left out."""
        numbers = {"drafts": self.drafts, "future": self.future, "expired": self.expired}
        return {name: number for name, number in numbers.items() if number}

    def as_json(self) -> dict[str, Any]:
        """Return what programs read of it."""
        return {"findings": [each.as_json() for each in (*self.findings, *self.notes)], "hidden": self.hidden}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind: a *line* that counts them, the *first* few, and how many *more* there are."""

    line: str
    first: tuple[CheckFinding, ...] = ()
    more: int = 0


def in_groups(left: LeftOut, few: int = SHOWN_FINDINGS) -> Iterator[FindingGroup]:
    """Yield what is *left* out by kinds, with the first *few* findings of each; then what is held back on purpose."""
    kinds: defaultdict[str, list[CheckFinding]] = defaultdict(list)
    for finding in (*left.findings, *left.notes):
        kinds[_line(finding.rule)].append(finding)
    for line, found in kinds.items():
        number = sum(finding.count for finding in found)
        told = sum(finding.count for finding in found[:few])
        yield FindingGroup(line.format(number), tuple(found[:few]), number - told)
    yield from map(FindingGroup, held_back_lines(left))


def held_back_lines(left: LeftOut) -> Iterator[str]:
    """Yield a line for each reason why articles are held back, with their number, and when that changes by itself."""
    yield from _numbers(left)
    if left.next_change:
        yield f"The next one appears or goes at {left.next_change:%Y-%m-%d %H:%M}. Freeze again then."


def all_lines(left: LeftOut) -> Sequence[str]:
    """Return a line for everything that is *left* out."""
    return [*map(str, left.findings), *_numbers(left)]


def _numbers(left: LeftOut) -> Iterator[str]:
    if left.drafts:
        yield f'Drafts: {left.drafts}. To publish one, take its line "draft: true" out.'
    if left.future:
        yield f"Not yet to be seen, for their date is to come: {left.future}."
    if left.expired:
        yield f"No longer to be seen, for their time is over: {left.expired}."


def _line(rule: str) -> str:
    rule = _ALIASES.get(rule, rule)
    return _MEETINGS if rule in _MEETING_RULES else _LINES.get(rule, _FILES)
