"""Write whole numbers as few bits, many at a time: Elias gamma and Rice codes, carried as base64.

Both codes are described in Witten, Moffat and Bell, Managing Gigabytes (1999), section 3.3.
static/js/searching/shards.js reads them back.
"""

import base64
from typing import NamedTuple

import numpy as np

from webapp.search.postings import Array

MOST_ONES = 20
"""A Rice code whose first part would be longer goes on as a gamma code."""


class Codes(NamedTuple):
    """Codes, each *bits* (uint64) in its low *sizes* (int64) bits."""

    bits: Array
    sizes: Array


def gamma(numbers: Array) -> Codes:
    """Return the codes of *numbers*, at least 1: small ones take the fewest bits."""
    return Codes(numbers.astype(np.uint64), 2 * bit_length(numbers) - 1)


def rice(numbers: Array, low: Array | int) -> Codes:
    """Return the codes of *numbers*, at least 0: best when they are usually near ``2 ** low``."""
    low = np.broadcast_to(np.asarray(low, dtype=np.int64), numbers.shape)
    high = numbers >> low
    is_long = high >= MOST_ONES
    rest = gamma(np.where(is_long, high - MOST_ONES + 1, 1))
    ones = np.minimum(high, MOST_ONES)
    head = (np.uint64(1) << ones.astype(np.uint64)) - np.uint64(1)
    tail = Codes(np.where(is_long, rest.bits, 0).astype(np.uint64), np.where(is_long, rest.sizes, 1))
    lowest = (numbers & ((1 << low) - 1)).astype(np.uint64)
    return Codes(_joined(head, tail, lowest, low.astype(np.uint64)), ones + tail.sizes + low)


def low_bits(span: Array, count: Array) -> Array:
    """Return the Rice parameter for *count* different numbers below *span*.

    About log2 of 0.69 times the usual gap, the best choice for numbers spread at random.
    """
    return np.maximum(0, bit_length(span * 69 // (count * 100)) - 1)


def bit_length(numbers: Array) -> Array:
    """Return how many binary digits each of *numbers* has; 0 has none."""
    return np.frexp(numbers.astype(np.float64))[1].astype(np.int64)


def pack(codes: Codes, places: Array, size: int) -> bytes:
    """Return *size* bits as bytes, the first bit highest, with each of *codes* at its place; no two may overlap."""
    words = np.zeros(size // 64 + 2, dtype=np.uint64)
    word = places >> 6
    free = 64 - (places & 63) - codes.sizes
    np.add.at(words, word, _shifted(codes.bits, free))
    over = np.flatnonzero(free < 0)
    np.add.at(words, word[over] + 1, codes.bits[over] << (64 + free[over]).astype(np.uint64))
    return words.astype(">u8").tobytes()[: -(-size // 8)]


def base64_text(content: bytes) -> str:
    """Return *content* as base64 without padding."""
    return base64.b64encode(content).decode().rstrip("=")


def _joined(head: Array, tail: Codes, lowest: Array, low: Array) -> Array:
    return ((head << tail.sizes.astype(np.uint64) | tail.bits) << low) | lowest


def _shifted(bits: Array, by: Array) -> Array:
    left = np.clip(by, 0, 63).astype(np.uint64)
    return np.where(by >= 0, bits << left, bits >> np.clip(-by, 0, 63).astype(np.uint64))
