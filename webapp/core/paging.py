"""Cut a list into pages that are counted from the oldest item, so that a new one leaves old pages as they were.

Page 1 holds the oldest items. Pages are numbered only once they are full for good; what is newer stands on the front
page, which has no number and holds between one and two pages' worth (all items while there are fewer). Counted from
the newest, as usual, one new article would change every page of the list. Lists are newest first.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def page_count(item_count: int, size: int) -> int:
    """Return how many numbered pages of *size* items there are beside the front page."""
    return max(0, item_count // size - 1)


def front_page(items: Sequence[Item], size: int) -> Sequence[Item]:
    """Return the items of the front page: those that stand on no numbered page."""
    return items[: len(items) - size * page_count(len(items), size)]


def numbered_page(items: Sequence[Item], number: int, size: int) -> Sequence[Item]:
    """Return the items of page *number*, which counts from 1; none if there is no such page."""
    if not 1 <= number <= page_count(len(items), size):
        return items[:0]
    end = len(items) - size * (number - 1)
    return items[end - size : end]


def parts(items: Sequence[Item], most: int, weight: Callable[[Item], int] = lambda item: 1) -> list[Sequence[Item]]:
    """Cut a list that is in an order of its own into parts of *most* items, or of about that *weight* in all."""
    cuts, total = [0], 0
    for place, item in enumerate(items):
        if total and total + weight(item) > most:
            cuts.append(place)
            total = 0
        total += weight(item)
    return [items[start:end] for start, end in zip(cuts, [*cuts[1:], len(items)], strict=True)]
