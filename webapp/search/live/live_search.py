"""The search of the live site: reads queries, finds articles, and knows what else somebody may mean."""

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.core.language.query import Query
from webapp.core.language.stems import analyzer_of
from webapp.core.language.suggest import meant
from webapp.core.language.synonyms import read_query
from webapp.core.language.text import CJK
from webapp.core.language.words import NO_WORDS, WordList
from webapp.search.words import LibraryWords
from webapp.store.library import Snapshot
from webapp.store.synonyms import Synonyms

if TYPE_CHECKING:
    from webapp.search.live.index import Results, SearchIndex
    from webapp.search.live.updater import IndexUpdater

INDEX_PATIENCE_SECONDS = 3.0
"""How long a page waits for the index of a library that was not indexed before."""

WORDS_PATIENCE_SECONDS = 0.5
"""How long a page waits for the words of a library that a server has just opened."""


class IndexNotReady(Exception):
    """Nothing can be found yet."""


class LiveSearch:
    """Searches the index in *folder* with the library's *synonyms* and *words*; safe to share between threads."""

    def __init__(self, folder: Path, synonyms: Synonyms, words: LibraryWords) -> None:
        self._folder = folder
        self._synonyms = synonyms
        self._words = words

    def read(self, snapshot: Snapshot, typed: str) -> Query:
        """Return the query that a reader of *snapshot* *typed*, with what means the same."""
        query = read_query(typed, self._synonyms.groups(), analyzer_of(snapshot.languages))
        return query if query.analyzer is CJK else self._index.with_spellings(query)

    def find(self, snapshot: Snapshot, query: Query, limit: int, offset: int = 0) -> "Results":
        """Rank the articles of *snapshot*; the index is brought up to date first if the library changed.

        Raises IndexNotReady if it is still being made, here or by another process, so that nothing can be found in it.
        """
        if not self._updater.request(snapshot.version, snapshot.articles, INDEX_PATIENCE_SECONDS):
            raise IndexNotReady
        return self._index.search(query, limit, offset)

    def meant(self, snapshot: Snapshot, query: Query) -> list[str]:
        """Return the queries that *query*, which was searched before, may stand for."""
        words = cache(lambda: self._words_at_hand(snapshot))
        return meant(query, self._known_terms, lambda key: words().read(key))

    def words(self, snapshot: Snapshot, timeout_seconds: float) -> WordList:
        """Return the words of *snapshot*; older ones, or none, if it would take more seconds than *timeout_seconds*."""
        return self._words.request(snapshot.version, snapshot.articles, timeout_seconds)

    def _words_at_hand(self, snapshot: Snapshot) -> WordList:
        """Return the words of the library; while those of a changed one are made, those of before."""
        words = self.words(snapshot, timeout_seconds=0)
        return self.words(snapshot, WORDS_PATIENCE_SECONDS) if words == NO_WORDS else words

    def _known_terms(self, terms: Iterable[str], least_impact: int) -> set[str]:
        """Return those of *terms* that any article held at the last search."""
        return self._index.known_terms(terms, least_impact)

    @cached_property
    def _index(self) -> "SearchIndex":
        # A freeze never searches: it need not even import Whoosh.
        from webapp.search.live.index import SearchIndex  # noqa: PLC0415

        return SearchIndex(self._folder)

    @cached_property
    def _updater(self) -> "IndexUpdater":
        from webapp.search.live.updater import IndexUpdater  # noqa: PLC0415

        return IndexUpdater(self._index)
