"""Lists of articles as pages show them, cut into pages that are counted from the oldest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from flask import abort

from webapp.core.article import Article, Section
from webapp.core.markup import plain
from webapp.core.paging import front_page, numbered_page, page_count
from webapp.core.snippet import mark_spans, query_words, snippet
from webapp.web.pictures import ShownPicture, show_picture
from webapp.web.reading import cut_at_spans
from webapp.web.site import current_snapshot, the_site

Pieces = list[tuple[str, bool]]
"""A text in pieces; True stands beside those that are marked."""

# A list shows a line or two, so the rest of a long article need not be freed of its markup.
_SUMMARY_SOURCE_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in a list. *query* is what it was found by."""

    article: Article
    section: Section
    title: Pieces
    summary: Pieces
    cover: ShownPicture | None
    is_pinned: bool = False
    query: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section and the number of its articles."""

    section: Section
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. The front page has no *number*; *newer* is None on it and on the page after it."""

    entries: list[Entry]
    front_endpoint: str
    page_endpoint: str
    values: dict[str, str] = field(default_factory=dict)
    number: int | None = None
    newer: int | None = None
    older: int | None = None


def list_page(
    articles: Sequence[Article], number: int | None, endpoint: str, pinned: Sequence[Article] = (), **values: str
) -> Listing:
    """Return page *number* of *articles*, or the front page, which *pinned* ones lead; abort if there is none.

    *endpoint* is the front page's; with ``_page`` behind it, that of the numbered ones.
    """
    size = the_site().settings.page_size
    last = page_count(len(articles), size)
    if number is None:
        others = [article for article in front_page(articles, size) if article not in pinned]
        shown = [*entries(pinned, is_pinned=True), *entries(others)]
        return Listing(shown, endpoint, f"{endpoint}_page", values, older=last or None)
    if not 1 <= number <= last:
        abort(404)
    newer = number + 1 if number < last else None
    shown = entries(numbered_page(articles, number, size))
    return Listing(shown, endpoint, f"{endpoint}_page", values, number, newer, number - 1 or None)


def entries(articles: Iterable[Article], query: str = "", is_pinned: bool = False) -> list[Entry]:
    """Return *articles* as entries of a list; with a *query*, what answers it is marked in them."""
    sections = {section.slug: section for section in current_snapshot().sections}
    words = query_words(query)
    return [
        Entry(
            article,
            sections[article.section],
            cut_at_spans(article.title, mark_spans(article.title, words)),
            _summary(article, words),
            _cover(article),
            is_pinned,
            query,
        )
        for article in articles
    ]


def shelves() -> list[Shelf]:
    """Return the sections of the library, each with the number of its articles."""
    snapshot = current_snapshot()
    return [Shelf(section, len(snapshot.in_section(section.slug))) for section in snapshot.sections]


def _summary(article: Article, words: Collection[str]) -> Pieces:
    if words:
        return snippet(plain(article.body), words)
    return snippet(article.description or plain(article.body[:_SUMMARY_SOURCE_CHARS]), words)


def _cover(article: Article) -> ShownPicture | None:
    cover = show_picture(article, article.cover) if article.cover else None
    return cover if cover and cover.fallback else None
