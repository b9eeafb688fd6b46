"""Measure one search of a frozen site as a reader meets it: bytes, requests, seconds."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from phone import Fetched, new_phone
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as PageTimeoutError
from search_corpora import MOST_WORDS, Corpus
from search_sites import Contender, Weight
from web_host import serve

TIMED_QUERIES = 3
"""Of each number of words; a search on the slow line takes seconds."""

FILE_SECONDS = 5


@dataclass(frozen=True)
class Search:
    """One search: of how many words, whether in a browser that had fetched nothing, and what it fetched by kind."""

    words: int
    is_first: bool
    found: bool
    requests: Counter[str]
    body_bytes: Counter[str]


@dataclass(frozen=True)
class Reading:
    """What readers meet; milliseconds are on the slow line, from typing and from following a link to results."""

    searches: list[Search]
    typed_ms: list[float]
    opened_ms: list[float]
    works_from_file: bool


@dataclass(frozen=True)
class Hosting:
    """What a host and those who copy from it meet: index files by kind, and gzipped bytes after one added article.

    *later_changes* are the bytes after each of some more articles, added one by one.
    """

    weights: dict[str, Weight]
    changed: dict[str, int]
    later_changes: list[int]


def read(contender: Contender, site: Path, corpus: Corpus, browser: Browser, count: int) -> Reading:
    """Search the *site* with *count* queries of each number of words."""
    with serve(site) as address:
        page = address + contender.page
        typed, opened = _times(page, corpus, browser)
        searches = _searches(contender, page, corpus, browser, count)
    return Reading(searches, typed, opened, _from_file(contender, site, browser))


def _searches(contender: Contender, page: str, corpus: Corpus, browser: Browser, count: int) -> list[Search]:
    searches = []
    for words in range(1, MOST_WORDS + 1):
        for first, second in pairwise(corpus.queries(words, count + 1)):
            with new_phone(browser) as phone:
                phone.open(page)
                for query in (first, second):
                    found = phone.search(query)
                    searches.append(_search(contender, words, query is first, found, phone.take_fetched()))
    return searches


def _search(contender: Contender, words: int, is_first: bool, found: bool, fetched: list[Fetched]) -> Search:
    requests: Counter[str] = Counter()
    body_bytes: Counter[str] = Counter()
    for file in fetched:
        if kind := contender.kind(file.url.partition("?")[0]):
            requests[kind] += 1
            body_bytes[kind] += file.body_bytes
    return Search(words, is_first, found, requests, body_bytes)


def _times(page: str, corpus: Corpus, browser: Browser) -> tuple[list[float], list[float]]:
    """Return the milliseconds to the first result, from typing and from following a link, of queries that find any."""
    typed, opened = [], []
    for words in range(1, MOST_WORDS + 1):
        for query in corpus.queries(words, TIMED_QUERIES):
            with new_phone(browser) as phone:
                phone.open(page)
                phone.slow_down()
                typed.append(phone.milliseconds_from_typing(query))
            with new_phone(browser) as phone:
                phone.slow_down()
                opened.append(phone.milliseconds_from_opening(page, query))
    return [ms for ms in typed if ms], [ms for ms in opened if ms]


def _from_file(contender: Contender, site: Path, browser: Browser) -> bool:
    with new_phone(browser) as phone:
        phone.open((site / contender.page).as_uri())
        try:
            phone.search("中", FILE_SECONDS)
        except PageTimeoutError:
            return False
        return True
