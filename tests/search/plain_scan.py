"""The ranking in its plainest form: look at every article. What every index is held against."""

from collections.abc import Sequence

from webapp.core.article import Article, reading_order
from webapp.core.ranking import weights
from webapp.core.text import terms
from webapp.search.document import impacts


def scan(articles: Sequence[Article], query: str) -> list[tuple[str, int]]:
    """Return the slug and the score of every article that answers *query*, best first."""
    held = {article.slug: impacts(article) for article in articles}
    asked = set(terms(query))
    holding = {term: sum(term in found for found in held.values()) for term in asked}
    weighed = weights(asked, len(articles), holding)
    scores = {slug: sum(w * found.get(term, 0) for term, w in weighed.items()) for slug, found in held.items()}
    answering = [article for article in articles if scores[article.slug]]
    answering.sort(key=lambda article: (-scores[article.slug], reading_order(article)))
    return [(article.slug, scores[article.slug]) for article in answering]
