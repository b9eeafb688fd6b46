"""Invert articles as they come, some at a time: so neither all texts nor all their terms are in memory at once."""

from collections.abc import Iterable

import numpy as np

from webapp.search.invert import Text, invert
from webapp.search.postings import Postings, concatenate, merge

_MOST_ARTICLES = 10_000
_MOST_CHARACTERS = 100_000
"""How much is inverted at once: more takes more memory, less takes more time."""


class Batches:
    """Takes texts one by one. *count* is how many came."""

    def __init__(self) -> None:
        self.count = 0
        self._parts: list[Postings] = []
        self._texts: list[Text] = []
        self._characters = 0

    def add(self, text: Text) -> None:
        """Take one more article's *text*."""
        self.count += 1
        self._texts.append(text)
        self._characters += len(text.title) + len(text.text)
        if self._characters >= _MOST_CHARACTERS or len(self._texts) == _MOST_ARTICLES:
            self._turn()

    def parts(self) -> list[Postings]:
        """Return the postings of all that came: those of the first texts, numbered from 0, then those of the next."""
        if self._texts:
            self._turn()
        return self._parts

    def _turn(self) -> None:
        self._parts.append(invert(self._texts))
        self._texts, self._characters = [], 0


def invert_all(texts: Iterable[Text]) -> Postings:
    """Return the postings of *texts*, numbered from 0."""
    batches = Batches()
    for text in texts:
        batches.add(text)
    parts = batches.parts() or [invert([])]
    ends = np.cumsum([part.articles for part in parts])
    return concatenate(
        merge(parts, [np.arange(end - part.articles, end) for part, end in zip(parts, ends, strict=True)])
    )
