"""The postings of a word: those of its families, with lower impacts where the word itself does not stand."""

from collections.abc import Sequence

import numpy as np

from webapp.core.language.families import INEXACT
from webapp.core.language.ranking import TITLE_IMPACT
from webapp.search.postings import IMPACT_BITS, IMPACT_MASK, VALUE_BITS, Array

_THIRDS_MASK = 7


def joined_lists(families: Sequence[Array], exact: Array | None) -> Array:
    """Return the postings of *families* as one list. *exact* are those of the word as written; None prefers none."""
    if len(families) == 1 and exact is None:
        return families[0]
    found = np.concatenate((*families, np.zeros(0, dtype=np.uint32))).astype(np.int64)
    numbers, places = np.unique(found >> VALUE_BITS, return_inverse=True)
    impacts, thirds = np.zeros((2, len(numbers)), dtype=np.int64)
    np.maximum.at(impacts, places, found & IMPACT_MASK)
    np.bitwise_or.at(thirds, places, found >> IMPACT_BITS & _THIRDS_MASK)
    if exact is not None:
        least = np.where(impacts >= TITLE_IMPACT, TITLE_IMPACT, 1)
        is_exact = np.isin(numbers, exact >> VALUE_BITS)
        impacts = np.where(is_exact, impacts, np.maximum(impacts - INEXACT, least))
    return (numbers << VALUE_BITS | thirds << IMPACT_BITS | impacts).astype(np.uint32)
