"""What readers do not get of a library, or not where its owner expects it, told in short."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.core.finding import CheckFinding
from webapp.messages import Message

SHOWN_FINDINGS = 3
"""Findings of one kind that are told one by one where there is little room."""

_KINDS = {
    "hidden-link": Message("left_hidden_links", count=0),
    "inbox": Message("left_inbox", count=0),
    "missing-link": Message("left_links", count=0),
    "missing-picture": Message("left_pictures", count=0),
    "row": Message("left_rows", count=0),
    "synonyms": Message("left_synonyms", count=0),
    "addresses": Message("left_addresses", count=0),
    "same-slug": Message("left_numbers", count=0),
}
_ALIASES = {"picture": "missing-picture", "remote-picture": "missing-picture"}
_MEETING_RULES = {"no-points", "no-date", "hidden-article", "unknown-article"}
_MEETINGS = Message("left_meetings", count=0)
_FILES = Message("left_files", count=0)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a library does not reach its readers: *findings* to mend, by file, and what is held back on purpose.

    *drafts*, *future* and *expired* are numbers of articles and meetings: of the drafts, of those whose time has not
    come, and of those whose time is over. *next_change* is when the next of them appears or goes, in the time of the
    library. *notes* tell of what readers do get; nobody has to act.
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

    line: Message
    first: tuple[CheckFinding, ...] = ()
    more: int = 0


def in_groups(left: LeftOut, few: int = SHOWN_FINDINGS) -> Iterator[FindingGroup]:
    """Yield what is *left* out by kinds, with the first *few* findings of each; then what is held back on purpose."""
    kinds: defaultdict[Message, list[CheckFinding]] = defaultdict(list)
    for finding in (*left.findings, *left.notes):
        kinds[_kind(finding.rule)].append(finding)
    for kind, found in kinds.items():
        number = sum(finding.count for finding in found)
        told = sum(finding.count for finding in found[:few])
        yield FindingGroup(kind.but(count=number), tuple(found[:few]), number - told)
    yield from map(FindingGroup, held_back_lines(left))


def held_back_lines(left: LeftOut) -> Iterator[Message]:
    """Yield a line for each reason why articles are held back, with their number, and when that changes by itself."""
    yield from _numbers(left)
    if left.next_change:
        yield Message("next_change", when=left.next_change)


def all_lines(left: LeftOut) -> Sequence[Message]:
    """Return a line for everything that is *left* out."""
    return [*(finding.line() for finding in left.findings), *_numbers(left)]


def _numbers(left: LeftOut) -> Iterator[Message]:
    if left.drafts:
        yield Message("left_drafts", count=left.drafts)
    if left.future:
        yield Message("left_future", count=left.future)
    if left.expired:
        yield Message("left_expired", count=left.expired)


def _kind(rule: str) -> Message:
    rule = _ALIASES.get(rule, rule)
    return _MEETINGS if rule in _MEETING_RULES else _KINDS.get(rule, _FILES)
