"""When segments are written anew: one rule for the live index and the frozen one, so that neither has many.

What is new is written as one more segment; it takes in the one before it while that holds fewer than GROWTH times as
many articles, so the number of segments grows with the logarithm of the library. A segment of which more than one
article in GONE_SHARE is gone is written again too.
"""

from collections.abc import Sequence

GROWTH = 4
GONE_SHARE = 16
GONE_LEAST = 8


def taken_in(live: Sequence[int], fresh: int) -> int:
    """Return how many of the last segments a new one of *fresh* articles takes in; *live* is how many each holds."""
    count = 0
    while fresh and count < len(live) and live[-1 - count] < GROWTH * fresh:
        count += 1
        fresh += live[-count]
    return count


def is_worn(gone: int, articles: int) -> bool:
    """Tell whether a segment is written again: it was written with *articles*, of which *gone* are gone."""
    return gone > max(GONE_LEAST, articles // GONE_SHARE)
