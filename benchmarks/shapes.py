"""Freeze libraries of many shapes with the settings of a new one, and search each as a first visitor does.

    TMPDIR=/dev/shm python benchmarks/shapes.py [--most 10000] [--poems 100000] [--queries 10]

The libraries are made up (made_up.py). Of each the table has the seconds of the freeze, how many refusals and warnings
there were, and the bytes of a first search: all that Chromium fetches for the search alone, compressed. It is the
median and the maximum of several queries: one, two and three pieces of a text, each of 2 to 4 characters.
Needs ``pip install -r benchmarks/requirements.in`` and Debian's chromium.
"""

import argparse
import os
import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from made_up import Shape, make_library
from phone import launch, new_phone
from playwright.sync_api import Browser, sync_playwright
from search_sites import our_kind
from web_host import serve

from webapp.app import create_app
from webapp.errors import FreezeError
from webapp.freeze.site import freeze
from webapp.settings import load_settings

FIRST_SEARCH = 25_000
SHAPES = (
    Shape(((1, 50),), sections=1, tags=0),
    Shape(((1, 100_000),), sections=1, tags=3),
    Shape(((3, 100_000),), sections=3),
    Shape(((10, 4000),)),
    Shape(((30, 1500),), sections=14),
    Shape(((127, 1000),)),
    Shape(((128, 60),)),
    Shape(((500, 300), (10, 30_000)), sections=60, tags=3500),
    Shape(((1000, 400),)),
    Shape(((1000, 4000),), sections=30, tags=1000),
    Shape(((3500, 400),), sections=20, tags=500),
    Shape(((2000, 60),), sections=40, tags=20_000),
    Shape(((10_000, 400),), sections=60, tags=1000),
)


@dataclass(frozen=True)
class Outcome:
    """What a freeze took and said, and the bytes of first searches by their number of pieces."""

    seconds: float
    pages: int
    warnings: int
    searches: dict[int, list[int]]


def main() -> None:
    """Print a row for each shape."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=10_000, help="leave out shapes of more articles")
    parser.add_argument("--poems", type=int, default=0, help="how many texts of 60 characters to freeze too")
    parser.add_argument("--queries", type=int, default=10, help="of each number of pieces")
    chosen = parser.parse_args()
    shapes = [shape for shape in SHAPES if shape.articles <= chosen.most]
    shapes += [Shape(((chosen.poems, 60),))] if chosen.poems else []
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; a first search: 1 / 2 / 3 pieces, middle (most)")
    refusals = 0
    with sync_playwright() as playwright, launch(playwright) as browser:
        for shape in shapes:
            with tempfile.TemporaryDirectory() as folder:
                try:
                    _print_row(shape, _measure(shape, Path(folder), browser, chosen.queries))
                except FreezeError as error:
                    refusals += 1
                    print(f"{shape}: {error}", flush=True)
    print(f"refusals: {refusals} of {len(shapes)}")


def _measure(shape: Shape, root: Path, browser: Browser, count: int) -> Outcome:
    texts = [str(row["text"]) for row in make_library(shape, root)]
    settings = load_settings(root, environ={})
    started = time.perf_counter()
    release = freeze(create_app(settings), settings, jobs=os.cpu_count() or 1)
    seconds = time.perf_counter() - started
    with serve(settings.build / "site") as address:
        searches = {
            pieces: [_first_search(f"{address}search/index.html", query, browser) for query in queries]
            for pieces in (1, 2, 3)
            if (queries := list(_queries(texts, pieces, count)))
        }
    return Outcome(seconds, release.pages, len(release.over), searches)


def _first_search(page: str, query: str, browser: Browser) -> int:
    with new_phone(browser) as phone:
        phone.open(page)
        phone.search(query)
        return sum(file.body_bytes for file in phone.take_fetched() if our_kind(file.url.partition("?")[0]))


def _queries(texts: list[str], pieces: int, count: int) -> Iterator[str]:
    chance = random.Random(f"{pieces}")
    for _ in range(count):
        lines = [line for line in re.split(r"[。\n]+", chance.choice(texts)) if len(line) >= 4]
        chosen = chance.choices(lines, k=pieces)
        starts = [(chance.randint(0, len(line) - 4), chance.randint(2, 4)) for line in chosen]
        yield " ".join(line[start : start + size] for line, (start, size) in zip(chosen, starts, strict=True))


def _print_row(shape: Shape, outcome: Outcome) -> None:
    figures = " / ".join(f"{median(found):,.0f} ({max(found):,})" for found in outcome.searches.values())
    is_within = all(median(found) <= FIRST_SEARCH for found in outcome.searches.values())
    verdict = "" if is_within or shape.articles > 10_000 else "  over 25,000"
    print(
        f"| {shape} | {outcome.seconds:.1f} | {outcome.pages:,} | {outcome.warnings} | {figures} |{verdict}", flush=True
    )


if __name__ == "__main__":
    main()
