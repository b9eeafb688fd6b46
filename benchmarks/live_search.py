"""Compare the live search with tantivy and with stock Whoosh: searching, opening, building, committing one article.

    python benchmarks/live_search.py --data DIR [--documents 10000 100000] [--queries 500] [--engines shuwu]

Needs ``pip install -r benchmarks/requirements.in``. The documents are poems. All three search in one process, in turn
with the same queries, in one thread each; milliseconds are of CPU. Building, opening and committing have a fresh
process for each engine. Opening includes one search, committing all that the live site does when an article was added.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import live_measures as measures
from bars import Bar, TimesBar
from data_folder import make_parser
from live_engines import ENGINES
from process_cost import in_new_process
from search_corpora import poems

LARGE = 100_000
"""The number of documents for which the bars hold."""

PEER, OURS = "tantivy", "shuwu"
REQUESTS = 300
REQUEST_BAR = Bar(15, 5)

Figure = TypeVar("Figure")


def main() -> None:
    """Print a table for each number of documents, and what a whole request takes."""
    parser = make_parser(__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, LARGE])
    parser.add_argument("--queries", type=int, default=500, help="of each kind")
    parser.add_argument(
        "--engines", nargs="+", choices=ENGINES, default=list(ENGINES), help="tantivy and shuwu are always there"
    )
    chosen = parser.parse_args()
    names = [name for name in ENGINES if name in (PEER, OURS, *chosen.engines)]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    for count in chosen.documents:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), names, count, chosen.queries)
    with tempfile.TemporaryDirectory() as folder:
        print_requests(in_new_process(measures.request_milliseconds, Path(folder), REQUESTS))


def compare(root: Path, names: list[str], count: int, query_count: int) -> None:
    """Index *count* documents with the engines *names*, below the empty folder *root*, and print what they take."""
    table = Table(f"{count:,} documents", names, has_bars=count == LARGE)
    folders = {name: root / name for name in names}
    building = {name: in_new_process(measures.build, name, folder, count) for name, folder in folders.items()}
    rows = list(poems(count))
    short, long = measures.short_queries(rows, query_count), measures.two_line_queries(rows, query_count)
    for label, queries, bars in (
        ("2-6 characters", short, (TimesBar(1.5, 1), TimesBar(2, 1))),
        ("two lines", long, (TimesBar(2.5, 1), TimesBar(3, 1))),
    ):
        times = in_new_process(measures.search_in_turn, folders, queries)
        for percent, bar in zip((50, 99), bars, strict=True):
            table.row(f"{label}, p{percent}, ms", times, percentile(percent), ".2f", bar=bar)
    opening = {name: in_new_process(measures.open_index, name, folder, short[0]) for name, folder in folders.items()}
    table.row("opening, ms", opening, lambda found: found.milliseconds, ".1f", bar=Bar(10, 10))
    table.row("opening, MB more", opening, lambda found: found.growth_mb, ".1f", bar=Bar(10, 10))
    committing = {name: in_new_process(measures.commit, name, folder, count) for name, folder in folders.items()}
    table.row("committing one, ms, median", committing, lambda found: found.milliseconds, ".1f", bar=Bar(20, 8))
    table.row("committing one, ms, most", committing, lambda found: found.most_milliseconds, ".1f")
    table.row("the search after it, ms, median", committing, lambda found: found.next_search_milliseconds, ".1f")
    table.row("building, documents a CPU second", building, lambda f: f.documents_a_second, ",.0f", Bar(2500, 5000))
    table.row("building, peak MB", building, lambda found: found.peak_mb, ",.0f", bar=Bar(400, 200))
    table.row("index on disk, MB", building, lambda found: found.index_mb, ".1f")


def percentile(percent: int) -> Callable[[list[float]], float]:
    """Return what picks that percentile from sorted figures."""
    return lambda figures: figures[min(len(figures) * percent // 100, len(figures) - 1)]


def print_requests(times: list[float]) -> None:
    """Print what requests for a page of results took."""
    figures = (percentile(percent)(times) for percent in (50, 99))
    for percent, figure in zip((50, 99), figures, strict=True):
        verdict = f"must {REQUEST_BAR.must} aim {REQUEST_BAR.aim}  {REQUEST_BAR.verdict(figure)}" * (percent == 99)
        print(f"whole request, 3,500 documents, p{percent}, ms {figure:8.2f}  {verdict}")


class Table:
    """Prints rows of one figure of each engine, and how many times the peer's figure it is."""

    def __init__(self, title: str, names: list[str], has_bars: bool) -> None:
        self._has_bars = has_bars
        columns = "".join(f"{name:>15}" for name in names)
        ratios = "".join(f"{f'{name} x':>16}" for name in names if name != PEER)
        print(f"\n{title:34}{columns}{ratios}{'must':>8}{'aim':>8}", flush=True)

    def row(
        self,
        label: str,
        found: dict[str, Figure],
        pick: Callable[[Figure], float],
        form: str,
        bar: Bar | None = None,
    ) -> None:
        """Print a row with the figure that is picked from what was *found* for each engine."""
        figures = {name: pick(value) for name, value in found.items()}
        ratios = {name: figure / figures[PEER] for name, figure in figures.items() if name != PEER}
        cells = "".join(f"{figure:>15{form}}" for figure in figures.values())
        times = "".join(f"{ratio:>16.2f}" for ratio in ratios.values())
        bounds = ""
        if bar and self._has_bars:
            verdict = bar.verdict(ratios[OURS] if isinstance(bar, TimesBar) else figures[OURS])
            bounds = f"{bar.must:>8,}{bar.aim:>8,}  {verdict}"
        print(f"{label:34}{cells}{times}{bounds}", flush=True)


if __name__ == "__main__":
    main()
