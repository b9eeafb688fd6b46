"""Read the frozen index as docs/shards.md describes it, to see that a release finds its own articles.

It ranks nothing: it follows a term to the articles that hold it, through the same files as a reader's browser.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from webapp.core.article import Article
from webapp.core.language.query import parse
from webapp.core.language.stems import analyzer_of
from webapp.core.language.text import are_neighbours, is_character
from webapp.search.frozen.bits import MOST_ONES
from webapp.search.frozen.character_ranks import PLACES, USUAL
from webapp.search.frozen.layout import BLOCK, SPLIT_SPAN, Layout
from webapp.search.frozen.word_items import ALONE, OF

TRIED_TITLES = 3
"""How many articles, evenly from the newest to the oldest, the check looks for by their titles."""

_TERMS = 3
_SEARCHES = 5
_SEARCHED = 4
"""How many characters of a title a reader types."""
_SHOWN = 3
"""Results that the page brings at once."""


def not_found_by_title(folder: Path, articles: Sequence[Article]) -> Iterator[Article]:
    """Look for some of *articles* by their titles in the index in *folder*, and yield those that are not found."""
    step = max(1, len(articles) // TRIED_TITLES)
    index, analyzer = FrozenIndex(folder), analyzer_of({article.lang for article in articles})
    for article in {article.slug: article for article in (*articles[:1], *articles[::step][:TRIED_TITLES])}.values():
        terms = parse(article.title, analyzer).terms
        telling = [term for term in terms if not is_character(term) and not are_neighbours(term)] or list(terms)
        try:
            if not all(article.slug in index.holders(term) for term in telling[:_TERMS]):
                yield article
        except (OSError, ValueError, LookupError, TypeError):  # a file is missing, cut off, or of another kind
            yield article


def trial_searches(folder: Path, articles: Sequence[Article]) -> Iterator[list[str]]:
    """Search for the beginnings of some titles, and yield the names of the files that each search fetches.

    These are the lists of all terms, of which only one is read here, and lines of what it finds.
    """
    analyzer = analyzer_of({article.lang for article in articles})
    for article in articles[:: max(1, len(articles) // _SEARCHES)][:_SEARCHES]:
        index = FrozenIndex(folder)
        terms = parse(article.title[:_SEARCHED], analyzer).terms
        if terms:
            list(islice(index.holders(max(terms, key=len)), _SHOWN))
        names = dict.fromkeys(name for term in terms for name in index.lists(term))
        yield [name for name in names | index.fetched if name != "state"]


class FrozenIndex:
    """The frozen index in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fetched: dict[str, None] = {}

    def holders(self, term: str) -> Iterator[str]:
        """Yield the slugs of the articles that hold *term*, those of the newest segment first.

        Raises OSError, ValueError, LookupError or TypeError if a file is not as it should be.
        """
        for segment in self._segments():
            gone = set(segment["gone"])
            yield from (self._slug(segment, number) for number in self._numbers(segment, term) if number not in gone)

    def lists(self, term: str) -> Iterator[str]:
        """Yield the names of the files that list who holds *term*, one of each segment."""
        return (self._list(segment, term) for segment in self._segments())

    def _segments(self) -> Iterator[dict[str, Any]]:
        return reversed(self._read("state")[0]["segments"])

    def _list(self, segment: dict[str, Any], term: str) -> str:
        bucket = Layout(segment["buckets"], _read_split(segment["split"])).bucket(term)
        return f"{segment['name']}/b{bucket}"

    def _numbers(self, segment: dict[str, Any], term: str) -> Iterator[int]:
        split = _read_split(segment["split"])
        groups, encoded, *words = self._read(self._list(segment, term))
        entries = _Entries(_Bits(encoded), segment["articles"])
        for first in groups:
            held = entries.group(first, is_whole=ord(first) not in split)
            if term in held:
                return self._all(segment, held[term])
        for word in " ".join(words[:1]).split():
            entry = entries.next(None)
            if word == term or word.startswith(term + OF) or word == ALONE + term[1:]:
                return self._all(segment, entry)
        return iter(())

    def _all(self, segment: dict[str, Any], entry: "_Entry") -> Iterator[int]:
        """Yield the articles of *entry*, which may be in blocks."""
        yield from entry.thirds
        for place in range(0, entry.holding if entry.block else 0, BLOCK):
            [encoded] = self._read(f"{segment['name']}/p{entry.block - 1 + place // BLOCK}")
            entries = _Entries(_Bits(encoded), segment["articles"])
            yield from entries.postings(min(BLOCK, entry.holding - place), None)

    def _slug(self, segment: dict[str, Any], number: int) -> str:
        if segment["buckets"] == 1:
            line = self._read(f"{segment['name']}/b0")[3 + number]
        else:
            line = self._read(f"{segment['name']}/r{number // segment['results']}")[number % segment["results"] * 2]
        return str(line).partition("\t")[0]

    def _read(self, name: str) -> list[Any]:
        self.fetched[name] = None
        text = (self._folder / f"{name}.js").read_text(encoding="utf-8")
        values: list[Any] = json.loads(f"[{text.removeprefix('shard(').removesuffix(')')}]")
        return values


class _Bits:
    """Codes, one after the other; webapp/search/frozen/bits.py writes them."""

    def __init__(self, encoded: str) -> None:
        content = base64.b64decode(encoded + "=" * (-len(encoded) % 4))
        self._digits = bin(int.from_bytes(b"\1" + content, "big"))[3:]
        self._at = 0

    def take(self, count: int) -> int:
        start, self._at = self._at, self._at + count
        return int(self._digits[start : self._at] or "0", 2)

    def gamma(self) -> int:
        zeros = self._digits.index("1", self._at) - self._at
        self._at += zeros
        return self.take(zeros + 1)

    def rice(self, low: int) -> int:
        end = self._digits.find("0", self._at, self._at + MOST_ONES)
        if end < 0:
            self._at += MOST_ONES
            high = MOST_ONES + self.gamma() - 1
        else:
            high, self._at = end - self._at, end + 1
        return high << low | self.take(low)

    def thirds(self) -> int:
        third = self.take(2)
        return 1 << third if third < 3 else self.take(3)


@dataclass(frozen=True)
class _Entry:
    """How many articles hold a term. *thirds* has these by number, unless they are in blocks, from *block* - 1 on."""

    holding: int
    thirds: dict[int, int]
    block: int = 0


class _Entries:
    """The entries of a bucket, in order. Its segment holds *articles*, a number."""

    def __init__(self, bits: _Bits, articles: int) -> None:
        self._bits = bits
        self._articles = articles

    def group(self, first: str, is_whole: bool) -> dict[str, _Entry]:
        """Return the entries of the group of *first*, by term."""
        count, place, entries = self._bits.gamma(), -1, {}
        low = _low_bits(PLACES, count)
        whole: dict[int, int] | None = {} if is_whole else None
        for _ in range(count):
            place += self._bits.rice(low) + 1
            if place == 0:
                entries[first] = self.next(whole, is_told_later=is_whole)
                whole = entries[first].thirds if is_whole and not entries[first].block else None
            else:
                second = USUAL[place - 1] if place <= len(USUAL) else chr(place)
                entries[first + second] = self.next(whole)
        for thirds in (whole or {}).values():
            if not thirds:
                self._bits.thirds()
        return entries

    def next(self, whole: dict[int, int] | None, is_told_later: bool = False) -> _Entry:
        """Return the next entry; *whole* is the list of its group's character, if that is whole."""
        holding = self._bits.gamma()
        if holding > BLOCK:
            return _Entry(holding, {}, self._bits.gamma())
        return _Entry(holding, self.postings(holding, whole, is_told_later))

    def postings(self, count: int, whole: dict[int, int] | None, is_told_later: bool = False) -> dict[int, int]:
        """Return the thirds of *count* articles by their numbers, and add them to *whole*."""
        owners, number, found = list(whole or ()), -1, {}
        low = _low_bits(len(owners) or self._articles, count)
        for _ in range(count):
            number += self._bits.rice(low) + 1
            self._bits.rice(0)  # the impact
            thirds = 0 if is_told_later else self._bits.thirds()
            article = owners[number] if owners else number
            if whole and article in whole:
                whole[article] |= thirds
            found[article] = thirds
        return found


def _low_bits(span: int, count: int) -> int:
    return max(0, (span * 69 // (count * 100)).bit_length() - 1)


@cache
def _read_split(encoded: str) -> dict[int, int]:
    bits, code, split = _Bits(encoded), -1, {}
    count = bits.gamma() - 1
    for _ in range(count):
        code += bits.rice(_low_bits(SPLIT_SPAN, count)) + 1
        split[code] = 1 << bits.gamma()
    return split
