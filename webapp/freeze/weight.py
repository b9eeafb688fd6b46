"""What a release costs its readers: the bytes of each page as a host sends it, and the seconds on slow lines.

A host that compresses sends texts as gzip; so texts count as that, and pictures as they are.
"""

import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from webapp.freeze.page_parts import first_files, frame, heaviest_parts, words
from webapp.freeze.release import FrozenFile
from webapp.freeze.resolve import resolve
from webapp.settings import Settings
from webapp.store.kept import load_kept, save_kept

FIRST_FLIGHT = 14_600
"""So many bytes a host sends before it hears whether any came: ten packets. Source: RFC 6928."""

HEAVIEST = 10
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


class Weighed(NamedTuple):
    """A file that was weighed: the digest of its content, and its bytes as they are sent."""

    digest: str
    sent: int


@dataclass(frozen=True)
class Kind:
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
    what is new, other and gone since the release before; nothing if there was none.
    """

    files: int
    bytes: int
    kinds: tuple[Kind, ...]
    spread: tuple[int, ...]
    heaviest: dict[str, int]
    pictures: int
    picture_median: int
    heaviest_pictures: dict[str, int]
    search: dict[str, int]
    changed: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return what ``shuwu weigh --json`` prints, with the seconds that things take on each of LINES."""
        return {**asdict(self), "steps": STEPS, "seconds": {name: self._seconds(line) for name, line in LINES.items()}}

    def _seconds(self, line: Line) -> dict[str, float]:
        pages = {kind.kind: line.seconds(kind.median) for kind in self.kinds}
        return {**pages, **{f"search_{name}": line.seconds(size) for name, size in self.search.items()}}


class Scales:
    """Weighs the release in the folder *root*; *kept* is where the weights of the one before are.

    *kind_of* tells the kind of a page by its name.
    """

    def __init__(self, root: Path, kept: Path, settings: Settings, kind_of: Callable[[str], str]) -> None:
        self._root = root
        self._kept = kept
        self._settings = settings
        self._kind_of = kind_of
        self._before: dict[str, Weighed] = {
            name: Weighed(*weighed) for name, weighed in (load_kept(kept, _KEY) or {}).items()
        }
        self._now: dict[str, Weighed] = {}
        self._bytes = 0

    def weigh(self, files: Iterable[FrozenFile], searches: Iterable[Sequence[str]]) -> Weights:
        """Return what the release of *files* weighs; *searches* are the files that some searches fetch."""
        for file in files:
            self._bytes += file.bytes
            if not file.name.startswith(_UNWEIGHED):
                known = self._before.get(file.name)
                is_same = known is not None and known.digest == file.digest
                self._now[file.name] = known if known and is_same else Weighed(file.digest, self._sent(file))
        return self._summary(tuple(searches))

    def faults(self, weights: Weights) -> Iterator[str]:
        """Yield what is over its budget, a line each, with what weighs most in it."""
        budget = self._settings
        for name, size in self._pages():
            if size > budget.page_budget:
                page = self._read(name)
                beside = size - sent(words(page))
                if beside > budget.page_budget:
                    yield _fault(name, f"{beside} bytes beside its words", "page_budget", budget.page_budget, page)
        for kind in weights.kinds:
            name, _ = self._heaviest_of(kind.kind)
            page = self._read(name)
            around = sent(frame(page)) - sent(words(frame(page)))
            if around > budget.frame_budget:
                what = f"{around} bytes around its content"
                yield _fault(name, what, "frame_budget", budget.frame_budget, frame(page))
            once = around + kind.first_visit
            if once > budget.first_visit_budget and kind.kind not in _WITH_SCRIPTS:
                visit = f"{once} bytes around its content on the first visit"
                files = ", ".join(f"{file} {self._weight(file)}" for file in self._first_files(name, page))
                limit = f"first_visit_budget is {budget.first_visit_budget}"
                yield f"{name}: {visit}, and {limit}. Heaviest: {files}. Make these smaller, or raise the setting."
        if weights.search.get("first", 0) > budget.search_budget:
            found = f"{weights.search['first']} bytes for the first search, and search_budget is {budget.search_budget}"
            yield f"search/index.html: {found}. Raise the setting."

    def keep(self) -> None:
        """Keep what was weighed for the release after this one."""
        save_kept(self._kept, _KEY, {name: tuple(weighed) for name, weighed in self._now.items()})

    def _sent(self, file: FrozenFile) -> int:
        return sent((self._root / file.name).read_bytes()) if file.name.endswith(_TEXTS) else file.bytes

    def _summary(self, searches: Sequence[Sequence[str]]) -> Weights:
        pages, pictures = dict(self._pages()), self._sizes(_PICTURES)
        return Weights(
            files=len(self._now),
            bytes=self._bytes,
            kinds=tuple(self._kinds(pages)),
            spread=tuple(
                sum(start <= size < end for size in pages.values()) for start, end in pairwise((*STEPS, math.inf))
            ),
            heaviest=_heaviest(pages),
            pictures=len(pictures),
            picture_median=round(median(pictures.values())) if pictures else 0,
            heaviest_pictures=_heaviest(pictures),
            search=self._searching(searches),
            changed=self._changes(),
        )

    def _kinds(self, pages: Mapping[str, int]) -> Iterator[Kind]:
        kinds: dict[str, list[int]] = {}
        for name, size in pages.items():
            kinds.setdefault(self._kind_of(name), []).append(size)
        for kind, sizes in sorted(kinds.items()):
            name, heaviest = self._heaviest_of(kind)
            once = sum(map(self._weight, self._first_files(name, self._read(name))))
            yield Kind(kind, len(sizes), round(median(sizes)), heaviest, once)

    def _searching(self, searches: Sequence[Sequence[str]]) -> dict[str, int]:
        """Return what its page's scripts, a first search of a visit and a later one take; of several, the middle."""
        page = "search/index.html"
        if page not in self._now or not searches:
            return {}
        script = sum(self._weight(name) for name in self._first_files(page, self._read(page)) if name.endswith(".js"))
        first = round(median(sum(map(self._size, names)) for names in searches))
        later = [sum(map(self._size, set(names) - set(before))) for before, names in pairwise(searches)]
        first += self._weight(page) + script + self._size(_STATE)
        return {"script": script, "first": first, "later": round(median(later or [0]))}

    def _changes(self) -> dict[str, int]:
        if not self._before:
            return {}
        new = self._now.keys() - self._before.keys()
        other = {
            name for name, was in self._before.items() if name in self._now and self._now[name].digest != was.digest
        }
        fetched = sum(self._now[name].sent for name in new | other)
        return {
            "new": len(new),
            "other": len(other),
            "gone": len(self._before.keys() - self._now.keys()),
            "bytes": fetched,
        }

    def _pages(self) -> Iterator[tuple[str, int]]:
        return ((name, weighed.sent) for name, weighed in self._now.items() if name.endswith(".html"))

    def _sizes(self, endings: tuple[str, ...]) -> dict[str, int]:
        return {
            name: weighed.sent
            for name, weighed in self._now.items()
            if name.startswith("media/") and name.endswith(endings)
        }

    def _heaviest_of(self, kind: str) -> tuple[str, int]:
        return max((page for page in self._pages() if self._kind_of(page[0]) == kind), key=lambda page: (page[1], page))

    def _first_files(self, name: str, page: str) -> list[str]:
        """Return the files that *page*, called *name*, needs to look and work as it should, the heaviest first."""
        found = (resolve(name, link, "", "").file for link in first_files(page))
        return sorted({file for file in found if file in self._now}, key=lambda file: -self._weight(file))

    def _weight(self, name: str) -> int:
        return self._now[name].sent

    def _size(self, name: str) -> int:
        """Return the bytes of a file of the search, which are weighed only when asked for: there are thousands."""
        return sent((self._root / name).read_bytes())

    def _read(self, name: str) -> str:
        return (self._root / name).read_text(encoding="utf-8")


def sent(content: bytes | str) -> int:
    """Return how many bytes *content*, a text, has as gzip.

    With the small window it takes a third of the time; a page over 8 kB may come out some bytes too heavy.
    """
    content = content.encode() if isinstance(content, str) else content
    packing = zlib.compressobj(6, zlib.DEFLATED, -13, 6)
    return len(packing.compress(content)) + len(packing.flush()) + _GZIP_BYTES


def _fault(name: str, found: str, setting: str, limit: int, page: str) -> str:
    parts = ", ".join(f"{part} {size}" for part, size in heaviest_parts(page, sent))
    return f"{name}: {found}, and {setting} is {limit}. Heaviest: {parts}. Make it smaller, or raise the setting."


def _heaviest(sizes: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:HEAVIEST])


_KEY = "weights 1"
_GZIP_BYTES = 18
_TEXTS = (".html", ".css", ".js", ".xml", ".txt", ".webmanifest", ".json")
_PICTURES = (".jpg", ".webp", ".avif", ".png")
_UNWEIGHED = "shards/"
_STATE = "shards/state.js"
_WITH_SCRIPTS = ("search", "offline")
"""Pages that are what their scripts do; search has a budget of its own."""
