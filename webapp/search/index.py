"""The live index: keeps Whoosh in step with the library, and ranks."""

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError
from whoosh.searching import Searcher

from webapp.core.article import Article, reading_order
from webapp.core.ranking import weights
from webapp.core.text import terms
from webapp.search import document
from webapp.search.schema import schema

FIELD = "terms"


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles an update added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One found article and its score, a whole number that only compares within one search."""

    slug: str
    score: int


@dataclass(frozen=True, slots=True)
class Results:
    """The number of articles found in all, and those asked for, best first."""

    total: int
    hits: tuple[Hit, ...] = ()


class SearchIndex:
    """The Whoosh index of one library, in *folder*; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / f"whoosh-{document.FORMAT}"
        self._lock = threading.Lock()
        self._index = self._open()
        self._searcher: Searcher | None = None

    def update(self, articles: Iterable[Article], note: Callable[[int], None] = lambda done: None) -> Changes:
        """Make the index hold exactly *articles*, touching only those that differ from what it holds.

        Calls *note* with the number of articles written so far. Another process that is writing keeps its right to:
        then nothing changes here, and the next update catches up.
        """
        with self._lock:
            held = self._stamps()
            wanted = {article.slug: article for article in articles}
            removed = held.keys() - wanted.keys()
            fresh = [a for a in wanted.values() if held.get(a.slug) != document.stamp(a)]
            if not (removed or fresh) or not self._write(fresh, removed, held.keys(), note):
                return Changes()
            changed = sum(1 for article in fresh if article.slug in held)
            return Changes(len(fresh) - changed, changed, len(removed))

    def search(self, query: str, limit: int = 10, offset: int = 0) -> Results:
        """Return the articles that hold any term of *query*, best first, *limit* of them after the first *offset*."""
        with self._lock:
            searcher = self._reader()  # once: another process may commit before the next look
            scores = _scores(searcher, set(terms(query)))
            ranked = _best(searcher, scores, limit + offset)
        return Results(len(scores), tuple(ranked[offset:]))

    def held(self, some_terms: Iterable[str]) -> set[str]:
        """Return those of *some_terms* that any article holds."""
        with self._lock:
            searcher = self._reader()
            return {term for term in some_terms if any(_postings(searcher, term))}

    def close(self) -> None:
        """Let go of the index's files."""
        with self._lock:
            self._forget_searcher()

    def _open(self) -> FileIndex:
        for old in self._folder.parent.glob("whoosh-*"):
            if old != self._folder:
                shutil.rmtree(old)
        storage = FileStorage(str(self._folder)).create()
        try:
            return storage.open_index()
        except Exception:  # missing or damaged in any way: build/ can always be made again
            shutil.rmtree(self._folder)
            return storage.create().create_index(schema())

    def _stamps(self) -> dict[str, str]:
        return {fields["slug"]: fields["stamp"] for _, fields in self._reader().reader().iter_docs()}

    def _write(
        self, fresh: list[Article], removed: Iterable[str], held: Iterable[str], note: Callable[[int], None]
    ) -> bool:
        try:
            writer = self._index.writer()
        except LockError:
            return False
        try:
            for slug in {*removed, *(a.slug for a in fresh)} & set(held):
                writer.delete_by_term("slug", slug)
            for done, article in enumerate(fresh, 1):
                writer.add_document(
                    slug=article.slug,
                    terms=document.impacts(article),
                    stamp=document.stamp(article),
                    order=reading_order(article),
                )
                note(done)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._forget_searcher()
        return True

    def _reader(self) -> Searcher:
        # A new searcher each time something was committed: refresh() shows deleted articles again (Whoosh 2.7.4).
        if self._searcher is None or not self._searcher.up_to_date():
            self._forget_searcher()
            self._searcher = self._index.searcher()
        return self._searcher

    def _forget_searcher(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None


def remove_index(folder: Path) -> None:
    """Delete the index in *folder*, damaged or not; the next SearchIndex there makes it anew."""
    for old in folder.glob("whoosh-*"):
        shutil.rmtree(old)


def _postings(searcher: Searcher, term: str) -> Iterator[tuple[int, int]]:
    """Yield the number of each article that holds *term*, deleted ones left out, with the term's impact."""
    reader = searcher.reader()
    if (FIELD, term.encode()) not in reader:
        return
    matcher = reader.postings(FIELD, term.encode())
    while matcher.is_active():
        yield matcher.id(), int(matcher.weight())
        matcher.next()


def _scores(searcher: Searcher, query_terms: set[str]) -> Counter[int]:
    lists = {term: dict(_postings(searcher, term)) for term in query_terms}
    holding = {term: len(postings) for term, postings in lists.items()}
    scores: Counter[int] = Counter()
    for term, weight in weights(query_terms, searcher.doc_count(), holding).items():
        for number, impact in lists[term].items():
            scores[number] += weight * impact
    return scores


def _best(searcher: Searcher, scores: Counter[int], most: int) -> list[Hit]:
    if not scores or most <= 0:
        return []
    least = sorted(scores.values(), reverse=True)[:most][-1]
    chosen = [(-score, searcher.stored_fields(number)) for number, score in scores.items() if score >= least]
    chosen.sort(key=lambda found: (found[0], found[1]["order"]))
    return [Hit(stored["slug"], -score) for score, stored in chosen[:most]]
