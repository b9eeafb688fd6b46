"""Score the articles of one segment: the formula of core/language/ranking.py, over whole posting lists at once.

Every posting of the query is added to its article's sums in one step; so a query costs about as much as its lists are
long. What a sum is made of lies side by side in one number: titles above impacts, and the thirds beside each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from webapp.core.language.ranking import CLOSE, FIRST_BONUS, THIRDS, TITLE_IMPACT
from webapp.search.postings import IMPACT_BITS, IMPACT_MASK, VALUE_BITS, Array

_TITLE_BITS = 44  # above: how many terms stand in the title; below: the sum of impacts
_THIRD_BITS = 21  # a query's weights add up to less, see MAX_TERMS in core/language/query.py

_BLOCK = 64

_VALUES = np.arange(1 << VALUE_BITS, dtype=np.int64)
_IMPACTS = _VALUES & IMPACT_MASK
_TITLED = (_IMPACTS >= TITLE_IMPACT).astype(np.int64) << _TITLE_BITS
_SPREAD = np.sum([(_VALUES >> (IMPACT_BITS + third) & 1) << (third * _THIRD_BITS) for third in range(THIRDS)], axis=0)


@dataclass(frozen=True, slots=True)
class Scored:
    """Some articles of a segment, in any order, and the score of each."""

    numbers: Array
    scores: Array

    def only(self, kept: Array) -> "Scored":
        """Return those for which *kept* is true."""
        return self if kept.all() else Scored(self.numbers[kept], self.scores[kept])


class Scorer:
    """Scores articles of segments with at most *most* articles; its memory is used again for each query."""

    def __init__(self, most: int) -> None:
        self._sums = np.zeros(most, dtype=np.int64)
        self._thirds = np.zeros(most, dtype=np.int64)
        self._met = np.zeros(most, dtype=np.int32)

    def score(self, lists: Sequence[Array], weights: Sequence[int]) -> Scored:
        """Return all articles in *lists*, the postings of the searched terms with their *weights*."""
        sizes = [len(found) for found in lists]
        postings = np.concatenate(lists)
        numbers = postings >> VALUE_BITS
        values = postings & np.uint32((1 << VALUE_BITS) - 1)
        weight = np.repeat(np.array(weights, dtype=np.int64), sizes)
        np.add.at(self._sums, numbers, weight * _IMPACTS[values] + _TITLED[values])
        np.add.at(self._thirds, numbers, weight * _SPREAD[values])
        return self._take(numbers, len(lists), sum(weights))

    def with_bonus(self, scored: Scored, whole: Array | None, bonus: int) -> Scored:
        """Return *scored*, in which all of *whole* are, with *bonus* added to the articles in *whole*; None is all."""
        if whole is None:
            return Scored(scored.numbers, scored.scores + bonus)
        self._met[scored.numbers] = 0
        self._met[whole] = 1
        return Scored(scored.numbers, scored.scores + bonus * self._met[scored.numbers].astype(np.int64))

    def _take(self, met: Array, terms: int, all_weights: int) -> Scored:
        numbers = self._each_once(met)
        sums, thirds = self._sums[numbers], self._thirds[numbers]
        self._sums[numbers] = self._thirds[numbers] = 0
        mask = (1 << _THIRD_BITS) - 1
        close = np.maximum.reduce([thirds >> (third * _THIRD_BITS) & mask for third in range(THIRDS)])
        first = (sums >> _TITLE_BITS == terms) * (FIRST_BONUS * all_weights)
        return Scored(numbers, (sums & ((1 << _TITLE_BITS) - 1)) + CLOSE * close + first)

    def _each_once(self, met: Array) -> Array:
        # Whoever comes last leaves its mark: a tenth of the time of np.unique, which sorts.
        places = np.arange(len(met), dtype=np.int32)
        self._met[met] = places
        return met[self._met[met] == places]


def best(scored: Scored, most: int) -> Scored:
    """Return the *most* best; of those that equal the last of them the ones with the least numbers."""
    if len(scored.scores) <= most:
        return scored
    least = _least_of_best(scored.scores, most)
    above = scored.scores > least
    equal = np.sort(scored.numbers[scored.scores == least])[: most - np.count_nonzero(above)]
    return Scored(
        np.concatenate((scored.numbers[above], equal)),
        np.concatenate((scored.scores[above], np.full(len(equal), least))),
    )


def _least_of_best(scores: Array, most: int) -> Array:
    """Return the score of the last of the *most* best."""
    blocks = scores[: len(scores) // _BLOCK * _BLOCK].reshape(-1, _BLOCK).max(axis=1)
    if len(blocks) > most:
        # At least *most* blocks have a score of at least this, so lower scores cannot be among the best. To leave these
        # out, and not to partition equal scores, takes a tenth of the time of partitioning all scores.
        least = np.partition(blocks, -most)[-most]
        scores = scores[scores >= least]
        if scores.max() == least:
            return least
    return np.partition(scores, -most)[-most]
