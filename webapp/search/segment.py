"""Write one segment of the frozen index: some articles with their terms, result lines and texts, as script files.

A segment never changes. Its folder is named by its content, so a browser may keep it for ever.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from webapp.core.article import Article, reading_order
from webapp.core.markup import plain
from webapp.core.snippet import cut_pieces
from webapp.search import document
from webapp.search.batches import invert_all
from webapp.search.layout import BLOCK, Layout, Terms, arrange
from webapp.search.lexicon import Ranks, write_lexicon
from webapp.search.postings import CODE_BITS, IMPACT_BITS, IMPACT_MASK, VALUE_BITS, Array, Postings, concatenate, merge

MANY_ARTICLES = 20_000
BUCKET_BYTES = 1500
LARGE_BUCKET_BYTES = 2000
"""Smaller buckets cost a search fewer bytes, but each file adds about 70 to the whole index."""
PIECE_CHARACTERS = 1200
TEXT_FILE_CHARACTERS = 300
LONG_TERMS = "long-terms.txt"
"""Not published. A line an article, its terms whose lists are in blocks: when an article goes, readers who do not fetch
those lists must still know how many articles hold such a term."""


@dataclass(frozen=True)
class Segment:
    """What ``state.js`` says of a segment, and what a later freeze has to know of it.

    *articles* are (slug, stamp) by their number in the segment. *buckets* is 0 when everything but the texts is in one
    file; *lines* is how many result lines are in a file. *ranks* and *split* are explained in docs/shards.md.
    """

    name: str
    articles: tuple[tuple[str, str], ...]
    buckets: int
    lines: int
    usual: tuple[tuple[int, int], ...]
    ranks: Ranks
    split: tuple[str, ...]


def write_segment(articles: Sequence[Article], one_file_articles: int) -> tuple[Segment, dict[str, str]]:
    """Return *articles* as a segment, and its files by name: one beside the texts for up to *one_file_articles*."""
    by_reading = sorted(articles, key=reading_order)
    held = invert_all(map(document.searched_text, by_reading))
    usual = _usual_impacts(held)
    places = np.argsort(usual, kind="stable")
    ordered = [by_reading[place] for place in places.tolist()]
    held = concatenate(merge([held], [np.argsort(places)]))
    terms = Terms.of(held)
    many = len(ordered) > MANY_ARTICLES
    one_file = len(ordered) <= one_file_articles
    bucket_bytes = LARGE_BUCKET_BYTES if many else BUCKET_BYTES
    layout = Layout(1, {}) if one_file else arrange(held, terms, len(ordered), bucket_bytes)
    lexicon = write_lexicon(held, terms, layout, usual[places], places)
    texts, text_places = _texts(ordered)
    lines = [_line(article, place) for article, place in zip(ordered, text_places, strict=True)]
    per_file = 16 if many else 4
    files = {LONG_TERMS: _long_terms(held, terms, len(ordered))}
    files |= {f"t{number}.js": script(pieces) for number, pieces in enumerate(texts)}
    files |= {f"p{number}.js": script(block) for number, block in enumerate(lexicon.blocks)}
    if one_file:
        files["all.js"] = script(lexicon.buckets[0], lines)
    else:
        files |= {f"b{number}.js": script(*bucket) for number, bucket in enumerate(lexicon.buckets)}
        for start in range(0, len(lines), per_file):
            files[f"l{start // per_file}.js"] = script(lines[start : start + per_file])
    segment = Segment(
        name=_name(files),
        articles=tuple((article.slug, document.stamp(article)) for article in ordered),
        buckets=0 if one_file else layout.buckets,
        lines=per_file,
        usual=tuple((int(impact), int(np.count_nonzero(usual == impact))) for impact in np.unique(usual)),
        ranks=lexicon.ranks,
        split=layout.split,
    )
    return segment, files


def script(*values: object) -> str:
    """Return the text of one file of the frozen index: a call that hands over *values*."""
    return f"shard({','.join(json.dumps(value, ensure_ascii=False, separators=(',', ':')) for value in values)})"


def _usual_impacts(held: Postings) -> Array:
    """Return for each article the impact that most of its pairs and words have: that of a term used once."""
    is_telling = np.repeat(held.terms >= 1 << CODE_BITS, held.holding())
    postings = held.postings[is_telling].astype(np.int64)
    seen = np.bincount(
        (postings >> VALUE_BITS << IMPACT_BITS) + (postings & IMPACT_MASK), minlength=held.articles << IMPACT_BITS
    )
    return seen.reshape(held.articles, -1).argmax(axis=1)


def _long_terms(held: Postings, terms: Terms, articles: int) -> str:
    rows: list[list[str]] = [[] for _ in range(articles)]
    for row in np.flatnonzero(held.holding() > BLOCK).tolist():
        term = terms.text(row)
        for number in (held.postings[int(held.starts[row]) : int(held.starts[row + 1])] >> VALUE_BITS).tolist():
            rows[number].append(term)
    return "".join(f"{' '.join(row)}\n" for row in rows)


def _texts(ordered: Sequence[Article]) -> tuple[list[list[str]], list[tuple[int, int, int]]]:
    """Return the texts in pieces, file by file, and for each article its first file, place in it, and pieces."""
    files: list[list[str]] = [[]]
    places = []
    for article in ordered:
        pieces = cut_pieces(plain(article.body), PIECE_CHARACTERS)
        places.append((len(files) - 1, len(files[-1]), len(pieces)))
        for piece in pieces:
            files[-1].append(piece)
            if sum(map(len, files[-1])) >= TEXT_FILE_CHARACTERS:
                files.append([])
    return [pieces for pieces in files if pieces], places


def _line(article: Article, place: tuple[int, int, int]) -> str:
    seconds = -reading_order(article)[0]
    own_id = "" if article.id == article.slug else article.id
    fields = (article.slug, article.title, article.section, f"{seconds:x}", ".".join(map(str, place)), own_id)
    return "\t".join(" ".join(text.split()) for text in fields).rstrip("\t")


def _name(files: dict[str, str]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for name, text in sorted(files.items()):
        digest.update(f"{name}\n{text}".encode())
    return digest.hexdigest()
