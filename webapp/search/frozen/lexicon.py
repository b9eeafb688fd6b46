"""Write the terms of a frozen segment with their articles, as buckets of bits. docs/shards.md describes the format.

All codes of some buckets are made at once, as arrays, and put at their places. What belongs together is a run: the
entry of a term, with a head and its postings; what follows a group; or a block of a long list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from webapp.core.language.ranking import CLOSE, MAX_IMPACT, TITLE_IMPACT
from webapp.search.frozen.bits import Codes, base64_text, gamma, low_bits, pack, rice
from webapp.search.frozen.character_ranks import PLACES, character_ranks
from webapp.search.frozen.layout import BLOCK, Layout, Terms
from webapp.search.postings import IMPACT_BITS, IMPACT_MASK, VALUE_BITS, Array, Postings

IN_TITLE = 64
"""In a long list, titles come first: this is more than all else that a posting is worth."""

Ranks = tuple[Sequence[int], Sequence[int]]
"""The most frequent first: by how much the impacts of words and pairs exceed what is usual in their article, and the
impacts of characters."""

_THIRDS = Codes(
    np.array([0b11000, 0, 1, 0b11011, 2, 0b11101, 0b11110, 0b11111], dtype=np.uint64),
    np.array([5, 2, 2, 5, 2, 5, 5, 5]),
)
"""For each set of thirds its code: one third is its number in two bits; 11 stands before any other set."""
_WRITTEN_AT_ONCE = 300_000
_AFTER_GROUP = 1 << 40


@dataclass(frozen=True)
class Lexicon:
    """The buckets of a segment, each its groups' first characters, the bits, and its words if any; and the blocks."""

    buckets: list[tuple[str, ...]]
    blocks: list[str]
    ranks: Ranks


@dataclass(frozen=True)
class _Segment:
    """What is the same for all buckets.

    *usual* is each article's usual impact, *reading* its place in the order of reading. *rank_of* has for each kind and
    excess its place in the ranks.
    """

    inverted: Postings
    holding: Array
    terms: Terms
    usual: Array
    reading: Array
    rank_of: Array
    is_split: Array
    first_block: Array


@dataclass(frozen=True)
class _Listed:
    """Postings to write: the run of each, rising, and the codes of each, in their order."""

    runs: Array
    codes: Sequence[Codes]


def write_lexicon(inverted: Postings, terms: Terms, layout: Layout, usual: Array, reading: Array) -> Lexicon:
    """Return *terms*, those of *inverted*, spread as *layout* says.

    *usual* is the usual impact of each article, *reading* its place in the order of reading.
    """
    ranks, rank_of = _ranks(inverted, terms, usual)
    holding = inverted.holding().astype(np.int64)
    blocks = np.where(holding > BLOCK, -(-holding // BLOCK), 0)
    segment = _Segment(
        inverted, holding, terms, usual, reading, rank_of, layout.is_split(terms), np.cumsum(blocks) - blocks
    )
    buckets: list[tuple[str, ...]] = [("", "")] * layout.buckets
    units = layout.buckets_of(terms)
    for rows in _shares(units, holding):
        for unit, bucket in _write_share(segment, rows, units[rows]):
            buckets[unit] = bucket
    return Lexicon(buckets, list(_write_blocks(segment)), ranks)


def _ranks(inverted: Postings, terms: Terms, usual: Array) -> tuple[Ranks, Array]:
    is_character = np.repeat(terms.is_character, inverted.holding())
    excess = _excess(inverted.postings, is_character, usual)
    rank_of = np.zeros((2, 2 * MAX_IMPACT), dtype=np.int64)
    ranks = []
    for kind, chosen in enumerate((~is_character, is_character)):
        found, counts = np.unique(excess[chosen], return_counts=True)
        found = found[np.argsort(-counts, kind="stable")]
        rank_of[kind][found] = np.arange(len(found))
        ranks.append(found.tolist())
    return (ranks[0], ranks[1]), rank_of


def _excess(postings: Array, is_character: Array, usual: Array) -> Array:
    """Return the impacts of characters, and of other terms by how much they exceed what is usual in the article."""
    impacts = postings.astype(np.int64) & IMPACT_MASK
    return impacts - np.where(is_character, 0, usual[postings >> VALUE_BITS])


def _shares(units: Array, holding: Array) -> list[Array]:
    """Return the rows of the terms, rising, some whole units at a time: so memory does not grow with the segment."""
    rows = np.argsort(units, kind="stable")
    share = np.cumsum(np.where(holding > BLOCK, 0, holding)[rows]) // _WRITTEN_AT_ONCE
    last_of_unit = np.flatnonzero(np.diff(units[rows], append=-1))
    cuts = last_of_unit[np.diff(share[last_of_unit], prepend=0) > 0] + 1
    return [np.sort(part) for part in np.split(rows, cuts) if len(part)]


def _write_share(segment: _Segment, rows: Array, units: Array) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield buckets with their numbers: *rows* are all terms of some, *units* the bucket of each."""
    terms = segment.terms
    listed, tails = _inline(segment, rows)
    tailed = np.unique(tails.runs) - len(rows)
    of_run = np.append(np.arange(len(rows)), tailed)
    is_tail = np.arange(len(of_run)) >= len(rows)
    is_word = terms.is_word[rows][of_run]
    first = np.where(is_word, 0, terms.firsts[rows][of_run])
    place = np.where(is_tail, _AFTER_GROUP, _places(terms, rows)[of_run])
    order = np.lexsort((place, first, is_word, units[of_run]))
    begins = ~is_word[order] & (np.diff(units[of_run][order] << 32 | first[order], prepend=-1) != 0)
    heads = _heads(segment, rows[of_run][order], place[order], is_tail[order], begins)
    renamed = np.searchsorted(tailed, tails.runs - len(rows)) + len(rows)
    bits = _assemble(units[of_run], order, heads, [listed, _Listed(renamed, tails.codes)])
    bounds = np.flatnonzero(np.diff(units[of_run][order], prepend=-1, append=-1))
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        members = order[start:end]
        groups = "".join(map(chr, first[members][begins[start:end]].tolist()))
        words = [terms.word(row) for row in rows[of_run[members[is_word[members]]]].tolist()]
        unit = int(units[of_run[members[0]]])
        yield unit, (groups, base64_text(bits[unit]), *([" ".join(words)] if words else []))


def _places(terms: Terms, rows: Array) -> Array:
    """Return where each term stands in its group: 0 for the lone character, else by the second; words by their text."""
    places = character_ranks(terms.seconds[rows])
    is_word = terms.is_word[rows]
    texts = [terms.word(row) for row in rows[is_word].tolist()]
    places[is_word] = np.argsort(sorted(range(len(texts)), key=texts.__getitem__)) if texts else []
    return places


def _inline(segment: _Segment, rows: Array) -> tuple[_Listed, _Listed]:
    """Return the postings of the lists that stand in buckets, and what follows each group.

    In a group that is whole, articles are numbered by their place in the list of the group's character, and where that
    stands is told by its pairs, or after the group if it has none there.
    """
    terms, holding = segment.terms, np.where(segment.holding > BLOCK, 0, segment.holding)[rows]
    run = np.repeat(np.arange(len(rows)), holding)
    starts = np.cumsum(holding) - holding
    postings = segment.inverted.postings[
        np.repeat(segment.inverted.starts[rows].astype(np.int64) - starts, holding) + np.arange(len(run))
    ].astype(np.int64)
    numbers, thirds = postings >> VALUE_BITS, postings >> IMPACT_BITS & 7
    characters = int(np.count_nonzero(terms.is_character[rows]))
    owner = np.searchsorted(terms.firsts[rows][:characters], terms.firsts[rows])
    owner = np.minimum(owner, max(0, characters - 1))
    is_whole = ~terms.is_word[rows] & ~segment.is_split[rows] & (holding[owner] > 0)
    in_characters = int(holding[:characters].sum())
    is_paired = is_whole[run] & (run >= characters)
    keys = run[:in_characters] << 32 | numbers[:in_characters]
    found = np.searchsorted(keys, owner[run[is_paired]] << 32 | numbers[is_paired])
    numbers[is_paired] = found - starts[owner[run[is_paired]]]
    told = np.zeros(in_characters, dtype=np.int64)
    np.bitwise_or.at(told, found, thirds[is_paired])
    spans = np.where(is_whole & (np.arange(len(rows)) >= characters), holding[owner], segment.inverted.articles)
    is_told = is_whole[run] & (run < characters)
    low = low_bits(spans, np.maximum(1, holding))[run]
    codes = _posting_codes(segment, rows[run], _gaps(run, numbers), postings, low)
    codes[2] = Codes(codes[2].bits * ~is_told, codes[2].sizes * ~is_told)
    untold = np.flatnonzero(is_told[:in_characters] & (told == 0))
    after = Codes(_THIRDS.bits[thirds[untold]], _THIRDS.sizes[thirds[untold]])
    return _Listed(run, codes), _Listed(run[untold] + len(rows), [after])


def _posting_codes(segment: _Segment, rows: Array, gaps: Array, postings: Array, low: Array) -> list[Codes]:
    """Return the codes of postings of the terms *rows*: the gap before each, its impact and its thirds."""
    is_character = segment.terms.is_character[rows]
    excess = _excess(postings, is_character, segment.usual)
    thirds = postings >> IMPACT_BITS & 7
    return [
        rice(gaps, low),
        rice(segment.rank_of[is_character.astype(np.int64), excess], 0),
        Codes(_THIRDS.bits[thirds], _THIRDS.sizes[thirds]),
    ]


def _gaps(runs: Array, numbers: Array) -> Array:
    """Return how far each number is from the one before it in its run, the first from -1; 0 is next to it."""
    begins = np.diff(runs, prepend=-1) != 0
    return numbers - np.where(begins, -1, np.append(-1, numbers[:-1])) - 1


def _heads(segment: _Segment, rows: Array, places: Array, is_tail: Array, begins: Array) -> list[Codes]:
    """Return the codes before the postings of each run, in the order of the runs; *begins* marks a group's first."""
    is_joined = ~segment.terms.is_word[rows] & ~is_tail
    group = np.cumsum(begins)
    counts = np.maximum(1, np.bincount(group, weights=is_joined).astype(np.int64)[group])
    before = np.where(begins, -1, np.append(-1, places[:-1]))
    gaps = np.where(is_joined, places - before - 1, 0)
    is_long = (segment.holding[rows] > BLOCK) & ~is_tail
    return [
        _only(begins, gamma(counts)),
        _only(is_joined, rice(gaps, low_bits(np.full_like(counts, PLACES), counts))),
        _only(~is_tail, gamma(segment.holding[rows])),
        _only(is_long, gamma(segment.first_block[rows] + 1)),
    ]


def _only(chosen: Array, codes: Codes) -> Codes:
    return Codes(np.where(chosen, codes.bits, 0).astype(np.uint64), np.where(chosen, codes.sizes, 0))


def _assemble(units: Array, order: Array, heads: Sequence[Codes], listed: Sequence[_Listed]) -> dict[int, bytes]:
    """Return the bits of each unit: its runs in *order*, of each its heads, then its postings."""
    runs = len(order)
    head_sizes = _total(heads)
    sizes = np.zeros(runs, dtype=np.int64)
    sizes[order] = head_sizes
    head_of = sizes.copy()
    posting_sizes = [_total(each.codes) for each in listed]
    for each, posting_size in zip(listed, posting_sizes, strict=True):
        sizes += np.bincount(each.runs, weights=posting_size, minlength=runs).astype(np.int64)
    ends = np.cumsum(sizes[order])
    last = np.flatnonzero(np.diff(units[order], append=-1))
    unit_sizes = np.diff(ends[last], prepend=0)
    unit_starts = np.concatenate(([0], np.cumsum(-(-unit_sizes // 64) * 64)))
    shift = unit_starts[:-1] - (ends[last] - unit_sizes)
    places = np.zeros(runs, dtype=np.int64)
    places[order] = ends - sizes[order] + np.repeat(shift, np.diff(last, prepend=-1))
    at = [*_sequence(places[order], heads)]
    for each, posting_size in zip(listed, posting_sizes, strict=True):
        at += _sequence((places + head_of)[each.runs] + _before_in_run(each.runs, posting_size), each.codes)
    codes = [*heads, *(codes for each in listed for codes in each.codes)]
    joined = Codes(np.concatenate([c.bits for c in codes]), np.concatenate([c.sizes for c in codes]))
    content = pack(joined, np.concatenate(at), int(unit_starts[-1]))
    return {
        int(unit): content[start // 8 : start // 8 + -(-size // 8)]
        for unit, start, size in zip(units[order][last], unit_starts.tolist(), unit_sizes.tolist(), strict=False)
    }


def _total(codes: Sequence[Codes]) -> Array:
    return np.sum([each.sizes for each in codes], axis=0)


def _sequence(start: Array, codes: Sequence[Codes]) -> Iterator[Array]:
    for each in codes:
        yield start
        start = start + each.sizes


def _before_in_run(runs: Array, sizes: Array) -> Array:
    """Return how many bits of each one's run come before it."""
    before = np.cumsum(sizes) - sizes
    begins = np.flatnonzero(np.diff(runs, prepend=-1))
    return before - np.repeat(before[begins], np.diff(np.append(begins, len(runs))))


def _worth(postings: Array) -> Array:
    """Return how early each of *postings* stands in a long list: those in titles first, then by what they add."""
    impacts = (postings & np.uint32(IMPACT_MASK)).astype(np.int64)
    stands = (postings >> IMPACT_BITS & np.uint32(7)) > 0
    return (impacts >= TITLE_IMPACT) * IN_TITLE + impacts + CLOSE * stands


def _write_blocks(segment: _Segment) -> Iterator[str]:
    for row in np.flatnonzero(segment.holding > BLOCK).tolist():
        postings = segment.inverted.postings[int(segment.inverted.starts[row]) : int(segment.inverted.starts[row + 1])]
        ordered = postings[np.lexsort((segment.reading[postings >> VALUE_BITS], -_worth(postings)))].astype(np.int64)
        runs = np.arange(len(ordered)) // BLOCK
        ordered = ordered[np.lexsort((ordered, runs))]
        counts = np.bincount(runs)
        low = low_bits(np.full_like(counts, segment.inverted.articles), counts)[runs]
        codes = _posting_codes(segment, np.full_like(runs, row), _gaps(runs, ordered >> VALUE_BITS), ordered, low)
        bits = _assemble(
            np.arange(len(counts)), np.arange(len(counts)), [_nothing(len(counts))], [_Listed(runs, codes)]
        )
        yield from (base64_text(bits[block]) for block in range(len(counts)))


def _nothing(count: int) -> Codes:
    return Codes(np.zeros(count, dtype=np.uint64), np.zeros(count, dtype=np.int64))
