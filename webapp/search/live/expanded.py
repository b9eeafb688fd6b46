"""Search what a reader typed, and behind it what means the same."""

from collections.abc import Iterable

from webapp.core.language.synonyms import SynonymGroup, expand
from webapp.search.live.index import SearchIndex
from webapp.search.live.results import Hit, Results


def search_expanded(
    index: SearchIndex, query: str, groups: Iterable[SynonymGroup], limit: int = 10, offset: int = 0
) -> Results:
    """Return what *index* finds for *query*; if a word of it has synonyms, articles with that word come first.

    An article that has what means the same has the word.
    """
    widened = expand(query, groups)
    if widened is None:
        return index.search(query, limit, offset)
    wide = index.answer(widened.wide, limit + offset)
    first = index.answer(widened.typed, limit + offset)
    typed = () if first.lacks_phrase else first.hits
    hits: dict[str, Hit] = {}
    for hit in sorted((*typed, *wide.hits), key=lambda hit: hit.is_partial):
        hits.setdefault(hit.slug, hit)
    return Results(wide.total, tuple(hits.values())[offset : offset + limit], wide.partial)
