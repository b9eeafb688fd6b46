"""How articles stand in the Whoosh index: an id to replace them by, and their terms with impacts."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import IDTokenizer
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence


class Impacts(FieldType):  # type: ignore[misc]  # Whoosh is untyped
    """A field whose value is a ``{term: impact}``; Whoosh keeps the impact as the posting's weight."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=IDTokenizer())

    def index(self, value: dict[str, int], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield Whoosh's (term, frequency, weight, value) for each term."""
        for term, impact in value.items():
            yield term.encode(), 1, float(impact), b""


def schema() -> Schema:
    """Return the schema of the live index.

    *stamp* tells whether an article changed; *order* is its key among articles with equal scores.
    """
    return Schema(slug=ID(unique=True, stored=True), terms=Impacts(), stamp=STORED, order=STORED)
