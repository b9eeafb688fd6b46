"""Which texts of an article are searched, and which words are marked in it. All faces use this."""

import hashlib

from webapp.core.article import Article
from webapp.core.html.markup import plain
from webapp.core.language.query import Query
from webapp.core.language.snippet import query_words

FORMAT = 7
"""Grows when ranking.py, text.py, invert.py or this file give other postings for the same article."""


def searched_text(article: Article) -> tuple[str, str]:
    """Return the title of *article*, and all else in which it is searched."""
    title, *others = searched_places(article)
    return title, "\n".join(others)


def searched_places(article: Article) -> tuple[str, ...]:
    """Return the title of *article*, its text, and what else is searched; no phrase stands across two of them."""
    return article.title, plain(article.body), *article.tags, article.author, article.source


def marked_words(article: Article, query: Query) -> list[str]:
    """Return what is marked in *article* if *query* found it."""
    # Most queries have nothing in quotes to look for in the text.
    return query_words(query, searched_places(article) if query.marked.needed else ())


def stamp(article: Article) -> str:
    """Return a short text that changes when the article has to be indexed again."""
    seen = (article.title, article.body, article.author, article.source, f"{FORMAT} {article.date}", *article.tags)
    return hashlib.blake2b("\0".join(seen).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
