"""Measure one engine, or all of them in turn, on a number of poems. Times are of CPU."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from data_folder import Row
from live_engines import ENGINES, Engine, article
from process_cost import peak_megabytes, resident_megabytes
from search_corpora import MOST_WORDS, PUNCTUATION, SEED, make_corpus, passages, poems, write_library

from webapp.app import create_app
from webapp.core.article import Article
from webapp.settings import load_settings
from webapp.web.site.site import the_site

COMMITS = 9
WARM_UP = 20
SHORT = (2, 6)
"""The fewest and the most characters of a short query."""


@dataclass(frozen=True)
class Building:
    """What indexing all documents took, without reading them, and how large the index is on disk."""

    documents_a_second: float
    peak_mb: float
    index_mb: float


@dataclass(frozen=True)
class Opening:
    """What opening an index and a first search took."""

    milliseconds: float
    growth_mb: float


@dataclass(frozen=True)
class Committing:
    """What adding one article took, and the search after it: the middle ones of several, and the longest commit."""

    milliseconds: float
    most_milliseconds: float
    next_search_milliseconds: float


def build(name: str, folder: Path, count: int) -> Building:
    """Index the first *count* poems in *folder*."""
    engine = ENGINES[name](folder)
    source = _Stopwatch(map(article, poems(count)))
    start = time.process_time()
    engine.build(source)
    seconds = time.process_time() - start - source.seconds
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Building(count / seconds, peak_megabytes(), size / 1e6)


def open_index(name: str, folder: Path, query: str) -> Opening:
    """Open the index in *folder* and search it for *query*."""
    before, start = resident_megabytes(), time.process_time()
    engine = ENGINES[name](folder)
    found = engine.search(query)
    milliseconds = 1000 * (time.process_time() - start)
    if not found:
        raise ValueError(f"{name} finds nothing for {query}.")
    return Opening(milliseconds, resident_megabytes() - before)


def search_in_turn(folders: dict[str, Path], queries: list[str]) -> dict[str, list[float]]:
    """Search all indexes for each of *queries*, and return the milliseconds that each engine took, sorted."""
    engines = {name: ENGINES[name](folder) for name, folder in folders.items()}
    times: dict[str, list[float]] = {name: [] for name in engines}
    for number, query in enumerate([*queries[:WARM_UP], *queries]):
        for name, engine in _turned(list(engines.items()), number):
            start = time.process_time()
            engine.search(query)
            times[name].append(1000 * (time.process_time() - start))
    return {name: sorted(found[WARM_UP:]) for name, found in times.items()}


def commit(name: str, folder: Path, count: int) -> Committing:
    """Add articles one by one to the index of *count* poems in *folder*, and search for each of them."""
    engine = ENGINES[name](folder)
    held = list(map(article, poems(count)))
    commits, searches = [], []
    for added in map(article, passages("drcd-dev")[: COMMITS + 1]):
        start = time.process_time()
        engine.commit_one(added, held)
        committed = time.process_time()
        found = engine.search(added.body[:40])
        searches.append(1000 * (time.process_time() - committed))
        commits.append(1000 * (committed - start))
        if added.id not in found:
            raise ValueError(f"{name} does not find what was added.")
        held.append(added)
    # What is opened once is not a commit's.
    return Committing(median(commits[1:]), max(commits[1:]), median(searches[1:]))


def request_milliseconds(root: Path, count: int) -> list[float]:
    """Return the milliseconds of *count* requests for results, sorted; *root* is an empty folder."""
    corpus = make_corpus("mixed")
    write_library(corpus, root)
    app = create_app(load_settings(root, environ={}))
    site = the_site(app)
    # The list of words to suggest is made once, beside the first requests: a server that runs has it.
    site.search.words(site.library.snapshot(), timeout_seconds=60)
    client = app.test_client()
    queries = [query for words in range(1, MOST_WORDS + 1) for query in corpus.queries(words, count // MOST_WORDS)]
    times = []
    for query in [*queries[:WARM_UP], *queries]:
        start = time.process_time()
        status = client.get("/search/", query_string={"q": query}).status_code
        times.append(1000 * (time.process_time() - start))
        if status != 200:
            raise ValueError(f"The search for {query} ends with {status}.")
    return sorted(times[WARM_UP:])


def short_queries(rows: list[Row], count: int) -> list[str]:
    """Return *count* queries of a few characters, cut from titles and verses of *rows*."""
    chance = random.Random(SEED)
    return [_piece(_verses(f"{row['title']}\n{row['text']}"), chance) for row in chance.sample(rows, count)]


def two_line_queries(rows: list[Row], count: int) -> list[str]:
    """Return *count* queries of two lines that follow each other in one of *rows*."""
    chance = random.Random(SEED)
    pairs = [list(pairwise(_verses(row["text"]))) for row in chance.sample(rows, min(2 * count, len(rows)))]
    return ["，".join(chance.choice(found)) for found in pairs if found][:count]


def _verses(text: str) -> list[str]:
    return [line for line in PUNCTUATION.split(text) if len(line) >= SHORT[0]]


def _piece(lines: list[str], chance: random.Random) -> str:
    line = chance.choice(lines)
    size = min(chance.randint(*SHORT), len(line))
    start = chance.randint(0, len(line) - size)
    return line[start : start + size]


def _turned(engines: list[tuple[str, Engine]], turn: int) -> list[tuple[str, Engine]]:
    """Let each be the first in its turn: the first one finds the processor's caches cold."""
    start = turn % len(engines)
    return engines[start:] + engines[:start]


class _Stopwatch:
    """Passes articles on, and counts the seconds that making them took."""

    def __init__(self, source: Iterator[Article]) -> None:
        self._source = source
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Article]:
        return self

    def __next__(self) -> Article:
        start = time.process_time()
        try:
            return next(self._source)
        finally:
            self.seconds += time.process_time() - start
