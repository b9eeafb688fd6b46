"""What a search shows of each article that it found."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.core.article import Article
from webapp.core.html.markup import plain
from webapp.core.language.query import Query
from webapp.core.language.snippet import snippet
from webapp.search.document import marked_words
from webapp.search.live.results import Hit, Results
from webapp.store.library import Snapshot


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """One found article, as ``shuwu search --json`` prints it. *url* is its address below that of the site.

    *partial* tells that it has not all of the query.
    """

    id: str
    slug: str
    title: str
    section: str
    date: str | None
    url: str
    score: int
    snippet: str
    partial: bool


def found_articles(results: Results, snapshot: Snapshot, query: Query) -> Iterator[FoundArticle]:
    """Yield the articles of *results*, best first, as *snapshot* has them, with snippets for *query*."""
    for hit in results.hits:
        article = snapshot.article(hit.slug)
        if article:
            yield _describe(article, hit, marked_words(article, query))


def _describe(article: Article, hit: Hit, words: list[str]) -> FoundArticle:
    return FoundArticle(
        id=article.id,
        slug=article.slug,
        title=article.title,
        section=article.section,
        date=article.date.isoformat() if article.date else None,
        url=f"{article.section}/{article.slug}.html",
        score=hit.score,
        snippet="".join(text for text, _ in snippet(plain(article.body), words)),
        partial=hit.is_partial,
    )
