"""Search what a reader typed, and behind it what means the same."""

from collections.abc import Iterable

from webapp.core.synonyms import Group, widen
from webapp.search.index import Results, SearchIndex


def search_wide(index: SearchIndex, query: str, groups: Iterable[Group], limit: int = 10, offset: int = 0) -> Results:
    """Return what *index* finds for *query*; if a word of it has synonyms, articles with that word come first."""
    widened = widen(query, groups)
    if widened is None:
        return index.search(query, limit, offset)
    wide = index.search(widened.wide, limit + offset)
    is_held = len(index.held(widened.needed)) == len(set(widened.needed))
    first = index.search(widened.typed, limit + offset).hits if is_held else ()
    slugs = {hit.slug for hit in first}
    hits = (*first, *(hit for hit in wide.hits if hit.slug not in slugs))
    return Results(wide.total, hits[offset : offset + limit])
