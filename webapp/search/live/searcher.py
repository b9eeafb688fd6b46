"""The live index as one search sees it: the segments of one commit, and what they find."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce

import numpy as np
from whoosh.index import FileIndex

from webapp.core.language.families import EXACT_MOST, families_of
from webapp.core.language.query import Need, Phrase, Search
from webapp.core.language.ranking import WORD_KIND, searched_needs, weights, whole_bonus
from webapp.core.language.tokens import EXACT, LOOSE, is_word_term
from webapp.search.family_lists import joined_lists
from webapp.search.live.codec import ArticleSegment
from webapp.search.live.results import Hit, Results
from webapp.search.live.scoring import Scored, Scorer, best
from webapp.search.live.segment_file import StoredArticle
from webapp.search.postings import IMPACT_MASK, VALUE_BITS, Array, term_number

_TRIES = 4  # Whoosh itself tries for half a second each time

StandsIn = Callable[[str, str], bool]
"""Tells whether a phrase stands in the article of a slug, which holds all of its terms."""


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

    def holds(self, term: str) -> bool:
        """Tell whether any article holds *term*."""
        return bool(len(self.lists(_numbers([term]))[0]))

    def stored(self) -> Iterator[tuple[int, StoredArticle]]:
        """Yield all articles with their numbers."""
        gone = set(self.deleted.tolist())
        return ((number, article) for number, article in enumerate(self.file.articles()) if number not in gone)


class Searcher:
    """The *segments* of one commit. Not safe to share between threads."""

    def __init__(self, segments: Sequence[_OpenSegment]) -> None:
        self._segments = segments
        self._count = sum(segment.count for segment in segments)
        self._scorer = Scorer(max((segment.file.count for segment in segments), default=0))

    @classmethod
    def of(cls, index: FileIndex) -> tuple["Searcher", int]:
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
    def _of_last_commit(cls, index: FileIndex) -> tuple["Searcher", int]:
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

    def known_terms(self, terms: Sequence[str], least_impact: int) -> set[str]:
        """Return those of *terms* that any article holds with at least *least_impact*."""
        lists = self._lists(terms)
        return {
            term
            for place, term in enumerate(terms)
            if any((of[place] & IMPACT_MASK).max(initial=0) >= least_impact for of in lists)
        }

    def spellings(self, term: str) -> frozenset[str]:
        """Return all words that answer the *term* of a word."""
        families = self._families(term)
        return frozenset(
            word for segment in self._segments for family in families for word in segment.file.families.words_of(family)
        )

    def search(
        self, asked: Search, limit: int, offset: int, stands_in: StandsIn, word_kind: int = WORD_KIND
    ) -> Results:
        """Return the articles that answer *asked*, best first, *limit* of them after the first *offset*.

        *word_kind* is the kind of words in ranking.py.
        """
        total, found, candidates = 0, 0, []
        for segment, scored, least in self._score(asked, stands_in, word_kind):
            total += int(np.count_nonzero(scored.scores >= least))
            found += len(scored.numbers)
            top = best(scored, limit + offset)
            candidates += [
                (-score, segment.file.article(number), score < least)
                for score, number in zip(top.scores.tolist(), top.numbers.tolist(), strict=True)
            ]
        candidates.sort(key=lambda candidate: (candidate[0], candidate[1].order))
        hits = (Hit(article.slug, -score, is_partial) for score, article, is_partial in candidates[offset:][:limit])
        return Results(total, tuple(hits), found - total)

    def _holding_all(self, phrase: Phrase) -> list[Array]:
        """Return of each segment the numbers of the articles that hold every term of *phrase*."""
        return [
            reduce(partial(np.intersect1d, assume_unique=True), [found >> VALUE_BITS for found in of])
            for of in self._lists(phrase.terms)
        ]

    def _lists(self, terms: Sequence[str]) -> list[list[Array]]:
        """Return of each segment the postings of each of *terms*; those of a word are those of its families."""
        lists = [segment.lists(_numbers(terms)) for segment in self._segments]
        for place, term in enumerate(terms):
            if is_word_term(term):
                families = _numbers([LOOSE + family for family in self._families(term)])
                of_families = [segment.lists(families) for segment in self._segments]
                exact = [of[place] for of in lists] if sum(map(_count, of_families)) <= EXACT_MOST else None
                for number, of in enumerate(lists):
                    of[place] = joined_lists(of_families[number], None if exact is None else exact[number])
        return lists

    def _families(self, term: str) -> tuple[str, ...]:
        word = term.removeprefix(EXACT)
        known = [(segment, other, of) for segment in self._segments for other, of in segment.file.families.near(word)]
        return families_of(word, ((other, of) for segment, other, of in known if segment.holds(EXACT + other)))

    def _score(
        self, asked: Search, stands_in: StandsIn, word_kind: int
    ) -> Iterator[tuple[_OpenSegment, Scored, float]]:
        """Yield of each segment what fits, and the least score of what has all of *asked*."""
        lists = self._lists(asked.terms)
        holding = {term: sum(len(of[place]) for of in lists) for place, term in enumerate(asked.terms)}
        weighed = weights(asked.terms, self._count, holding, word_kind)
        if not weighed:
            return
        needs, least = searched_needs(asked.needs, holding, weighed), whole_bonus(weighed)
        phrases = {phrase: self._holding_all(phrase) for phrase in (*asked.needed, *asked.excluded)}
        for place, (segment, of) in enumerate(zip(self._segments, lists, strict=True)):
            postings = {term: found for term, found in zip(asked.terms, of, strict=True) if term in weighed}
            scored = self._scorer.score(list(postings.values()), list(weighed.values()))
            if needs is not None:
                scored = self._scorer.with_bonus(scored, _having_all(needs, postings), least)
            held = {phrase: numbers[place] for phrase, numbers in phrases.items()}
            yield segment, _fitting(segment, scored, asked, held, stands_in), math.inf if needs is None else least


def _having_all(needs: Sequence[Need], postings: Mapping[str, Array]) -> Array | None:
    """Return the numbers of the articles that have all *needs*, from the postings of each term; None stands for all."""
    found = None
    for need in sorted(
        dict.fromkeys(needs), key=lambda need: sum(len(postings[term]) for terms in need for term in terms)
    ):
        if found is None:
            parts = [_numbers_in(postings, terms) for terms in need]
            found = parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
        else:
            found = found[np.logical_or.reduce([_are_in(found, postings, terms) for terms in need])]
    return found


def _numbers_in(postings: Mapping[str, Array], terms: Sequence[str]) -> Array:
    numbers = postings[terms[0]] >> VALUE_BITS
    return numbers[_are_in(numbers, postings, terms[1:])]


def _are_in(numbers: Array, postings: Mapping[str, Array], terms: Sequence[str]) -> Array:
    """Tell of each article in *numbers* whether it holds all *terms*."""
    are_in = np.ones(len(numbers), dtype=bool)
    for term in terms:
        # A posting begins with the article's number, and its value is never 0.
        places = np.searchsorted(postings[term], numbers << VALUE_BITS)
        known = places < len(postings[term])
        are_in &= known
        are_in[known] &= postings[term][places[known]] >> VALUE_BITS == numbers[known]
    return are_in


def _fitting(
    segment: _OpenSegment, scored: Scored, asked: Search, held: Mapping[Phrase, Array], stands_in: StandsIn
) -> Scored:
    """Return those of *scored* that have what they must, and nothing that they must not.

    *held* are the numbers of the articles that hold all terms of each phrase.
    """
    for phrase in asked.needed:
        scored = scored.only(_are_with(segment, scored.numbers, phrase, held[phrase], stands_in))
    for phrase in asked.excluded:
        scored = scored.only(~_are_with(segment, scored.numbers, phrase, held[phrase], stands_in))
    return scored


def _are_with(segment: _OpenSegment, numbers: Array, phrase: Phrase, held: Array, stands_in: StandsIn) -> Array:
    """Tell of each article in *numbers* whether *phrase* stands in it; *held* are those that hold its terms."""
    are_with = np.isin(numbers, held)
    if phrase.text:
        for place in np.flatnonzero(are_with).tolist():
            are_with[place] = stands_in(segment.file.article(int(numbers[place])).slug, phrase.text)
    return are_with


def _count(lists: Iterable[Array]) -> int:
    return sum(map(len, lists))


def _numbers(terms: Iterable[str]) -> Array:
    return np.array([term_number(term) for term in terms], dtype=np.uint64)
