"""How the words of any language stand in the frozen index: each as an item, beside others that begin alike.

- ``~teach`` is a family;
- ``!teachers>teach`` is a word, with its families;
- ``=tea`` is a word that is all of its family, and called as that.

Words and families that begin with the same letters are a group, so that a search mostly finds both in one file.
docs/shards.md describes it.
"""

from collections import Counter
from dataclasses import replace

import numpy as np

from webapp.core.language.families import key
from webapp.core.language.text import NEXT
from webapp.core.language.tokens import EXACT, LOOSE, is_word_term, loose
from webapp.search.postings import Postings, word_number

ALONE, OF = "=", ">"
FIRST_GROUP, GROUPS = 0xF0000, 0xFFF0
"""Groups of words are called as characters of a private plane."""

FNV_START, FNV_PRIME, FNV_MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


def text_hash(text: str) -> int:
    """Return the 32-bit FNV-1a hash of the code points of *text*."""
    value = FNV_START
    for character in text:
        value = (value ^ ord(character)) * FNV_PRIME & FNV_MASK
    return value


def placed(term: str) -> str:
    """Return the text by which *term*, or an item, finds its bucket: its group, and what tells it from others there."""
    if term[0] not in (EXACT, LOOSE, ALONE):
        return term
    word = term[1:].partition(OF)[0]
    plain = word if term[0] == LOOSE else loose(word.partition(NEXT)[0])
    return chr(FIRST_GROUP + text_hash(key(plain)) % GROUPS) + plain


def with_items(inverted: Postings) -> Postings:
    """Return *inverted* with items in the place of words and families."""
    if not inverted.families:
        return inverted
    words = inverted.words
    counts = Counter(family for families in inverted.families.values() for family in families)
    alone = {word for word, of in inverted.families.items() if of == (loose(word),) and counts[of[0]] == 1}
    dropped = {LOOSE + loose(word) for word in alone}
    first = len(inverted.terms) - len(words)
    rows, items = [], []
    for row, number in enumerate(inverted.terms[first:].tolist(), first):
        term = words[number]
        if term not in dropped:
            rows.append(row)
            items.append(_item(term, inverted.families.get(term[1:], ()), term[1:] in alone))
    numbers = np.array([word_number(item) for item in items], dtype=np.uint64)
    order = np.argsort(numbers, kind="stable")
    chosen = np.concatenate((np.arange(first), np.array(rows, dtype=np.int64)[order])).astype(np.int64)
    counts_of = inverted.holding()[chosen].astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(counts_of)))
    at = np.repeat(inverted.starts[chosen].astype(np.int64) - starts[:-1], counts_of) + np.arange(starts[-1])
    return replace(
        inverted,
        terms=np.concatenate((inverted.terms[:first], numbers[order])),
        starts=starts.astype(np.uint32),
        postings=inverted.postings[at],
        words=dict(zip(numbers.tolist(), items, strict=True)),
    )


def _item(term: str, families: tuple[str, ...], is_alone: bool) -> str:
    if not is_word_term(term):
        return term
    return ALONE + term[1:] if is_alone else OF.join((term, *families))
