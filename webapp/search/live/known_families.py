"""The words of a segment of the live index with their families, ready to be looked up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from webapp.core.language.families import key
from webapp.core.language.tokens import loose


class KnownFamilies:
    """*families* are those of each word."""

    def __init__(self, families: Mapping[str, tuple[str, ...]]) -> None:
        self._near: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        for word, of in families.items():
            self._near[key(loose(word))].append((word, of))
            for family in of:
                self._words[family].append(word)

    def near(self, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the words with the same key as *word*, each with its families."""
        yield from self._near.get(key(loose(word)), ())

    def words_of(self, family: str) -> Iterator[str]:
        """Yield the words of *family*."""
        yield from self._words.get(family, ())
