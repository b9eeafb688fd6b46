"""The search page of the live site."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blinker import Namespace
from flask import Blueprint, render_template, request

from webapp.core.language.query import NO_QUERY, Query
from webapp.search.live.live_search import IndexNotReady
from webapp.search.live.results import Results
from webapp.web.site.listing import ListedArticle, entries
from webapp.web.site.site import ask, current_snapshot, the_site

MAX_QUERY_CHARS = 200

SEARCH_TAGS = 60
"""How many tags the page offers to a reader without a query."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of *results*: articles that have the whole query, and behind them those that have not."""

    results: Results
    entries: list[ListedArticle]
    partial_entries: list[ListedArticle]


NotReady = tuple[str, int, dict[str, str]]
"""A page that says when to ask again, its status and its headers."""

blueprint = Blueprint("search", __name__)

searched = Namespace().signal("searched", "A reader has searched: *query*, and *was_found* tells whether all of it.")


@blueprint.get("/search/")
def search() -> str | NotReady:
    """Show the articles that answer ``?q=``, or what can be read without a query."""
    query, was_cut = asked_query(request.args)
    size = ask().settings.page_size
    number = max(1, request.args.get("page", 1, type=int))
    try:
        found = _find(query, size, number)
    except IndexNotReady:
        return _not_ready(query)
    page_count = -(-(found.results.total + found.results.partial) // size)
    if number > page_count > 0:
        number = page_count
        found = _find(query, size, number)
    return render_template(
        "search.html",
        query=query,
        was_cut=was_cut,
        limit=MAX_QUERY_CHARS,
        total=found.results.total,
        partial=found.results.partial,
        lacks_phrase=found.results.lacks_phrase,
        number=number,
        page_count=page_count,
        entries=found.entries,
        partial_entries=found.partial_entries,
        meant=_find_meant(query),
        **_offered_tags(),
    )


def _not_ready(query: Query) -> NotReady:
    """Say that the index is being made, and show what can be read meanwhile."""
    page = render_template("search.html", query=query, not_ready=True, **_offered_tags())
    return page, 503, {"Retry-After": "10"}


def _offered_tags() -> dict[str, Any]:
    """Return what the page shows of the tags: some, and whether there are others."""
    tags = ask().most_used_tags(SEARCH_TAGS + 1)
    return {"tags": tags[:SEARCH_TAGS], "has_more_tags": len(tags) > SEARCH_TAGS}


def asked_query(arguments: Mapping[str, str]) -> tuple[Query, bool]:
    """Return the query among a request's *arguments*, with single spaces, and whether it had to be cut."""
    typed = " ".join(arguments.get("q", "").split())
    query = NO_QUERY
    if typed:
        query = the_site().search.read(current_snapshot(), typed[:MAX_QUERY_CHARS].rstrip())
    return query, len(typed) > MAX_QUERY_CHARS


def _find_meant(query: Query) -> list[str]:
    """Return the queries that *query* may stand for."""
    snapshot = current_snapshot()
    if not query:
        the_site().search.words(snapshot, timeout_seconds=0)  # they are made ready while the reader types
        return []
    return the_site().search.meant(snapshot, query)


def _find(query: Query, size: int, number: int) -> Found:
    """Return what answers *query*, and page *number* of it."""
    if not query:
        return Found(Results(0), [], [])
    snapshot = current_snapshot()
    results = the_site().search.find(snapshot, query, size, size * (number - 1))
    if number == 1:
        searched.send(the_site(), query=query, was_found=results.total > 0)
    # While the index was read, another request may have brought it up to a newer library.
    found = [(article, hit) for hit in results.hits if (article := snapshot.article(hit.slug))]
    whole, partial = (
        [article for article, hit in found if hit.is_partial == is_partial] for is_partial in (False, True)
    )
    return Found(results, entries(whole, query), entries(partial, query))
