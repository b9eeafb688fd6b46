"""How an article stands in the Whoosh index."""

from typing import Any

from whoosh.analysis import IDTokenizer
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence

TERMS = "terms"


class Searched(FieldType):  # type: ignore[misc]  # Whoosh is untyped
    """A field that the codec takes whole, a title and a text, and makes terms of."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=IDTokenizer(), stored=True)

    def index(self, value: Any, **kwargs: Any) -> list[Any]:
        """Return no posting: Whoosh would take them one by one."""
        return []


def schema() -> Schema:
    """Return the schema of the live index.

    *stamp* tells whether an article changed; *order* is its key among articles with equal scores.
    """
    return Schema(slug=STORED, stamp=STORED, order=STORED, terms=Searched())
