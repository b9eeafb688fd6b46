"""How the frozen index spreads its terms over buckets.

Terms are kept in groups by their first character, because a query's characters and pairs share it: 乡 and 乡村 cost one
request. A group that is too large for a bucket is split by the rest of its terms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from webapp.search.frozen.bits import Codes, base64_text, bit_length, gamma, low_bits, pack, rice
from webapp.search.frozen.word_items import FNV_MASK, FNV_PRIME, FNV_START, placed, text_hash
from webapp.search.postings import CODE_BITS, Array, Postings

LARGEST_GROUP_BYTES = 2000
SMALL_LEXICON_BYTES = 1_000_000
LEAST_SHARE = 3
"""A larger group is split. In a large lexicon more groups are large, so that a search fetches several of them: the
limit falls with the root of the lexicon's size, at most to a third."""
SPLIT_SPAN = 16_384
"""Over about how many codes the first characters of split groups are spread."""
BLOCK = 1024
"""Lists of more articles stand in blocks of their own, not in a bucket."""


@dataclass(frozen=True)
class Terms:
    """The terms of a segment: characters, then pairs, then *words*.

    *firsts* are the codes of their first characters, *seconds* those of pairs' second ones; 0 for the others.
    """

    firsts: Array
    seconds: Array
    words: Sequence[str]

    @classmethod
    def of(cls, inverted: Postings) -> "Terms":
        """Return the terms of *inverted*."""
        words = [
            inverted.words[number] for number in inverted.terms[len(inverted.terms) - len(inverted.words) :].tolist()
        ]
        joined = inverted.terms[: len(inverted.terms) - len(words)].astype(np.int64)
        is_pair = joined >= 1 << CODE_BITS
        firsts = np.append(np.where(is_pair, joined >> CODE_BITS, joined), [ord(placed(word)[0]) for word in words])
        seconds = np.append(np.where(is_pair, joined & ((1 << CODE_BITS) - 1), 0), np.zeros(len(words), dtype=np.int64))
        return cls(firsts.astype(np.int64), seconds.astype(np.int64), words)

    def text(self, row: int) -> str:
        """Return the term in a *row*."""
        if self.is_word[row]:
            return self.word(row)
        return chr(self.firsts[row]) + (chr(self.seconds[row]) if self.seconds[row] else "")

    def word(self, row: int) -> str:
        """Return the word in a *row*."""
        return self.words[row - len(self.firsts)]

    @cached_property
    def is_word(self) -> Array:
        """Tell which are words."""
        return np.arange(len(self.firsts)) >= len(self.firsts) - len(self.words)

    @cached_property
    def is_character(self) -> Array:
        """Tell which are lone characters of a script without spaces."""
        return (self.seconds == 0) & ~self.is_word


@dataclass(frozen=True)
class Layout:
    """How a segment's terms are spread: the number of buckets, and the groups that are split into how many parts."""

    buckets: int
    parts: Mapping[int, int]

    @cached_property
    def split(self) -> str:
        """Which groups are split and into how many parts, as docs/shards.md describes it."""
        firsts = np.array(sorted(self.parts), dtype=np.int64)
        count = np.array([len(firsts)])
        gaps = rice(np.diff(firsts, prepend=-1) - 1, low_bits(np.array([SPLIT_SPAN]), np.maximum(1, count)))
        powers = gamma(bit_length(np.array([self.parts[first] for first in firsts.tolist()], dtype=np.int64)) - 1)
        sizes = np.concatenate((gamma(count + 1).sizes, np.column_stack((gaps.sizes, powers.sizes)).ravel()))
        bits = np.concatenate((gamma(count + 1).bits, np.column_stack((gaps.bits, powers.bits)).ravel()))
        return base64_text(pack(Codes(bits, sizes), np.cumsum(sizes) - sizes, int(sizes.sum())))

    def is_split(self, terms: Terms) -> Array:
        """Tell for each term whether its group is split."""
        return np.isin(terms.firsts, list(self.parts))

    def bucket(self, term: str) -> int:
        """Return the number of the bucket that holds *term*."""
        first, rest = (found := placed(term))[0], found[1:]
        part = text_hash(rest) % self.parts.get(ord(first), 1)
        return text_hash(f"{first}{part or ''}") % self.buckets

    def buckets_of(self, terms: Terms) -> Array:
        """Return for each term what ``bucket`` does, all at once."""
        known, places = np.unique(terms.firsts, return_inverse=True)
        parts = np.array([self.parts.get(first, 1) for first in known.tolist()], dtype=np.int64)[places]
        hashes = np.where(terms.seconds, (terms.seconds ^ FNV_START) * FNV_PRIME & FNV_MASK, FNV_START)
        shares, places = np.unique(terms.firsts << 32 | hashes % parts, return_inverse=True)
        names = (f"{chr(share >> 32)}{share & FNV_MASK or ''}" for share in shares.tolist())
        found = np.array([text_hash(name) % self.buckets for name in names], dtype=np.int64)[places]
        found[terms.is_word] = [self.bucket(word) for word in terms.words]
        return found


ONE_BUCKET = Layout(1, {})


def lexicon_bytes(inverted: Postings, articles: int) -> int:
    """Return about how many bytes all terms take, without what stands in blocks."""
    return int(_usual_bits(inverted.holding(), articles).sum()) // 8


def arrange(inverted: Postings, terms: Terms, articles: int, bucket_bytes: int) -> Layout:
    """Return a layout whose buckets hold about *bucket_bytes* each.

    A group that is split takes more bytes, so those that are a few times as large as a bucket are left whole.
    """
    firsts, places = np.unique(terms.firsts, return_inverse=True)
    sizes = np.bincount(places, weights=_usual_bits(inverted.holding(), articles)).astype(np.int64)
    bits = int(sizes.sum())
    share = min(LEAST_SHARE, max(1, bits / 8 / SMALL_LEXICON_BYTES) ** 0.5)
    largest_bits = int(LARGEST_GROUP_BYTES * 8 / share)
    parts = 1 << bit_length(sizes // largest_bits)
    is_large = sizes > largest_bits
    large = dict(zip(firsts[is_large].tolist(), parts[is_large].tolist(), strict=True))
    return Layout(max(2, round(bits / (bucket_bytes * 8))), large)


def _usual_bits(holding: Array, articles: int) -> Array:
    """Return about how many bits entries take: a place or a word, a count, gaps and values."""
    inline = 10 + 2 * bit_length(holding) + holding * (low_bits(np.full_like(holding, articles), holding) + 4)
    return np.where(holding > BLOCK, 48, inline)
