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
