"""Which texts of an article are searched, and which words are marked in it. All faces use this."""

import hashlib
from collections.abc import Iterable

from webapp.core.article import Article
from webapp.core.html.markup import plain
from webapp.core.language.query import Query
from webapp.core.language.snippet import query_words
from webapp.core.language.stems import analyzer_of, language
from webapp.core.language.text import CJK
from webapp.search.invert import Text

FORMAT = 7
"""Grows when ranking.py, text.py, invert.py or this file give other postings for the same article."""


def is_multilingual(articles: Iterable[Article]) -> bool:
    """Tell whether an index of *articles* has the words of any language, and not those of CJK alone."""
    return analyzer_of({article.lang for article in articles}) is not CJK


def searched_text(article: Article, multilingual: bool = False) -> Text:
    """Return the title of *article*, and all else in which it is searched, for an index that may be *multilingual*."""
    title, *others = searched_places(article)
    return Text(title, "\n".join(others), language(article.lang) if multilingual else "")


def searched_places(article: Article) -> tuple[str, ...]:
    """Return the title of *article*, its text, and what else is searched; no phrase stands across two of them."""
    return article.title, plain(article.body), *article.tags, article.author, article.source


def marked_words(article: Article, query: Query) -> list[str]:
    """Return what is marked in *article* if *query* found it."""
    # Most queries have nothing in quotes to look for in the text.
    return query_words(query, searched_places(article) if query.marked.needed else ())


def stamp(article: Article, multilingual: bool = False) -> str:
    """Return a short text that changes when the article has to be indexed again, in an index that is *multilingual*."""
    seen = [article.title, article.body, article.author, article.source, f"{FORMAT} {article.date}", *article.tags]
    if multilingual:
        seen.append(f"in words of {article.lang}")
    return hashlib.blake2b("\0".join(seen).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
