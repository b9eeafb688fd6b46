"""The live index: keeps Whoosh in step with the library, and answers queries."""

import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex, LockError
from whoosh.writing import CLEAR

from webapp.core.article import Article, reading_order
from webapp.core.language.query import Query, Search
from webapp.core.language.quoted import stands_in
from webapp.core.language.ranking import ANY_LANGUAGE_WORD_KIND, WORD_KIND
from webapp.core.language.text import CJK, Analyzer
from webapp.core.language.tokens import is_word_term
from webapp.disk.lock import hold_lock
from webapp.search import document
from webapp.search.live.codec import ArticleCodec
from webapp.search.live.results import Hit, Results, lead
from webapp.search.live.schema import schema
from webapp.search.live.searcher import Searcher

__all__ = ["Hit", "IndexChanges", "Results", "SearchIndex"]


_TRIES = 20


@dataclass(frozen=True, slots=True)
class IndexChanges:
    """How many articles an update added, changed and removed.

    *is_deferred* tells that another process was writing, so that nothing changed: the next update catches up.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    is_deferred: bool = False


class SearchIndex:
    """The Whoosh index of one library, in *folder*; safe to share between threads, which search while one updates it.

    *was_remade* tells that an index of another version of the program, or a damaged one, was deleted.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / f"whoosh-{document.FORMAT}"
        self._opening = folder / ".index.lock"
        self._lock = threading.Lock()
        self._updating = threading.Lock()
        self.was_remade = False
        self._view = Searcher(())
        self._generation = -1
        self._index = self._open()
        self._indexed: dict[str, Article | str] = {}
        self._given: list[Article] = []
        self._indexed_at = -1
        self._is_multilingual = False

    @property
    def is_empty(self) -> bool:
        """Tell whether it holds no article: it was never filled, or deleted meanwhile."""
        with self._lock:
            self._refresh()
            return self._view.is_empty

    def update(
        self, articles: Iterable[Article], on_progress: Callable[[int], None] = lambda done: None, *, anew: bool = False
    ) -> IndexChanges:
        """Make the index hold exactly *articles*, touching only those that differ from what it holds; all, if *anew*.

        Calls *on_progress* with the number of articles written so far. What was there is found until all is written. If
        another process is writing, it keeps its right to.
        """
        with self._updating:
            given = list(articles)
            view, generation = self._last()
            is_multilingual = document.is_multilingual(given)
            anew = anew or (self._indexed_at == generation and is_multilingual != self._is_multilingual)
            self._is_multilingual = is_multilingual
            if anew or self._indexed_at != generation:
                self._indexed, self._given = {} if anew else dict(view.stamps()), []
                was = set(self._indexed)
            else:
                was = {article.slug for article in _apart(self._given, given)}
            wanted = {article.slug: article for article in _apart(given, self._given)}
            fresh = [article for article in wanted.values() if not self._holds(article)]
            changed = {article.slug for article in fresh if article.slug in self._indexed}
            removed = was - wanted.keys()
            writing = _Writing(view, generation, fresh, changed | removed, anew)
            if fresh or removed or anew:
                if not self._write(writing, on_progress):
                    self._indexed_at = -1
                    return IndexChanges(is_deferred=True)
                generation += 1
            self._keep(given, wanted, removed, generation)
            return IndexChanges(len(fresh) - len(changed), len(changed), len(removed))

    def search(self, query: Query, limit: int = 10, offset: int = 0) -> Results:
        """Return the articles that answer *query*, best first, *limit* of them after the first *offset*.

        Those with a word that was typed come before those that only have what means the same.
        """
        if query.expanded is None:
            return self.answer(query.asked, limit, offset, query.analyzer)
        wide, first = (
            self.answer(asked, limit + offset, analyzer=query.analyzer)
            for asked in (query.expanded.wide, query.expanded.first)
        )
        return lead(first, wide, limit, offset)

    def answer(self, asked: Search, limit: int = 10, offset: int = 0, analyzer: Analyzer = CJK) -> Results:
        """Return the articles that answer *asked*; if no article has what it needs, those with some of the words."""
        stands_in = partial(self._stands_in, analyzer)
        word_kind = WORD_KIND if analyzer is CJK else ANY_LANGUAGE_WORD_KIND
        with self._lock:
            self._refresh()
            results = self._view.search(asked, limit, offset, stands_in, word_kind)
            if asked.needed and not results.total + results.partial:
                others = self._view.search(replace(asked, needed=()), limit, offset, stands_in, word_kind)
                hits = tuple(replace(hit, is_partial=True) for hit in others.hits)
                return Results(0, hits, others.total + others.partial, lacks_phrase=True)
        return results

    def _stands_in(self, analyzer: Analyzer, slug: str, phrase: str) -> bool:
        """Tell whether *phrase* stands in an article that holds its terms; if the text is not at hand, it may."""
        article = self._indexed.get(slug)
        return not isinstance(article, Article) or stands_in(phrase, document.searched_places(article), analyzer)

    def known_terms(self, some_terms: Iterable[str], least_impact: int = 1) -> set[str]:
        """Return those of *some_terms*, folded, that any article holds with at least *least_impact*."""
        with self._lock:
            self._refresh()
            return self._view.known_terms(list(some_terms), least_impact)

    def with_spellings(self, query: Query) -> Query:
        """Return *query* with all words of the index that answer each of its words."""
        with self._lock:
            self._refresh()
            words = filter(is_word_term, query.marked.terms)
            return replace(query, spellings={term: self._view.spellings(term) for term in words})

    def close(self) -> None:
        """Let go of the index's files."""
        with self._lock:
            self._view = Searcher(())
            self._generation = -1

    def _open(self) -> FileIndex:
        """Open the index, or make an empty one. Processes take turns, or they would delete each other's."""
        self._opening.parent.mkdir(parents=True, exist_ok=True)
        with hold_lock(self._opening):
            return self._opened()

    def _opened(self) -> FileIndex:
        for old in self._folder.parent.glob("whoosh-*"):
            if old != self._folder:
                shutil.rmtree(old)
                self.was_remade = True
        storage = FileStorage(str(self._folder)).create()
        try:
            index = _open_last(storage)
            self._view, self._generation = Searcher.of(index)
        except Exception:  # missing or damaged in any way: build/ can always be made again
            self.was_remade |= bool(list(self._folder.iterdir()))
            shutil.rmtree(self._folder)
            index = storage.create().create_index(schema())
            self._view, self._generation = Searcher.of(index)
        return index

    def _last(self) -> tuple[Searcher, int]:
        with self._lock:
            self._refresh()
            return self._view, self._generation

    def _refresh(self) -> None:
        """Bring the view up to what was committed last. Where the index was deleted, there is an empty one again."""
        try:
            if self._index.latest_generation() != self._generation:
                self._view, self._generation = Searcher.of(self._index)
        except (OSError, EmptyIndexError):
            self._index = self._open()

    def _keep(
        self, given: list[Article], wanted: Mapping[str, Article], removed: Iterable[str], generation: int
    ) -> None:
        """Remember what the index holds now, so that the next update looks only at what differs from *given*."""
        for slug in removed:
            del self._indexed[slug]
        self._indexed |= wanted
        self._given = given
        # Where two articles share a slug, *given* does not tell what is indexed: then the next update looks at all.
        self._indexed_at = generation if len(self._indexed) == len(given) else -1

    def _holds(self, article: Article) -> bool:
        indexed = self._indexed.get(article.slug)
        if isinstance(indexed, str):
            return indexed == document.stamp(article, self._is_multilingual)
        return indexed == article

    def _write(self, writing: "_Writing", on_progress: Callable[[int], None]) -> bool:
        codec = ArticleCodec()
        try:
            writer = self._index.writer(codec=codec)
        except LockError:
            return False
        try:
            self._remove_unfinished()
            if writer.generation != writing.generation + 1:  # another process wrote meanwhile, and numbers changed
                writer.cancel()
                return False
            for number in () if writing.anew else writing.view.numbers(writing.gone):
                writer.delete_document(number)
            for done, article in enumerate(writing.fresh, 1):
                writer.add_document(
                    slug=article.slug,
                    stamp=document.stamp(article, self._is_multilingual),
                    order=reading_order(article),
                    terms=document.searched_text(article, self._is_multilingual),
                )
                on_progress(done)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=CLEAR if writing.anew else codec.merge)
        self._last()
        return True

    def _remove_unfinished(self) -> None:
        """Delete the tables of contents that killed writers left unfinished, which Whoosh names ``….toc.<time>``."""
        for path in self._folder.glob("*.toc.*"):
            path.unlink()


@dataclass(frozen=True, slots=True)
class _Writing:
    """What becomes of the last commit, which is *view* and has a number: *fresh* articles come, the slugs *gone* go.

    With *anew* everything goes.
    """

    view: Searcher
    generation: int
    fresh: Sequence[Article]
    gone: Collection[str]
    anew: bool


def _open_last(storage: FileStorage) -> FileIndex:
    """Return the index in *storage*. Its table of contents may go while it is looked for: a writer made a newer one."""
    for _ in range(_TRIES):
        try:
            return storage.open_index()
        except FileNotFoundError:
            continue
    return storage.open_index()


def _apart(some: list[Article], others: list[Article]) -> list[Article]:
    """Return what of *some* lies between its first and its last difference from *others*.

    A hundred thousand articles are compared in a hundredth of the time that a look at each would take.
    """
    start = _alike(some, others)
    end = _alike(some[start:][::-1], others[start:][::-1])
    return some[start : len(some) - end]


def _alike(some: list[Article], others: list[Article]) -> int:
    """Return how many articles at the beginning of both are the same."""
    low, high = 0, min(len(some), len(others))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if some[low:middle] == others[low:middle] else (low, middle - 1)
    return low
