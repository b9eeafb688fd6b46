"""Where a character stands among all: the usual ones first, so that what names it is short."""

import numpy as np

from webapp.search.postings import CODE_BITS, Array

USUAL = bytes(code for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for code in (row, cell)).decode("gb18030")
"""The Chinese characters of GB 2312 in its order: every browser has this table too."""
PLACES = 4096
"""Over about how many places the characters of a library are spread."""

_PLACES = np.arange(1 << CODE_BITS, dtype=np.int64)
_PLACES[list(map(ord, USUAL))] = range(1, len(USUAL) + 1)


def character_ranks(codes: Array) -> Array:
    """Return the places of characters with these *codes*: from 1 on for the usual ones, the code itself for others."""
    return _PLACES[codes]
