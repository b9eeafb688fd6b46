"""Lists of articles for pages, cut into pages that are numbered from the oldest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort

from webapp.core.article import Article, Section
from webapp.core.html.markup import plain
from webapp.core.language.query import NO_QUERY, Query
from webapp.core.language.snippet import mark_spans, snippet
from webapp.search.document import marked_words
from webapp.web.site.answers import PartItems
from webapp.web.site.article_html import cut_at_spans
from webapp.web.site.pictures import ShownPicture, saves_data, show_picture
from webapp.web.site.site import ask

Pieces = list[tuple[str, bool]]
"""A text in pieces, each with True if it is marked."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article in a list, found by *query*; *title* and *summary* mark the matches, or are empty."""

    article: Article
    section: Section
    title: Pieces
    summary: Pieces
    cover: ShownPicture | None
    is_pinned: bool = False
    query: Query = NO_QUERY


@dataclass(frozen=True, slots=True)
class SectionSize:
    """A section and the number of its articles."""

    section: Section
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. The front page has no *number*; *newer* is None on it and on the page after it."""

    entries: list[ListedArticle]
    front_endpoint: str
    page_endpoint: str
    values: dict[str, str] = field(default_factory=dict)
    number: int | None = None
    newer: int | None = None
    older: int | None = None


@dataclass(frozen=True, slots=True)
class ListPart:
    """One page of a list with its own order: its *number* of *count* pages; the first has no number."""

    items: Sequence[Any]
    number: int
    count: int
    front_endpoint: str
    values: dict[str, str]

    @property
    def part_endpoint(self) -> str:
        """The endpoint of the numbered pages."""
        return f"{self.front_endpoint}_part"


FIRST_NUMBERED = 2


def list_part(found: PartItems | None, number: int | None, endpoint: str, **values: str) -> ListPart:
    """Return *found* as page *number* of the list at *endpoint*, None for the first; abort if it does not exist."""
    if found is None or (number is not None and number < FIRST_NUMBERED):
        abort(404)
    return ListPart(found.items, number or 1, found.pages, endpoint, values)


def list_page(kind: str, number: int | None, endpoint: str, pinned: Collection[Article] = (), **values: str) -> Listing:
    """Return page *number* of a list, or the front page, which begins with *pinned*; abort if there is none.

    *kind* is ``section`` or ``tag``, with its slug in *values*, or ``all``. *endpoint* is that of the front page; the
    endpoint of numbered pages ends in ``_page``.
    """
    page = ask().list_page(kind, values.get(kind, ""), number, ask().settings.page_size) or abort(404)
    leading = pinned if number is None else ()
    others = [article for article in page.articles if article not in leading]
    shown = [*entries(leading, is_pinned=True), *entries(others)]
    return Listing(shown, endpoint, f"{endpoint}_page", values, number, page.newer, page.older)


def entries(articles: Iterable[Article], query: Query = NO_QUERY, is_pinned: bool = False) -> list[ListedArticle]:
    """Return *articles* as entries of a list; with a *query*, its matches are marked."""
    sections = {section.slug: section for section in ask().sections()}
    return [_entry(article, sections[article.section], query, is_pinned) for article in articles]


def count_sections() -> list[SectionSize]:
    """Return the sections of the library, each with the number of its articles."""
    return list(map(SectionSize, ask().sections(), ask().section_sizes()))


def _entry(article: Article, section: Section, query: Query, is_pinned: bool) -> ListedArticle:
    words = marked_words(article, query)
    return ListedArticle(
        article,
        section,
        title=cut_at_spans(article.title, mark_spans(article.title, words)) if query else [],
        summary=_summary(article, words) if query else [],
        cover=_cover(article),
        is_pinned=is_pinned,
        query=query,
    )


def _summary(article: Article, words: Collection[str]) -> Pieces:
    if words:
        return snippet(plain(article.body), words)
    return [(article.summary, False)] if article.summary else []


def _cover(article: Article) -> ShownPicture | None:
    cover = show_picture(article.slug, article.cover) if article.cover and not saves_data() else None
    return cover if cover and cover.fallback else None
