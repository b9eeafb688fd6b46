"""One segment of the live index as a file: its articles by number, and the postings of their terms."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from webapp.core.language.tokens import word_term
from webapp.disk.files import writing
from webapp.search.live.array_file import ArrayWriter, pack_texts, read_arrays, unpack_texts
from webapp.search.live.known_families import KnownFamilies
from webapp.search.postings import MARK_STEP, Array, Postings, merge, word_number


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What the index keeps of an article. *order* is its key among articles with equal scores."""

    slug: str
    stamp: str
    order: tuple[int, str]


SegmentPart = tuple[Sequence[StoredArticle | None], Postings]
"""Some articles and their postings; None stands for one that is deleted."""


class SegmentFile:
    """The segment in the file *path*; nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        self._arrays = read_arrays(path)
        self.count = len(self._arrays["seconds"])

    @cached_property
    def postings(self) -> Postings:
        """All terms of the segment; deleted articles are still among their postings."""
        words = unpack_texts(self._arrays["words"], self._arrays["words_ends"])
        terms, starts, postings, marks = (self._arrays[name] for name in ("terms", "starts", "postings", "marks"))
        return Postings(
            terms, starts, postings, {word_number(word): word for word in words}, self.count, marks, self._families()
        )

    @cached_property
    def families(self) -> KnownFamilies:
        """The words of the segment with their families, those of deleted articles too."""
        return KnownFamilies(self._families())

    def _families(self) -> dict[str, tuple[str, ...]]:
        rows = (
            unpack_texts(self._arrays["families"], self._arrays["families_ends"]) if "families" in self._arrays else []
        )
        return {word: tuple(of) for word, *of in map(str.split, rows)}

    def numbers(self, slugs: Collection[str]) -> list[int]:
        """Return the numbers of the articles whose slugs are among *slugs*."""
        keys = np.array([word_number(slug) for slug in slugs], dtype=np.uint64)
        found = np.flatnonzero(np.isin(self._arrays["keys"], keys)).tolist()
        return [number for number in found if self.article(number).slug in slugs]

    def article(self, number: int) -> StoredArticle:
        """Return the article *number*."""
        return self._articles(number, number + 1)[0]

    def articles(self) -> list[StoredArticle]:
        """Return all articles, by number."""
        return self._articles(0, self.count)

    def _articles(self, first: int, last: int) -> list[StoredArticle]:
        slugs, stamps = (self._texts(name, first, last) for name in ("slugs", "stamps"))
        seconds = self._arrays["seconds"][first:last].tolist()
        return [
            StoredArticle(slug, stamp, (when, slug)) for slug, stamp, when in zip(slugs, stamps, seconds, strict=True)
        ]

    def _texts(self, name: str, first: int, last: int) -> list[str]:
        ends = self._arrays[f"{name}_ends"][first:last]
        start = int(self._arrays[f"{name}_ends"][first - 1]) if first else 0
        return unpack_texts(self._arrays[name][start : int(ends[-1])], ends - np.uint64(start)) if len(ends) else []


def write_segment_file(path: Path, parts: Sequence[SegmentPart]) -> int:
    """Write the articles of *parts* as one segment, in the order of equals; return how many there are."""
    articles, renumber = _in_order([column for column, _ in parts])
    with writing(path) as file:
        writer = ArrayWriter(file)
        _write_postings(writer, merge([postings for _, postings in parts], renumber))
        _write_articles(writer, articles)
        writer.finish()
    return len(articles)


def _in_order(columns: Sequence[Sequence[StoredArticle | None]]) -> tuple[list[StoredArticle], list[Array]]:
    """Return all articles in their order, and for each column the new number of each, -1 for none."""
    found = sorted(
        (article.order, place, number, article)
        for place, column in enumerate(columns)
        for number, article in enumerate(column)
        if article is not None
    )
    renumber = [np.full(len(column), -1, dtype=np.int64) for column in columns]
    for new, (_, place, number, _) in enumerate(found):
        renumber[place][number] = new
    return [article for *_, article in found], renumber


def _write_postings(writer: ArrayWriter, ranges: Iterator[Postings]) -> None:
    terms, counts, words, families = [], [], list[str](), dict[str, tuple[str, ...]]()

    def keep_the_rest(found: Iterable[Postings]) -> Iterator[Array]:
        for part in found:
            terms.append(part.terms)
            counts.append(part.holding())
            words.extend(part.words.values())
            families.update(part.families)
            yield part.postings

    writer.add("postings", keep_the_rest(ranges), "<u4")
    writer.add("terms", terms, "<u8")
    writer.add("marks", [np.concatenate(terms)[::MARK_STEP]], "<u8")
    writer.add("starts", _starts(counts), "<u8")
    _write_texts(writer, "words", words)
    if families:
        held = set(words)
        rows = [" ".join((word, *of)) for word, of in sorted(families.items()) if word_term(word) in held]
        _write_texts(writer, "families", rows)


def _starts(counts: Iterable[Array]) -> Iterator[Array]:
    """Yield where the postings of each term begin, and where those of the last end; in pieces, to keep memory low."""
    last = np.zeros(1, dtype=np.int64)
    yield last
    for piece in counts:
        if len(piece):
            starts = last[-1] + np.cumsum(piece, dtype=np.int64)
            yield starts
            last = starts


def _write_articles(writer: ArrayWriter, articles: Sequence[StoredArticle]) -> None:
    _write_texts(writer, "slugs", [article.slug for article in articles])
    _write_texts(writer, "stamps", [article.stamp for article in articles])
    writer.add("keys", [np.array([word_number(article.slug) for article in articles], dtype=np.uint64)], "<u8")
    writer.add("seconds", [np.array([article.order[0] for article in articles], dtype=np.int64)], "<i8")


def _write_texts(writer: ArrayWriter, name: str, texts: Sequence[str]) -> None:
    content, ends = pack_texts(texts)
    writer.add(name, [content], "<u1")
    writer.add(f"{name}_ends", [ends], "<u8")
