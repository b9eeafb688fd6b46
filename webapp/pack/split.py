"""Divide a library into volumes, section by section."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from webapp.core.article import Article


def split(articles: Sequence[Article], weights: Mapping[str, int], pieces: int) -> list[list[Article]]:
    """Divide *articles*, sorted by section, into about this number of *pieces*, at least two.

    Sections stay whole, except where all articles are of one section. *weights* are by slug and above 0. There must be
    at least two articles.
    """
    sections = [list(group) for _, group in groupby(articles, key=lambda article: article.section)]
    groups = sections if len(sections) > 1 else [[article] for article in articles]
    most = sum(weights[article.slug] for article in articles) / pieces
    return list(_filled(groups, weights, most))


def _filled(groups: Sequence[list[Article]], weights: Mapping[str, int], most: float) -> Iterator[list[Article]]:
    piece: list[Article] = []
    weight = 0
    for group in groups:
        added = sum(weights[article.slug] for article in group)
        if piece and weight + added > most:
            yield piece
            piece, weight = [], 0
        piece += group
        weight += added
    yield piece
