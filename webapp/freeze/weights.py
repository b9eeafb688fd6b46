"""What a release costs its readers: the bytes of its pages as sent, and the seconds on slow connections."""

import math
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from webapp.messages import Message, Value

FIRST_FLIGHT = 14_600
"""The initial congestion window, in bytes: ten packets. Source: RFC 6928."""

STEPS = (0, 1_000, 2_000, 3_000, 5_000, 8_000, FIRST_FLIGHT, 30_000, 100_000)
"""Where the columns of the histogram of all pages begin, in bytes."""


class Line(NamedTuple):
    """A connection to the host: its speed and its round-trip time."""

    bits_a_second: int
    round_trip_seconds: float

    def seconds(self, size: int) -> float:
        """Return how long *size* bytes take: to connect, to ask, and to send flights that double each time."""
        flights = max(1, math.ceil(math.log2(size / FIRST_FLIGHT + 1)))
        return round(self.round_trip_seconds * (1 + flights) + size * 8 / self.bits_a_second, 1)


LINES = {"2G": Line(280_000, 0.8), "3G": Line(1_600_000, 0.3), "4G": Line(9_000_000, 0.17)}


@dataclass(frozen=True)
class Excess:
    """A *page* that exceeds the setting *budget*: its *bytes*, the *limit*, and its *parts*, the heaviest first.

    *others* counts the lighter pages of its kind that exceed the same budget.
    """

    page: str
    budget: str
    bytes: int
    limit: int
    parts: dict[str, int]
    others: int = 0

    def refusal(self) -> Message:
        """Return what to do about it, in one line, for a release that is not published."""
        return Message(
            "over_budget",
            page=on_pages(self.page, self.others),
            bytes=self.bytes,
            budget=self.budget,
            limit=self.limit,
            parts=tuple(f"{part} {size}" for part, size in self.parts.items()),
        )


def on_pages(page: str, others: int) -> Value:
    """Return *page* with the number of *others*."""
    return Message("on_pages", page=page, count=others) if others else page


@dataclass(frozen=True)
class KindWeight:
    """Pages of one kind: their number, and the bytes of the median and of the heaviest.

    *first_visit* is what the first page of a visit fetches besides: style, script and icon.
    """

    kind: str
    pages: int
    median: int
    heaviest: int
    first_visit: int


@dataclass(frozen=True)
class Weights:
    """The weight of a release, in bytes as sent; only *bytes* is the size on the disk.

    *heaviest* has pages and *heaviest_pictures* pictures, by name; *spread* counts the pages between STEPS.
    *search* has the weights of its script, of the first search of a visit and of each later one. *changed* has what is
    new, changed and gone since the release before; it is empty for the first. *over* lists what exceeds a budget.
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
        """Return what ``shuwu weigh --json`` prints, with the seconds on each of LINES."""
        return {**asdict(self), "steps": STEPS, "seconds": {name: self._seconds(line) for name, line in LINES.items()}}

    def _seconds(self, line: Line) -> dict[str, float]:
        pages = {kind.kind: line.seconds(kind.median) for kind in self.kinds}
        return {**pages, **{f"search_{name}": line.seconds(size) for name, size in self.search.items()}}
