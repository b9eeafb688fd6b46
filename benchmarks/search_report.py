"""Print what was measured of the searches of one corpus, side by side and against the bars."""

from collections import Counter
from collections.abc import Callable, Iterable
from statistics import mean, median

from bars import Bar
from search_corpora import MOST_WORDS, Corpus
from search_figures import Hosting, Reading, Search
from search_sites import PAGEFIND, SHUWU

LARGE = 50_000
"""From this number of articles on, the bars for 100,000 hold."""


FIRST_BYTES, NEXT_BYTES = Bar(25_000, 12_000), Bar(10_000, 5_000)
LARGE_FIRST_BYTES, LARGE_NEXT_BYTES = Bar(60_000, 25_000), Bar(30_000, 12_000)
FIRST_SECONDS = Bar(3.5, 2)
INDEX_SHARE = Bar(1.2, 0.8)
CHANGED_BYTES = Bar(20_000, 5_000)


class Report:
    """Prints rows of one figure each, of Pagefind (where it was measured) and of ours."""

    def __init__(self, readings: dict[str, Reading], hostings: dict[str, Hosting]) -> None:
        self._readings = readings
        self._hostings = hostings

    def head(self) -> None:
        """Print the names of the columns."""
        print(f"{'':44}{PAGEFIND.name:>12}{SHUWU.name:>12}{'ratio':>8}{'must':>9}{'aim':>9}")

    def reading(
        self, label: str, figure: Callable[[Reading], float], form: str = ",.0f", bar: Bar | None = None
    ) -> None:
        """Print a figure of what readers meet."""
        self._row(label, {name: figure(reading) for name, reading in self._readings.items()}, form, bar)

    def hosting(
        self, label: str, figure: Callable[[Hosting], float], form: str = ",.0f", bar: Bar | None = None
    ) -> None:
        """Print a figure of what hosts meet."""
        self._row(label, {name: figure(hosting) for name, hosting in self._hostings.items()}, form, bar)

    def _row(self, label: str, figures: dict[str, float], form: str, bar: Bar | None) -> None:
        theirs, ours = figures.get(PAGEFIND.name), figures[SHUWU.name]
        first = "" if theirs is None else f"{theirs:{form}}"
        ratio = "" if theirs is None or not ours else f"{theirs / ours:,.1f}"
        bounds = f"{bar.must:>9,}{bar.aim:>9,}  {bar.verdict(ours)}" if bar else ""
        print(f"{label:44}{first:>12}{f'{ours:{form}}':>12}{ratio:>8}{bounds}")


def print_report(
    corpus: Corpus, text_sizes: tuple[int, int], readings: dict[str, Reading], hostings: dict[str, Hosting]
) -> None:
    """Print all figures of *corpus*; *text_sizes* are its gzipped texts in bytes, as one stream and as one each."""
    joined, apart = text_sizes
    print(f"\n{corpus.name}: {len(corpus.rows):,} articles, text {joined:,} B gzipped ({apart:,} one by one)")
    report = Report(readings, hostings)
    report.head()
    _print_searches(report, len(corpus.rows) >= LARGE)
    report.reading("first result from typing, s, median", lambda r: median(r.typed_ms) / 1000, ".2f", FIRST_SECONDS)
    report.reading("first result from typing, s, most", lambda r: max(r.typed_ms) / 1000, ".2f")
    report.reading("first result from a link, s, median", lambda r: median(r.opened_ms) / 1000, ".2f", FIRST_SECONDS)
    report.reading("first result from a link, s, most", lambda r: max(r.opened_ms) / 1000, ".2f")
    _print_index(report, joined, apart)
    for name, reading in readings.items():
        _print_kinds(name, reading, hostings[name])


def _print_searches(report: Report, is_large: bool) -> None:
    first_bar, next_bar = (LARGE_FIRST_BYTES, LARGE_NEXT_BYTES) if is_large else (FIRST_BYTES, NEXT_BYTES)
    for label, is_first, bar in (("first", True, first_bar), ("next", False, next_bar)):
        for words in range(1, MOST_WORDS + 1):
            name = f"{label} search, {words} word{'s' * (words > 1)}"
            chosen = _chooser(is_first, words)
            report.reading(f"{name}, bytes, median", lambda r, c=chosen: median(_bytes(c(r))), bar=bar)
            report.reading(f"{name}, bytes, most", lambda r, c=chosen: max(_bytes(c(r))))
            report.reading(f"{name}, requests, median", lambda r, c=chosen: median(_requests(c(r))))
        chosen = _chooser(is_first)
        report.reading(f"{label} search, all, bytes, median", lambda r, c=chosen: median(_bytes(c(r))), bar=bar)
    report.reading("searches that found nothing, %", lambda r: 100 * mean(not search.found for search in r.searches))


def _chooser(is_first: bool, words: int = 0) -> Callable[[Reading], list[Search]]:
    return lambda reading: [
        search for search in reading.searches if search.is_first == is_first and words in (0, search.words)
    ]


def _bytes(searches: Iterable[Search]) -> list[int]:
    return [search.body_bytes.total() for search in searches]


def _requests(searches: Iterable[Search]) -> list[int]:
    return [search.requests.total() for search in searches]


def _print_index(report: Report, joined: int, apart: int) -> None:
    texts = {PAGEFIND.texts, SHUWU.texts}

    def index_bytes(hosting: Hosting) -> int:
        """Return what the index weighs without the texts, and without Pagefind's program."""
        others = texts | {"script", "wasm"}
        return sum(weight.gzip_bytes for kind, weight in hosting.weights.items() if kind not in others)

    def all_bytes(hosting: Hosting) -> int:
        return index_bytes(hosting) + sum(w.gzip_bytes for kind, w in hosting.weights.items() if kind in texts)

    report.hosting("index / text in one stream", lambda h: index_bytes(h) / joined, ".2f", INDEX_SHARE)
    report.hosting("index / text one by one", lambda h: index_bytes(h) / apart, ".2f", INDEX_SHARE)
    report.hosting("index with texts / text in one stream", lambda h: all_bytes(h) / joined, ".2f")
    report.hosting("index with texts / text one by one", lambda h: all_bytes(h) / apart, ".2f")
    report.hosting("index files", lambda h: sum(weight.files for weight in h.weights.values()))
    report.hosting("bytes that one added article changes", lambda h: sum(h.changed.values()), bar=CHANGED_BYTES)
    report.reading("search works from file://", lambda r: r.works_from_file, "d")


def _print_kinds(name: str, reading: Reading, hosting: Hosting) -> None:
    print(
        f"\n  {name + ', by kind':24}{'first B':>9}{'requests':>9}{'next B':>9}{'requests':>9}"
        f"{'files':>9}{'B on disk':>12}{'gzipped':>12}{'changed':>12}"
    )
    firsts, nexts = _chooser(True)(reading), _chooser(False)(reading)
    for kind in sorted(_kinds(reading, hosting)):
        weight = hosting.weights.get(kind)
        disk = (weight.files, weight.plain_bytes, weight.gzip_bytes) if weight else (0, 0, 0)
        cells = (
            f"{mean(search.body_bytes[kind] for search in firsts):>9,.0f}",
            f"{mean(search.requests[kind] for search in firsts):>9.1f}",
            f"{mean(search.body_bytes[kind] for search in nexts):>9,.0f}",
            f"{mean(search.requests[kind] for search in nexts):>9.1f}",
            f"{disk[0]:>9,}{disk[1]:>12,}{disk[2]:>12,}{hosting.changed.get(kind, 0):>12,}",
        )
        print(f"  {kind:24}{''.join(cells)}")
    if hosting.later_changes:
        sizes = ", ".join(f"{size:,}" for size in hosting.later_changes)
        print(f"  bytes that each of {len(hosting.later_changes)} more articles changes: {sizes}", flush=True)


def _kinds(reading: Reading, hosting: Hosting) -> set[str]:
    fetched: Counter[str] = sum((search.requests for search in reading.searches), Counter())
    return set(fetched) | set(hosting.weights)
