"""What of an article is searched; the live index and the frozen shards both take it from here."""

import hashlib

from webapp.core import ranking
from webapp.core.article import Article
from webapp.core.markup import plain

FORMAT = 1
"""Grows when ranking.py, text.py or this file give other terms or impacts for the same article."""


def impacts(article: Article) -> dict[str, int]:
    """Return the terms under which *article* is found, each with its impact."""
    text = "\n".join((plain(article.body), *article.tags, article.author, article.source))
    return ranking.impacts(article.title, text)


def stamp(article: Article) -> str:
    """Return a short text that changes when the article has to be indexed again."""
    seen = (FORMAT, article.title, article.body, article.tags, article.author, article.source, article.date)
    return hashlib.blake2b(repr(seen).encode(), digest_size=9).hexdigest()
