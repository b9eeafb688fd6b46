"""Write one segment of the frozen index: some articles with their terms, result lines and texts, as script files.

A segment never changes. Its folder is named by its content, so a browser may keep it for ever.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from webapp.core.article import Article, reading_order
from webapp.core.language.snippet import cut_pieces
from webapp.search import document
from webapp.search.batches import invert_all
from webapp.search.frozen.layout import BLOCK, ONE_BUCKET, Layout, Terms, arrange, lexicon_bytes
from webapp.search.frozen.lexicon import Ranks, write_lexicon
from webapp.search.frozen.word_items import with_items
from webapp.search.postings import CODE_BITS, IMPACT_BITS, IMPACT_MASK, VALUE_BITS, Array, Postings, concatenate, merge

ONE_BUCKET_FIRST = 8000
ONE_BUCKET_LATER = 2000
"""A segment up to about this size is one bucket: a small library takes few requests, a new article few bytes."""
MANY_ARTICLES = 20_000
BUCKET_BYTES = 600
LARGE_BUCKET_BYTES = 1000
LATER_BUCKET_BYTES = 300
"""Smaller buckets cost a search fewer bytes, but each file adds about 70 to the whole index. Of the segments that came
later there are several, and a search looks into all of them."""
PIECE_CHARACTERS = 600
RESULT_CHARACTERS = 400
"""How many characters of lines and texts a file of results holds. A text in pieces has a file for each piece."""
PIECE_SEPARATOR = "\x1e"
FREQUENT_SHARE = 8
"""A character is frequent in a segment when more than one in this many articles holds it."""
LONG_TERMS = "long-terms.txt"
"""Not published. A line an article, its terms whose lists are in blocks: when an article goes, readers who do not fetch
those lists must still know how many articles hold such a term."""


@dataclass(frozen=True)
class Segment:
    """What ``state.js`` says of a segment, and what a later freeze has to know of it.

    *articles* are (slug, stamp) by their number in the segment. *frequent* are the characters that many of them hold,
    and how many do. *results* is how many articles share a file of results. *ranks* and *split* are explained in
    docs/shards.md.
    """

    name: str
    articles: tuple[tuple[str, str], ...]
    frequent: tuple[tuple[str, int], ...]
    buckets: int
    results: int
    usual: tuple[tuple[int, int], ...]
    ranks: Ranks
    split: str


def write_segment(articles: Sequence[Article], is_first: bool, multilingual: bool) -> tuple[Segment, dict[str, str]]:
    """Return *articles* as a segment, the first of an index or a later one, and its files by name.

    *multilingual* tells whether the index is.
    """
    by_reading = sorted(articles, key=reading_order)
    inverted = invert_all(document.searched_text(article, multilingual) for article in by_reading)
    usual = _usual_impacts(inverted)
    places = np.argsort(usual, kind="stable")
    ordered = [by_reading[place] for place in places.tolist()]
    inverted = with_items(concatenate(merge([inverted], [np.argsort(places)])))
    terms = Terms.of(inverted)
    pieces = [_pieces(article) for article in ordered]
    lines = [_line(article, len(parts)) for article, parts in zip(ordered, pieces, strict=True)]
    layout = _layout(inverted, terms, lines, is_first)
    lexicon = write_lexicon(inverted, terms, layout, usual[places], places)
    short = ["".join(parts) if len(parts) < 2 else "" for parts in pieces]
    per_file = _results_in_file(lines, short)
    files = {LONG_TERMS: _long_terms(inverted, terms, len(ordered))}
    files |= {f"b{number}.js": script(*bucket) for number, bucket in enumerate(lexicon.buckets)}
    if layout.buckets == 1:
        groups, bits, *words = lexicon.buckets[0]
        files["b0.js"] = script(groups, bits, "".join(words), *lines)
    files |= {f"p{number}.js": script(block) for number, block in enumerate(lexicon.blocks)}
    for start in range(0, len(ordered), per_file):
        rows = zip(lines[start : start + per_file], short[start : start + per_file], strict=True)
        files[f"r{start // per_file}.js"] = script(*chain(*rows))
    for number, parts in enumerate(pieces):
        files |= {f"t{number}-{place}.js": script(piece) for place, piece in enumerate(parts) if len(parts) > 1}
    segment = Segment(
        name=_name(files),
        articles=tuple((article.slug, document.stamp(article, multilingual)) for article in ordered),
        frequent=_frequent(inverted, terms),
        buckets=layout.buckets,
        results=per_file,
        usual=tuple((int(impact), int(np.count_nonzero(usual == impact))) for impact in np.unique(usual)),
        ranks=lexicon.ranks,
        split=layout.split,
    )
    return segment, files


def script(*values: object) -> str:
    """Return the text of one file of the frozen index: a call that hands over *values*."""
    return f"shard({','.join(json.dumps(value, ensure_ascii=False, separators=(',', ':')) for value in values)})"


def _layout(inverted: Postings, terms: Terms, lines: Sequence[str], is_first: bool) -> Layout:
    # A line has much in common with the others, and is halved when it is compressed.
    size = lexicon_bytes(inverted, len(lines)) + len("".join(lines).encode()) / 2
    if size <= (ONE_BUCKET_FIRST if is_first else ONE_BUCKET_LATER):
        return ONE_BUCKET
    if not is_first:
        return arrange(inverted, terms, len(lines), LATER_BUCKET_BYTES)
    return arrange(inverted, terms, len(lines), LARGE_BUCKET_BYTES if len(lines) > MANY_ARTICLES else BUCKET_BYTES)


def _usual_impacts(inverted: Postings) -> Array:
    """Return for each article the impact that most of its pairs and words have: that of a term used once."""
    is_telling = np.repeat(inverted.terms >= 1 << CODE_BITS, inverted.holding())
    postings = inverted.postings[is_telling].astype(np.int64)
    seen = np.bincount(
        (postings >> VALUE_BITS << IMPACT_BITS) + (postings & IMPACT_MASK), minlength=inverted.articles << IMPACT_BITS
    )
    return seen.reshape(inverted.articles, -1).argmax(axis=1)


def _long_terms(inverted: Postings, terms: Terms, articles: int) -> str:
    rows: list[list[str]] = [[] for _ in range(articles)]
    for row in np.flatnonzero(inverted.holding() > BLOCK).tolist():
        term = terms.text(row)
        for number in (
            inverted.postings[int(inverted.starts[row]) : int(inverted.starts[row + 1])] >> VALUE_BITS
        ).tolist():
            rows[number].append(term)
    return "".join(f"{' '.join(row)}\n" for row in rows)


def _results_in_file(lines: Sequence[str], texts: Sequence[str]) -> int:
    """Return how many articles with these *lines* and *texts* share a file: about as many as fill it."""
    characters = sum(map(len, lines)) + sum(map(len, texts))
    return max(1, round(RESULT_CHARACTERS * len(lines) / max(1, characters)))


def _frequent(inverted: Postings, terms: Terms) -> tuple[tuple[str, int], ...]:
    holding = inverted.holding()
    rows = np.flatnonzero(terms.is_character & (holding > inverted.articles / FREQUENT_SHARE)).tolist()
    return tuple((terms.text(row), int(holding[row])) for row in rows)


def _pieces(article: Article) -> list[str]:
    """Return the text of *article* in pieces. The last ends in what else is searched, each after PIECE_SEPARATOR."""
    _, text, *others = document.searched_places(article)
    behind = "".join(f"{PIECE_SEPARATOR}{other}" for other in others if other)
    *first, last = cut_pieces(text.replace(PIECE_SEPARATOR, " "), PIECE_CHARACTERS) or [""]
    return [*first, last + behind] if last + behind else []


def _line(article: Article, pieces: int) -> str:
    seconds = -reading_order(article)[0]
    own_id = "" if article.id == article.slug else article.id
    fields = (article.slug, article.title, article.section, f"{seconds:x}", str(pieces), own_id)
    return "\t".join(" ".join(text.split()) for text in fields).rstrip("\t")


def _name(files: dict[str, str]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for name, text in sorted(files.items()):
        digest.update(f"{name}\n{text}".encode())
    return digest.hexdigest()
