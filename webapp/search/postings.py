"""Which articles hold a term, and how: the arrays that the live index and the frozen shards are both written from.

A term is a number here, so that numpy can sort millions of them: a character is its code, a pair is both codes, a word
is a hash of its letters (of 63 bits: among a million words two share one with a chance of one in ten million).
A posting's value is one byte: the impact of the term in the article, and above it a bit for each third of the
article's text in which the term stands.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from webapp.core.language.text import is_joined

CODE_BITS = 18
"""Enough for any character that stands in a run of a script without spaces."""
VALUE_BITS = 8
IMPACT_BITS = 5
IMPACT_MASK = (1 << IMPACT_BITS) - 1
MARK_STEP = 512

_WORD = 1 << 63
_MERGED_AT_ONCE = 200_000
_NONE = np.zeros(0, dtype=np.uint32)

Array = NDArray[Any]


@dataclass(frozen=True)
class Postings:
    """The inverted texts of *articles*, a number: *terms*[i] has the postings *postings*[*starts*[i]:*starts*[i+1]].

    *terms* (uint64) rise. A posting (uint32) is an article's number, 24 bits, and below it the value; those of
    a term rise. *words* tells the words among the terms. *marks*, if there are any, are each MARK_STEP-th of the terms.
    """

    terms: Array
    starts: Array
    postings: Array
    words: Mapping[int, str]
    articles: int
    marks: Array | None = None
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holding(self) -> Array:
        """Return how many articles hold each term."""
        return np.diff(self.starts)

    def of(self, numbers: Array) -> list[Array]:
        """Return the postings of each term in *numbers* (uint64); none for one that stands nowhere."""
        found = []
        for place, number in zip(self._places(numbers), numbers.tolist(), strict=True):
            held = place < len(self.terms) and self.terms[place] == number
            found.append(self.postings[int(self.starts[place]) : int(self.starts[place + 1])] if held else _NONE)
        return found

    def _places(self, numbers: Array) -> list[int]:
        """Return where each of *numbers* stands, or would stand, among the terms."""
        if self.marks is None:
            return np.searchsorted(self.terms, numbers).tolist()
        # To search among all terms touches a dozen pages of a mapped file; first among the marks, then in a page, one.
        starts = np.maximum(0, np.searchsorted(self.marks, numbers, side="right") - 1) * MARK_STEP
        return [
            start + int(np.searchsorted(self.terms[start : start + MARK_STEP], number))
            for start, number in zip(starts.tolist(), numbers, strict=True)
        ]


def term_number(term: str) -> int:
    """Return the number of a folded *term*."""
    if not is_joined(term):
        return word_number(term)
    return ord(term) if len(term) == 1 else ord(term[0]) << CODE_BITS | ord(term[1])


@lru_cache(maxsize=1 << 16)
def word_number(word: str) -> int:
    """Return the number of a *word* of a script with spaces."""
    return _WORD | int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big") >> 1


def merge(parts: Sequence[Postings], renumber: Sequence[Array]) -> Iterator[Postings]:
    """Yield *parts* as one, a range of terms at a time. Article n of part i becomes *renumber*[i][n]; -1 drops it."""
    articles = sum(int(np.count_nonzero(new >= 0)) for new in renumber)
    families = _all_families(parts)
    for low, high in pairwise(_bounds(parts)):
        columns = [_column(part, new, low, high) for part, new in zip(parts, renumber, strict=True)]
        terms, places = np.unique(np.concatenate([terms for terms, _, _ in columns]), return_inverse=True)
        ends = np.cumsum([len(terms) for terms, _, _ in columns])
        # A term's place and a posting make one number: numpy sorts plain numbers ten times as quickly as rows.
        packed = [
            np.repeat(place.astype(np.uint64), counts) << np.uint64(32) | postings
            for place, (_, counts, postings) in zip(np.split(places, ends[:-1]), columns, strict=True)
        ]
        words = {number: word for part in parts for number, word in part.words.items() if low <= number < high}
        yield replace(_unpack(np.sort(np.concatenate(packed)), terms, words, articles), families=families)


def concatenate(ranges: Iterable[Postings]) -> Postings:
    """Return as one what ``merge`` yields."""
    found = list(ranges)
    return Postings(
        np.concatenate([part.terms for part in found]),
        np.concatenate(([0], *(part.holding() for part in found))).cumsum(),
        np.concatenate([part.postings for part in found]),
        {number: word for part in found for number, word in part.words.items()},
        found[0].articles,
        families=found[0].families,
    )


def _all_families(parts: Sequence[Postings]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for part in parts:
        for word, of in part.families.items():
            known = found.get(word)
            found[word] = of if known is None or known == of else tuple(sorted({*known, *of}))
    return found


def _bounds(parts: Sequence[Postings]) -> list[int]:
    """Return terms between which lie about _MERGED_AT_ONCE postings, with the least and the greatest bound."""
    largest = max(parts, key=lambda part: len(part.postings))
    count = sum(len(part.postings) for part in parts) // _MERGED_AT_ONCE
    steps = (len(largest.postings) * step // (count + 1) for step in range(1, count + 1))
    inner = {int(largest.terms[np.searchsorted(largest.starts, step, side="right") - 1]) for step in steps}
    return [0, *sorted(inner), 1 << 64]


def _column(part: Postings, renumber: Array, low: int, high: int) -> tuple[Array, Array, Array]:
    """Return the terms of *part* in a range, how many of its articles hold each still, and the postings of these."""
    first = int(np.searchsorted(part.terms, np.uint64(low)))
    last = int(np.searchsorted(part.terms, np.uint64(high))) if high < 1 << 64 else len(part.terms)
    starts = part.starts[first : last + 1].astype(np.int64)
    found = part.postings[int(starts[0]) : int(starts[-1])]
    numbers = renumber[found >> VALUE_BITS]
    kept = numbers >= 0
    held = np.concatenate(([0], np.cumsum(kept)))
    values = found[kept] & np.uint32((1 << VALUE_BITS) - 1)
    postings = numbers[kept].astype(np.uint64) << np.uint64(VALUE_BITS) | values
    return part.terms[first:last], np.diff(held[starts - starts[0]]), postings


def _unpack(packed: Array, terms: Array, words: Mapping[int, str], articles: int) -> Postings:
    counts = np.bincount((packed >> np.uint64(32)).astype(np.int64), minlength=len(terms))
    kept = terms[counts > 0]
    starts = np.concatenate(([0], np.cumsum(counts[counts > 0])))
    left = {number: words[number] for number in kept[np.searchsorted(kept, np.uint64(_WORD)) :].tolist()}
    return Postings(kept, starts, packed.astype(np.uint32), left, articles)
