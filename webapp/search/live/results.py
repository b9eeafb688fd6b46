"""What a search gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One found article and its score, a whole number that only compares within one search.

    *is_partial* tells that it has not all of the query.
    """

    slug: str
    score: int
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """How many articles have all of a query, how many others only some, and those asked for, best first.

    *lacks_phrase* tells that no article has what is in quotes, so that all are of those that have some of its words.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    partial: int = 0
    lacks_phrase: bool = False


def lead(first: Results, wide: Results, limit: int, offset: int) -> Results:
    """Return the results *wide*, led by those hits that are also in *first*: *limit* after the first *offset*."""
    leading = () if first.lacks_phrase else first.hits
    hits: dict[str, Hit] = {}
    for hit in sorted((*leading, *wide.hits), key=lambda hit: hit.is_partial):
        hits.setdefault(hit.slug, hit)
    return Results(wide.total, tuple(hits.values())[offset : offset + limit], wide.partial)
