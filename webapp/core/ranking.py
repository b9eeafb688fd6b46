"""The one formula that orders search results, in whole numbers so that every face computes the same.

It is BM25F with a title field, split in two factors:

- the **impact** of a term in an article, from 1 to MAX_IMPACT: how much the article is about the term. It depends on
  that article alone (the usual average length is a constant here), so it is computed once, when the article is
  indexed, and stays right whatever else is added to or removed from the library;
- the **rarity** of a term in the library, from the number of articles and how many of them hold the term.

score = sum over the query's different terms of KIND x rarity x impact. Whole numbers add up to the same sum in any
order and in any language. static/js/ranking.js is this module's twin; both must pass tests/examples/ranking.txt.
Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from webapp.core.text import is_character, length, terms

K1 = 0.6
B = 0.5
TYPICAL_LENGTH = 400
TITLE_WEIGHT = 3
MAX_IMPACT = 11
CHARACTER_IMPACTS = (6, 9)
"""The only impacts of a character: more steps change no ranking that could be measured, and cost the frozen index."""
RARITY_STEPS = 64
PAIR_KIND = 5
CHARACTER_KIND = 2
COMMON_SHARE = 8
COMMON_RANGE = (10, 2000)
"""A character is common when more than one article in COMMON_SHARE holds it, but never below the first number of
articles, and always above the second."""


def impacts(title: str, text: str) -> dict[str, int]:
    """Return each term of an article with its impact.

    A term in the title counts TITLE_WEIGHT times. K1 and B are BM25's; TYPICAL_LENGTH is the length in characters at
    which an article is neither preferred nor held back.
    """
    body = terms(text)
    counts = Counter(body)
    for term in terms(title):
        counts[term] += TITLE_WEIGHT
    hold = K1 * (1 - B + B * length(body) / TYPICAL_LENGTH)
    return {term: _impact(term, count / (count + hold)) for term, count in counts.items()}


def rarity(articles: int, holding: int) -> int:
    """Return how telling a term is that *holding* of *articles* hold; never negative."""
    return math.floor(RARITY_STEPS * math.log(1 + (articles - holding + 0.5) / (holding + 0.5)) + 0.5)


def weights(query_terms: Iterable[str], articles: int, holding: Mapping[str, int]) -> dict[str, int]:
    """Return the terms of a query that are searched, each with KIND x rarity.

    *holding* tells how many articles hold a term. A character that is common says little beside a pair or a word,
    and its list is long: it is searched only when the query has nothing better.
    """
    held = {term: holding[term] for term in query_terms if holding.get(term, 0)}
    if not all(is_character(term) for term in held):
        most = most_held(articles)
        held = {term: count for term, count in held.items() if not is_character(term) or count <= most}
    return {term: _kind(term) * rarity(articles, count) for term, count in held.items()}


def most_held(articles: int) -> int:
    """Return how many of *articles* may hold a character that is not yet a common one."""
    least, most = COMMON_RANGE
    return min(max(articles // COMMON_SHARE, least), most)


def _kind(term: str) -> int:
    return CHARACTER_KIND if is_character(term) else PAIR_KIND


def _impact(term: str, share: float) -> int:
    impact = max(1, math.floor(MAX_IMPACT * share + 0.5))
    if not is_character(term):
        return impact
    present, prominent = CHARACTER_IMPACTS
    return prominent if impact >= prominent else present
