"""How the frozen index spreads its terms over buckets, and writes one bucket.

Terms are kept in groups by their first character, because a query's characters and pairs share it: 乡 and 乡村 cost one
request. A group that is too large for a bucket is split by the rest of its terms.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.core.text import is_character, is_joined
from webapp.search.bits import BitWriter, low_bits
from webapp.search.postings import BLOCK, Posting, cut, write_postings

HAN = (0x4E00, 0xA000)
OTHERS = 0x2200
"""Added to a character outside HAN, so that the many are numbered from 1 and the few come after them."""

Postings = Mapping[str, Sequence[Posting]]
"""For each term the articles that hold it, by number."""

Ranks = tuple[Sequence[int], Sequence[int]]
"""All impacts with the usual ones first: of words and pairs, then of characters."""


@dataclass(frozen=True)
class Layout:
    """How a segment's terms are spread: the number of buckets, and the groups that are split into how many parts."""

    buckets: int
    parts: Mapping[str, int]

    def bucket(self, term: str) -> int:
        """Return the number of the bucket that holds *term*."""
        first, rest = term[0], term[1:]
        part = text_hash(rest) % self.parts.get(first, 1)
        return text_hash(f"{first}{part or ''}") % self.buckets


def text_hash(text: str) -> int:
    """Return the 32-bit FNV-1a hash of the code points of *text*."""
    value = 0x811C9DC5
    for character in text:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return value


def place(term: str) -> int:
    """Return where *term* stands in its group: 0 for the lone character, else by its second character."""
    if is_character(term):
        return 0
    code = ord(term[1])
    first, end = HAN
    return code - first + 1 if first <= code < end else code + OTHERS


class BucketWriter:
    """Writes the buckets of one segment of *articles*; *ranks* are the impacts of words and those of characters.

    *blocks* are the pieces of the lists that are too long for a bucket, in the order in which they were met.
    """

    def __init__(self, articles: int, ranks: Ranks) -> None:
        self._articles = articles
        self._ranks = ranks
        self.blocks: list[str] = []

    def bucket(self, postings: Postings) -> tuple[str, ...]:
        """Return one bucket: its groups' first characters, the bits, and its words if any, with blanks between."""
        groups: dict[str, dict[str, Sequence[Posting]]] = {}
        words = {}
        for term, found in sorted(postings.items()):
            if is_joined(term):
                groups.setdefault(term[0], {})[term] = found
            else:
                words[term] = found
        bits = BitWriter()
        for group in groups.values():
            self._write_group(bits, group)
        for word, found in words.items():
            self._write_entry(bits, word, found)
        return ("".join(groups), bits.base64(), *([" ".join(words)] if words else []))

    def _write_group(self, bits: BitWriter, group: Postings) -> None:
        bits.gamma(len(group))
        gap_bits = low_bits(HAN[1] - HAN[0], len(group))
        last = -1
        for term in sorted(group, key=place):
            bits.rice(place(term) - last - 1, gap_bits)
            last = place(term)
            self._write_entry(bits, term, group[term])

    def _write_entry(self, bits: BitWriter, term: str, postings: Sequence[Posting]) -> None:
        ranks = self._ranks[is_character(term)]
        bits.gamma(len(postings))
        if len(postings) <= BLOCK:
            write_postings(bits, postings, self._articles, ranks)
            return
        bits.gamma(len(self.blocks) + 1)
        for block in cut(postings):
            piece = BitWriter()
            write_postings(piece, block, self._articles, ranks)
            self.blocks.append(piece.base64())


def arrange(postings: Postings, articles: int, bucket_bytes: int) -> Layout:
    """Return a layout whose buckets hold about *bucket_bytes* each."""
    sizes: Counter[str] = Counter()
    for term, found in postings.items():
        sizes[term[0]] += _usual_bits(len(found), articles)
    bucket_bits = bucket_bytes * 8
    parts = {first: 1 << (size // bucket_bits).bit_length() for first, size in sizes.items() if size > bucket_bits}
    return Layout(max(1, round(sizes.total() / bucket_bits)), parts)


def _usual_bits(holding: int, articles: int) -> int:
    """Return about how many bits an entry takes: a place or a word, its count, its gaps and impacts."""
    if holding > BLOCK:
        return 48
    return 10 + 2 * holding.bit_length() + holding * (low_bits(articles, holding) + 4)
