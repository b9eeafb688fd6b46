"""How the frozen index writes which articles hold a term.

A list of more than BLOCK articles is cut into blocks, those with the greatest impact first, so that a reader who needs
only the best ones stops early. docs/shards.md describes the format for other programs.
"""

from collections.abc import Sequence

from webapp.search.bits import BitWriter, low_bits

BLOCK = 1024

Posting = tuple[int, int]
"""The number of an article within its segment, and the impact of the term there."""


def write_postings(bits: BitWriter, postings: Sequence[Posting], articles: int, ranks: Sequence[int]) -> None:
    """Write *postings*, sorted by number, of a segment of *articles*; *ranks* are all impacts, the usual ones first.

    A posting is the gap to the one before and the place of its impact among *ranks*.
    """
    gap_bits = low_bits(articles, len(postings))
    code = {impact: rank for rank, impact in enumerate(ranks)}
    last = -1
    for number, impact in postings:
        bits.rice(number - last - 1, gap_bits)
        bits.rice(code[impact], 0)
        last = number


def cut(postings: Sequence[Posting]) -> list[list[Posting]]:
    """Cut a long list into blocks of BLOCK, great impacts first, equal ones by number; each block sorted by number."""
    best_first = sorted(postings, key=lambda posting: (-posting[1], posting[0]))
    return [sorted(best_first[start : start + BLOCK]) for start in range(0, len(best_first), BLOCK)]
