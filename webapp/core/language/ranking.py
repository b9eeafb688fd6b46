"""The one formula that orders search results, in whole numbers so that every face computes the same.

It is BM25F with a title field, split in two factors, and a bonus for what stands close together:

- the **impact** of a term in an article, from 1 to MAX_IMPACT: how much the article is about the term. It depends on
  that article alone (the usual average length is a constant here), so it is computed once, when the article is
  indexed, and stays right whatever else is added to or removed from the library;
- the **weight** of a term: its kind's share times its rarity in the library, from the number of articles and how many
  of them hold the term;
- the **thirds** of the article's text in which the term stands, as bits.

    score = sum of weight x impact  +  CLOSE x the greatest third's sum of weights

over the query's different terms; an article that has the whole query comes before all others, and one that has all of
it in its title before these. Whole numbers add up to the same sum in any order and in any language.
static/js/searching/ranking.js is this module's twin; both must pass tests/examples/ranking.txt. Source: Robertson and
Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6. docs/search.md tells how the
numbers were chosen.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from webapp.core.language.query import Need
from webapp.core.language.text import are_neighbours, is_character, is_joined

K1 = 1.0
B = 0.8
TYPICAL_LENGTH = 400
TITLE_WEIGHT = 2
TITLE_SHARE = 0.5
IMPACT_STEPS = 10
TITLE_IMPACT = IMPACT_STEPS + 1
"""The least impact of a term that stands in the title; others have less."""
MAX_IMPACT = 31
CHARACTER_IMPACTS = (5, 9, 12)
"""The only impacts of a character: usual, prominent, in the title. More steps change no ranking that could be measured,
and cost the frozen index."""
THIRDS = 3
CLOSE = 7
FIRST_BONUS = MAX_IMPACT + CLOSE
"""What an article gets of all weights together if its title holds every searched term, and once more if it has the
whole query: no other can have as much by its impacts."""
PROMINENT_IMPACT = 8
"""The least impact of a pair or word that an article of usual length has three times, or in its title."""
RARITY_STEPS = 64
CHARACTER_KIND, PAIR_KIND, WORD_KIND = 2, 3, 6
ANY_LANGUAGE_WORD_KIND = 9
"""The kind of a word in a library with articles in any language, beside pairs that are also of two syllables."""
COMMON_SHARE = 2
COMMON_RANGE = (10, 1000)
"""A character is common when more than one article in COMMON_SHARE holds it, but never below the first number of
articles, and always above the second."""

RANKING_RULES = {
    "kinds": (CHARACTER_KIND, PAIR_KIND, WORD_KIND),
    "common": (COMMON_SHARE, *COMMON_RANGE),
    "rarity": RARITY_STEPS,
    "close": CLOSE,
    "title": TITLE_IMPACT,
    "prominent": PROMINENT_IMPACT,
    "first": FIRST_BONUS,
}
"""What the frozen index takes along of the numbers above, so that its twin cannot have others."""

Numbers = NDArray[Any]


def impacts(
    counts: Numbers, title_counts: Numbers, kinds: Numbers, lengths: Numbers, title_lengths: Numbers
) -> Numbers:
    """Return the impacts of terms in articles; all arrays have one value for each pair of a term and an article.

    *counts* and *title_counts* say how often the term stands in the text and in the title, *kinds* of which kind it is,
    *lengths* and *title_lengths* of how many characters and words the article's text and title are.

    K1 and B are BM25's; TYPICAL_LENGTH is the length at which an article is neither preferred nor held back. A term in
    the title counts TITLE_WEIGHT times, and more the greater its share of the title is.
    """
    often = counts + TITLE_WEIGHT * title_counts
    hold = K1 * (1 - B + B * lengths / TYPICAL_LENGTH)
    titled = title_counts > 0
    share = np.where(titled, np.minimum(1, np.where(kinds == PAIR_KIND, 2, 1) / np.maximum(1, title_lengths)), 0)
    found = np.floor(IMPACT_STEPS * (often / (often + hold) + TITLE_SHARE * share) + 0.5)
    found = np.maximum(found, np.where(titled, TITLE_IMPACT, 1))
    usual, prominent, in_title = CHARACTER_IMPACTS
    coarse = np.where(titled, in_title, np.where(found < prominent - 1, usual, prominent))
    return np.where(kinds == CHARACTER_KIND, coarse, found).astype(np.uint32)


def rarity(articles: int, holding: int) -> int:
    """Return how telling a term is that *holding* of *articles* hold; never negative."""
    return math.floor(RARITY_STEPS * math.log(1 + (articles - holding + 0.5) / (holding + 0.5)) + 0.5)


def weights(
    query_terms: Iterable[str], articles: int, holding: Mapping[str, int], word_kind: int = WORD_KIND
) -> dict[str, int]:
    """Return the terms of a query that are searched, each with KIND x rarity.

    *holding* tells how many articles hold a term, *word_kind* is the KIND of words. A character that is common says
    little beside a pair or a word, and its list is long: it is searched only when the query has nothing better.
    """
    held = {term: holding[term] for term in query_terms if holding.get(term, 0)}
    if not all(is_character(term) for term in held):
        most = most_held(articles)
        held = {term: count for term, count in held.items() if not is_character(term) or count <= most}
    return {term: _kind(term, word_kind) * rarity(articles, count) for term, count in held.items()}


def searched_needs(needs: Iterable[Need], holding: Mapping[str, int], weighed: Mapping[str, int]) -> list[Need] | None:
    """Return what an article has to have of *needs* to have the whole query; None if no article can have it.

    *weighed* are the terms that are searched. Where one is not, because it is common, articles need not have it.
    """
    found = []
    for need in needs:
        held = [terms for terms in need if all(holding.get(term, 0) for term in terms)]
        if not held:
            return None
        searched = tuple(tuple(term for term in terms if term in weighed) for terms in held)
        found += [searched] if all(searched) else []
    return found


def whole_bonus(weighed: Mapping[str, int]) -> int:
    """Return what an article gets for having the whole query; no other article's score is as high."""
    return FIRST_BONUS * (sum(weighed.values()) + 1)


def most_held(articles: int) -> int:
    """Return how many of *articles* may hold a character that is not yet a common one."""
    least, most = COMMON_RANGE
    return min(max(articles // COMMON_SHARE, least), most)


def _kind(term: str, word_kind: int) -> int:
    if is_character(term):
        return CHARACTER_KIND
    return PAIR_KIND if is_joined(term) or are_neighbours(term) else word_kind
