"""What a release costs its readers: the bytes of its pages as a host sends them, and the seconds on slow lines."""

import math
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from webapp.messages import Message, Value

FIRST_FLIGHT = 14_600
"""How many bytes a host sends before it hears whether any came: ten packets. Source: RFC 6928."""

STEPS = (0, 1_000, 2_000, 3_000, 5_000, 8_000, FIRST_FLIGHT, 30_000, 100_000)
"""Where the columns of the picture of all pages begin, in bytes."""


class Line(NamedTuple):
    """A line to the host: what comes over it in a second, and how long an answer takes at least."""

    bits_a_second: int
    round_trip_seconds: float

    def seconds(self, size: int) -> float:
        """Return how long *size* bytes take: a connection, the question, and each flight twice the one before."""
        flights = max(1, math.ceil(math.log2(size / FIRST_FLIGHT + 1)))
        return round(self.round_trip_seconds * (1 + flights) + size * 8 / self.bits_a_second, 1)


LINES = {"2G": Line(280_000, 0.8), "3G": Line(1_600_000, 0.3), "4G": Line(9_000_000, 0.17)}


@dataclass(frozen=True)
class Excess:
    """A *page* that is over the setting *budget*: its *bytes*, the *limit*, and its *parts*, the heaviest first.

    *others* are as many pages of its kind over the same budget, each lighter.
    """

    page: str
    budget: str
    bytes: int
    limit: int
    parts: dict[str, int]
    others: int = 0

    def refusal(self) -> Message:
        """Return what to do about it, in a line, for a release that is not published."""
        return Message(
            "over_budget",
            page=on_pages(self.page, self.others),
            bytes=self.bytes,
            budget=self.budget,
            limit=self.limit,
            parts=tuple(f"{part} {size}" for part, size in self.parts.items()),
        )


def on_pages(page: str, others: int) -> Value:
    """Return *page*, with how many *others* there are."""
    return Message("on_pages", page=page, count=others) if others else page


@dataclass(frozen=True)
class KindWeight:
    """Pages of one kind: how many, the bytes of the one in the middle and of the heaviest.

    *first_visit* is what else is fetched once, before any page of the kind looks as it should: style, script and icon.
    """

    kind: str
    pages: int
    median: int
    heaviest: int
    first_visit: int


@dataclass(frozen=True)
class Weights:
    """What a release weighs, in bytes as they are sent but for *bytes*, which is what it takes on the disk.

    *heaviest* are pages and *heaviest_pictures* pictures, by name; *spread* counts the pages from each of STEPS on. Of
    *search*, the values are those of its script, of the first search of a visit and of each later one. *changed* says
    what is new, other and gone since the release before; nothing if there was none. *over* is what is over a budget.
    """

    files: int
    bytes: int
    kinds: tuple[KindWeight, ...]
    spread: tuple[int, ...]
    heaviest: dict[str, int]
    pictures: int
    picture_median: int
    heaviest_pictures: dict[str, int]
    search: dict[str, int]
    changed: dict[str, int]
    over: tuple[Excess, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what ``shuwu weigh --json`` prints, with the seconds that things take on each of LINES."""
        return {**asdict(self), "steps": STEPS, "seconds": {name: self._seconds(line) for name, line in LINES.items()}}

    def _seconds(self, line: Line) -> dict[str, float]:
        pages = {kind.kind: line.seconds(kind.median) for kind in self.kinds}
        return {**pages, **{f"search_{name}": line.seconds(size) for name, size in self.search.items()}}
