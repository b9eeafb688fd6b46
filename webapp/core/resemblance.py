"""Tell how alike two texts are, from a few numbers of each.

A sketch holds the smallest hashes of a text's runs of characters. Of the smallest in two sketches together, the share
that is in both estimates which share of all runs the texts have in common. Source: Broder, On the resemblance and
containment of documents (1997).
"""

import heapq
import re
import zlib
from collections.abc import Sequence

from webapp.core.language.text import fold

_RUN_LENGTH = 4
_KEPT = 64
_NO_WORD = re.compile(r"[\W_]+")


def sketch(text: str) -> tuple[int, ...]:
    """Return the sketch of *text*, in rising order; signs, blanks, case and script do not count."""
    bare = _NO_WORD.sub("", fold(text))
    runs = {bare[place : place + _RUN_LENGTH] for place in range(len(bare) - _RUN_LENGTH + 1)}
    return tuple(heapq.nsmallest(_KEPT, {zlib.crc32(run.encode("utf-8", "replace")) for run in runs}))


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return how alike the texts of two sketches are, from 0 to 1."""
    smallest = heapq.nsmallest(_KEPT, {*one, *other})
    shared = {*one} & {*other}
    return sum(number in shared for number in smallest) / len(smallest) if smallest else 0.0
