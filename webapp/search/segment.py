"""Write one segment of the frozen index: some articles with their terms, result lines and texts, as script files.

A segment never changes. Its folder is named by its content, so a browser may keep it for ever.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.core.article import Article, reading_order
from webapp.core.markup import plain
from webapp.core.snippet import cut_pieces
from webapp.core.text import is_character
from webapp.search import document
from webapp.search.lexicon import BucketWriter, Layout, Postings, Ranks, arrange
from webapp.search.postings import BLOCK, Posting

MANY_ARTICLES = 20_000
BUCKET_BYTES = 800
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
    ranks: Ranks
    split: tuple[str, ...]


def write_segment(articles: Sequence[Article], one_file_articles: int) -> tuple[Segment, dict[str, str]]:
    """Return *articles* as a segment, and its files by name: one beside the texts for up to *one_file_articles*."""
    ordered = sorted(articles, key=reading_order)
    postings, ranks = _invert(ordered)
    many = len(ordered) > MANY_ARTICLES
    one_file = len(ordered) <= one_file_articles
    layout = (
        Layout(1, {}) if one_file else arrange(postings, len(ordered), LARGE_BUCKET_BYTES if many else BUCKET_BYTES)
    )
    writer = BucketWriter(len(ordered), ranks)
    buckets = _buckets(writer, layout, postings)
    texts, places = _texts(ordered)
    lines = [_line(article, place) for article, place in zip(ordered, places, strict=True)]
    per_file = 16 if many else 4
    files = {LONG_TERMS: _long_terms(postings, len(ordered))}
    files |= {f"t{number}.js": script(pieces) for number, pieces in enumerate(texts)}
    files |= {f"p{number}.js": script(block) for number, block in enumerate(writer.blocks)}
    if one_file:
        files["all.js"] = script(buckets[0], lines)
    else:
        files |= {f"b{number}.js": script(*bucket) for number, bucket in enumerate(buckets)}
        for start in range(0, len(lines), per_file):
            files[f"l{start // per_file}.js"] = script(lines[start : start + per_file])
    segment = Segment(
        name=_name(files),
        articles=tuple((article.slug, document.stamp(article)) for article in ordered),
        buckets=0 if one_file else layout.buckets,
        lines=per_file,
        ranks=ranks,
        split=_split(layout),
    )
    return segment, files


def script(*values: object) -> str:
    """Return the text of one file of the frozen index: a call that hands over *values*."""
    return f"shard({','.join(json.dumps(value, ensure_ascii=False, separators=(',', ':')) for value in values)})"


def _invert(ordered: Sequence[Article]) -> tuple[Postings, Ranks]:
    postings: dict[str, list[Posting]] = defaultdict(list)
    seen: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for number, article in enumerate(ordered):
        for term, impact in document.impacts(article).items():
            postings[term].append((number, impact))
            seen[is_character(term)][impact] += 1
    words, characters = (sorted(counts, key=lambda impact: (-counts[impact], impact)) for counts in seen)
    return postings, (words, characters)


def _long_terms(postings: Postings, articles: int) -> str:
    rows: list[list[str]] = [[] for _ in range(articles)]
    for term, found in sorted(postings.items()):
        if len(found) > BLOCK:
            for number, _ in found:
                rows[number].append(term)
    return "".join(f"{' '.join(row)}\n" for row in rows)


def _buckets(writer: BucketWriter, layout: Layout, postings: Postings) -> list[tuple[str, ...]]:
    shares: list[dict[str, Sequence[Posting]]] = [{} for _ in range(layout.buckets)]
    for term, found in postings.items():
        shares[layout.bucket(term)][term] = found
    return [writer.bucket(share) for share in shares]


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


def _split(layout: Layout) -> tuple[str, ...]:
    """Return the groups that are split: first those in 2 parts, then those in 4, and so on."""
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for first, parts in sorted(layout.parts.items()):
        rows[parts].append(first)
    return tuple("".join(rows[1 << power]) for power in range(1, max(rows, default=1).bit_length()))


def _name(files: dict[str, str]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for name, text in sorted(files.items()):
        digest.update(f"{name}\n{text}".encode())
    return digest.hexdigest()
