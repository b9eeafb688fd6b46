"""The live index as one search sees it: the segments of one commit, and what they find."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from whoosh.index import FileIndex

from webapp.core.query import Query
from webapp.core.ranking import weights
from webapp.search.codec import ArticleSegment
from webapp.search.postings import IMPACT_MASK, VALUE_BITS, Array, term_number
from webapp.search.scoring import Scored, Scorer, best
from webapp.search.segment_file import StoredArticle

_TRIES = 4  # Whoosh itself tries for half a second each time


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


class _OpenSegment:
    """A segment of which *deleted* articles no longer count. *first* is Whoosh's number of its first article."""

    def __init__(self, segment: ArticleSegment, storage: object, first: int) -> None:
        self.file = segment.open(storage)
        self.first = first
        self.deleted = np.array(sorted(segment.deleted), dtype=np.int64)
        self.count = self.file.count - len(self.deleted)
        self._live = np.ones(self.file.count, dtype=bool) if segment.deleted else None
        if self._live is not None:
            self._live[self.deleted] = False

    def lists(self, terms: Array) -> list[Array]:
        """Return the postings of each term."""
        found = self.file.postings.of(terms)
        return found if self._live is None else [one[self._live[one >> VALUE_BITS]] for one in found]

    def holding_all(self, terms: Sequence[str]) -> Array:
        """Return the numbers of the articles that hold every one of *terms*."""
        lists = self.lists(_numbers(terms))
        found = lists[0] >> VALUE_BITS
        for other in lists[1:]:
            found = np.intersect1d(found, other >> VALUE_BITS, assume_unique=True)
        return found

    def stored(self) -> Iterator[tuple[int, StoredArticle]]:
        """Yield all articles with their numbers."""
        gone = set(self.deleted.tolist())
        return ((number, article) for number, article in enumerate(self.file.articles()) if number not in gone)


class View:
    """The *segments* of one commit. Not safe to share between threads."""

    def __init__(self, segments: Sequence[_OpenSegment]) -> None:
        self._segments = segments
        self._count = sum(segment.count for segment in segments)
        self._scorer = Scorer(max((segment.file.count for segment in segments), default=0))

    @classmethod
    def of(cls, index: FileIndex) -> tuple["View", int]:
        """Return the last commit of *index*, and its number.

        Another process may commit, and delete what it merged, while the files of a commit are opened; then the next is
        taken.
        """
        for _ in range(_TRIES):
            try:
                return cls._of_last_commit(index)
            except FileNotFoundError:
                continue
        return cls._of_last_commit(index)

    @classmethod
    def _of_last_commit(cls, index: FileIndex) -> tuple["View", int]:
        reader = index.reader()
        generation = index.latest_generation() if reader.generation() is None else reader.generation()
        leaves = reader.leaf_readers() if reader.doc_count_all() else []
        view = cls([_OpenSegment(leaf.segment(), index.storage, first) for leaf, first in leaves])
        reader.close()
        return view, generation

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no article."""
        return not self._count

    def stamps(self) -> dict[str, str]:
        """Return the stamp of each article by its slug."""
        return {article.slug: article.stamp for segment in self._segments for _, article in segment.stored()}

    def numbers(self, slugs: Collection[str]) -> Iterator[int]:
        """Yield Whoosh's numbers of the articles *slugs*."""
        for segment in self._segments:
            gone = set(segment.deleted.tolist())
            yield from (segment.first + number for number in segment.file.numbers(slugs) if number not in gone)

    def held(self, terms: Sequence[str], least_impact: int) -> set[str]:
        """Return those of *terms* that any article holds with at least *least_impact*."""
        lists = [segment.lists(_numbers(terms)) for segment in self._segments]
        return {
            term
            for place, term in enumerate(terms)
            if any((of[place] & IMPACT_MASK).max(initial=0) >= least_impact for of in lists)
        }

    def search(self, asked: Query, limit: int, offset: int) -> Results:
        """Return the articles that answer *asked*, best first, *limit* of them after the first *offset*."""
        total, candidates = 0, []
        for segment, scored in self._score(asked):
            total += len(scored.numbers)
            top = best(scored, limit + offset)
            candidates += [
                (-score, segment.file.article(number))
                for score, number in zip(top.scores.tolist(), top.numbers.tolist(), strict=True)
            ]
        candidates.sort(key=lambda candidate: (candidate[0], candidate[1].order))
        hits = (Hit(article.slug, -score) for score, article in candidates[offset : offset + limit])
        return Results(total, tuple(hits))

    def _score(self, asked: Query) -> Iterator[tuple[_OpenSegment, Scored]]:
        lists = [segment.lists(_numbers(asked.terms)) for segment in self._segments]
        holding = {term: sum(len(of[place]) for of in lists) for place, term in enumerate(asked.terms)}
        weighed = weights(asked.terms, self._count, holding)
        places = [place for place, term in enumerate(asked.terms) if term in weighed]
        if not places:
            return
        for segment, of in zip(self._segments, lists, strict=True):
            scored = self._scorer.score([of[place] for place in places], list(weighed.values()))
            yield segment, _fitting(segment, scored, asked)


def _fitting(segment: _OpenSegment, scored: Scored, asked: Query) -> Scored:
    """Return those of *scored* that hold what they must, and nothing that they must not."""
    kept = np.ones(len(scored.numbers), dtype=bool)
    if asked.needed:
        kept &= np.isin(scored.numbers, segment.holding_all(asked.needed))
    for terms in asked.excluded:
        kept &= ~np.isin(scored.numbers, segment.holding_all(terms))
    return scored if kept.all() else Scored(scored.numbers[kept], scored.scores[kept])


def _numbers(terms: Iterable[str]) -> Array:
    return np.array([term_number(term) for term in terms], dtype=np.uint64)
