"""Which words belong together: teacher finds teachers, and cafe finds café.

The index says of each word that an article holds of which families it is: its stem, by the rules of the article's
language, without accents. A word that somebody types is of the families of the words that are alike but for accents;
one that no article holds is of those of the word that is nearest to it, or of all that it begins. An article with the
word as it is written comes before one that has only others of its family: there the impact is lower by INEXACT.

static/js/searching/families.js is this module's twin; both must pass tests/examples/families.txt.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import takewhile

from webapp.core.language.query import asking_words
from webapp.core.language.ranking import ANY_LANGUAGE_WORD_KIND, CHARACTER_KIND, PAIR_KIND
from webapp.core.language.tokens import ATTACHED, MULTILINGUAL, loose

KEY = 4
"""Words that begin with as many letters alike may be near to each other, and stand together in the frozen index."""
LEAST_NEAR = 5
"""A shorter word is near to none."""
MOST_APART = 3
"""How many letters of both words may be left when what they begin with alike is taken away."""
INEXACT = 3
EXACT_MOST = 512
"""In how many articles a family may stand for exact words to be preferred: beyond it stems are words of grammar."""

MULTILINGUAL_RULES = {
    "asking": asking_words(MULTILINGUAL).pattern,
    "kinds": (CHARACTER_KIND, PAIR_KIND, ANY_LANGUAGE_WORD_KIND),
    "families": {"key": KEY, "near": LEAST_NEAR, "apart": MOST_APART, "inexact": INEXACT, "exact": EXACT_MOST},
}
"""What scripts are told of the numbers above, beside those of ranking.py."""

_ATTACHED = re.compile(f"^{ATTACHED}")


@lru_cache(maxsize=1 << 17)
def bare(word: str) -> str:
    """Return the loose *word* without what Arabic writes before it."""
    return _ATTACHED.sub("", word)


def key(word: str) -> str:
    """Return the letters under which a loose *word*, or a family, stands among others."""
    return bare(word)[:KEY]


def families_of(word: str, known: Iterable[tuple[str, Iterable[str]]]) -> tuple[str, ...]:
    """Return the families of a normal *word*, from the *known* ones with the same key, which are given with theirs."""
    plain, rows = loose(word), [(loose(other), families) for other, families in known]
    alike = {family for other, families in rows if other == plain for family in families}
    if not alike:
        meant = _meant(bare(plain), {bare(other) for other, _ in rows})
        alike = {family for other, families in rows if bare(other) in meant for family in families}
    return tuple(sorted(alike))


def _meant(word: str, others: Collection[str]) -> Collection[str]:
    """Return the words that a word means which no article holds: the nearest, those that it begins, or misspells."""
    nearest = _nearest(word, others)
    if nearest or len(word) < KEY:
        return {nearest}
    begun = {other for other in others if other.startswith(word)}
    if begun or len(word) < LEAST_NEAR:
        return begun
    return {other for other in others if _is_slip(word, other)}


def _is_slip(word: str, other: str) -> bool:
    """Tell whether *word* is *other* with one letter wrong, missing or too many, or two swapped."""
    at = _alike(word, other)
    rest, right = word[at:], other[at:]
    swapped = rest[:2] == right[:2][::-1] and rest[2:] == right[2:]
    return rest[1:] == right[1:] or rest == right[1:] or rest[1:] == right or swapped


def _nearest(word: str, others: Iterable[str]) -> str:
    near = ((-_alike(word, other), len(other), other) for other in others if _is_near(word, other))
    return min(near, default=(0, 0, ""))[2]


def _is_near(word: str, other: str) -> bool:
    if word == other:
        return True
    alike = _alike(word, other)
    return len(word) >= LEAST_NEAR and alike >= max(KEY, len(word) - MOST_APART, len(other) - MOST_APART)


def _alike(word: str, other: str) -> int:
    """Return with how many letters alike both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
