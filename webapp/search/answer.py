"""What a search shows of each article that it found."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.core.article import Article
from webapp.core.markup import plain
from webapp.core.snippet import query_words, snippet
from webapp.search.index import Results
from webapp.store.library import Snapshot


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """One found article, as ``shuwu search --json`` prints it. *url* is its address below that of the site."""

    id: str
    slug: str
    title: str
    section: str
    date: str | None
    url: str
    score: int
    snippet: str


def found_articles(results: Results, snapshot: Snapshot, marked: str) -> Iterator[FoundArticle]:
    """Yield the articles of *results*, best first, as *snapshot* has them, with snippets for the query *marked*."""
    words = query_words(marked)
    for hit in results.hits:
        article = snapshot.article(hit.slug)
        if article:
            yield _describe(article, hit.score, words)


def _describe(article: Article, score: int, words: list[str]) -> FoundArticle:
    return FoundArticle(
        id=article.id,
        slug=article.slug,
        title=article.title,
        section=article.section,
        date=article.date.isoformat() if article.date else None,
        url=f"{article.section}/{article.slug}.html",
        score=score,
        snippet="".join(text for text, _ in snippet(plain(article.body), words)),
    )
