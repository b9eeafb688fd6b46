"""The library ordered for browsing: by keyword and by month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from webapp.core.article import Article
from webapp.core.language.collation import rank
from webapp.core.language.keywords import Beginning, beginning, keywords
from webapp.core.paging import parts
from webapp.disk.cached_function import CachedFunction
from webapp.store.library import Snapshot

MOST_ARTICLES = 20
"""The most articles under one keyword; a search finds the others."""
MOST_TITLES = 150
"""About how many lines a page has: keywords and titles."""
MONTHS = 240
"""Months on a page: those of twenty years."""


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword and its articles, newest first."""

    shown: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Syllable:
    """The words that begin with one sound or two letters; *characters* are their different first characters.

    *name* is for addresses, *heading* is the letter above, *sound* is "" for letters.
    """

    name: str
    heading: str
    sound: str
    characters: str
    words: Sequence[Word]

    def parts(self) -> list[Sequence[Word]]:
        """Return the words, divided into pages."""
        return parts(self.words, MOST_TITLES, lambda word: 1 + min(len(word.articles), MOST_ARTICLES))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All keywords of a library by their beginning; its articles by month (2025-05), newest first."""

    syllables: Mapping[str, Syllable]
    months: Mapping[str, tuple[Article, ...]]

    def urls(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the endpoint and values of every page of the catalogue."""
        yield "browse.words", {}
        yield "browse.dates", {}
        yield from _numbered("browse.dates", len(self.month_names()), {})
        for name, found in self.syllables.items():
            yield "browse.syllable", {"name": name}
            yield from _numbered("browse.syllable", len(found.parts()), {"name": name})
        for name in self.months:
            yield "browse.month", {"name": name}
            yield from _numbered("browse.month", len(self.articles_of(name)), {"name": name})

    def month_names(self) -> list[Sequence[str]]:
        """Return the names of the months, divided into pages."""
        return parts(tuple(self.months), MONTHS)

    def articles_of(self, month: str) -> list[Sequence[Article]]:
        """Return the articles of a month, divided into pages."""
        return parts(self.months.get(month, ()), MOST_TITLES)


class Cataloguer:
    """Makes the catalogue of a library, once for each snapshot.

    The folder *build* caches the keywords of titles and their beginnings: finding those of ten thousand titles takes a
    second, more than the rest of a freeze that adds one article.
    """

    def __init__(self, build: Path, lang: str) -> None:
        self._lang = lang
        self._keywords = CachedFunction[tuple[str, tuple[str, ...]]](build / ".keywords", _keywords)
        self._beginnings = CachedFunction[str](build / f".beginnings-{lang}", lambda word: tuple(beginning(word, lang)))
        self._made: tuple[Snapshot, Catalogue] | None = None

    def catalogue(self, snapshot: Snapshot) -> Catalogue:
        """Return the catalogue of *snapshot*."""
        made = self._made
        if made is None or made[0] is not snapshot:
            made = (snapshot, Catalogue(self._syllables(snapshot.articles), _months(snapshot.articles)))
            self._made = made
        return made[1]

    def find(self, snapshot: Snapshot) -> tuple[dict[Any, Any], dict[Any, Any]]:
        """Return the keywords and beginnings of *snapshot* that are not cached, for another process to learn."""
        for article in snapshot.articles:
            self._keywords((article.title, article.tags))
        new = self._keywords.new()
        for folded, _ in chain.from_iterable(new.values()):
            self._beginnings(folded)
        return new, self._beginnings.new()

    def learn(self, found: tuple[dict[Any, Any], dict[Any, Any]]) -> None:
        """Add what another process *found* to the cache."""
        keywords, beginnings = found
        self._keywords.learn(keywords)
        self._beginnings.learn(beginnings)

    def _syllables(self, articles: Sequence[Article]) -> dict[str, Syllable]:
        shown: dict[str, str] = {}
        under: defaultdict[str, list[Article]] = defaultdict(list)
        for article in articles:
            for folded, written in self._keywords((article.title, article.tags)):
                shown.setdefault(folded, written)
                under[folded].append(article)
        grouped: defaultdict[Beginning, list[str]] = defaultdict(list)
        for folded in sorted(under, key=self._rank):
            grouped[Beginning(*self._beginnings(folded))].append(folded)
        self._keywords.save()
        self._beginnings.save()
        return {
            begin.name: Syllable(
                begin.name,
                begin.heading,
                begin.sound,
                begin.letters or "".join(dict.fromkeys(shown[word][0] for word in grouped[begin])),
                [Word(shown[word], tuple(under[word])) for word in grouped[begin]],
            )
            for begin in sorted(grouped, key=lambda begin: self._rank(begin.sound or begin.letters))
        }

    def _rank(self, word: str) -> Any:
        """Return the sort key of *word*: by the library's language; Han characters by code point."""
        return word if self._lang.startswith("zh") else rank(word, self._lang)


def _numbered(endpoint: str, count: int, values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the numbered pages of a list of *count* pages: all but the first."""
    return ((f"{endpoint}_part", {**values, "number": number}) for number in range(2, count + 1))


def _months(articles: Sequence[Article]) -> dict[str, tuple[Article, ...]]:
    grouped: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.date:
            grouped[f"{article.date.year:04}-{article.date.month:02}"].append(article)
    return {name: tuple(found) for name, found in grouped.items()}


def _keywords(key: tuple[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, keywords(*key)))
