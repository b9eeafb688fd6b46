"""The ranking in its plainest form: look at every article, term by term. What every index is held against."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from webapp.core import ranking
from webapp.core.article import Article, reading_order
from webapp.core.query import Query, parse
from webapp.core.text import is_character, is_joined, runs
from webapp.search.document import searched_text


def scan(articles: Sequence[Article], query: str) -> list[tuple[str, int]]:
    """Return the slug and the score of every article that answers *query*, best first."""
    asked = parse(query)
    return scan_for(articles, asked) or scan_for(articles, replace(asked, needed=()))


def scan_for(articles: Sequence[Article], asked: Query) -> list[tuple[str, int]]:
    held = {article.slug: values(*searched_text(article)) for article in articles}
    holding = {term: sum(term in found for found in held.values()) for term in asked.terms}
    weighed = ranking.weights(asked.terms, len(articles), holding)
    scores = {slug: score(found, weighed) for slug, found in held.items() if fits(found, asked)}
    answering = [article for article in articles if scores.get(article.slug)]
    answering.sort(key=lambda article: (-scores[article.slug], reading_order(article)))
    return [(article.slug, scores[article.slug]) for article in answering]


def values(title: str, text: str) -> dict[str, tuple[int, set[int]]]:
    """Return for each term of an article its impact, and the thirds of the text in which it stands."""
    counts, title_counts = Counter(), Counter()
    thirds, lone_thirds = defaultdict(set), defaultdict(set)
    length, title_length = len(units(text)), len(units(title))
    for term, place, is_last in cut(text):
        counts[term] += 1
        (lone_thirds if is_last else thirds)[term].add(place * ranking.THIRDS // length)
    for term, _, _ in cut(title):
        title_counts[term] += 1
    return {
        term: (
            impact(term, counts[term], title_counts[term], length, title_length),
            thirds[term] or lone_thirds[term],
        )
        for term in counts | title_counts
    }


def units(text: str) -> list[str]:
    return [unit for run in runs(text) for unit in (run if is_joined(run) else [run])]


def cut(text: str) -> list[tuple[str, int, bool]]:
    """Return each term of *text*, how many units stand before it, and whether it is a character that begins no pair."""
    found, place = [], 0
    for run in runs(text):
        if is_joined(run):
            found += [(run[i], place + i, i == len(run) - 1) for i in range(len(run))]
            found += [(run[i : i + 2], place + i, False) for i in range(len(run) - 1)]
            place += len(run)
        else:
            found.append((run[:40], place, False))
            place += 1
    return found


def impact(term: str, count: int, title_count: int, length: int, title_length: int) -> int:
    often = count + ranking.TITLE_WEIGHT * title_count
    hold = ranking.K1 * (1 - ranking.B + ranking.B * length / ranking.TYPICAL_LENGTH)
    size = 2 if is_joined(term) and len(term) == 2 else 1
    share = min(1, size / title_length) if title_count else 0
    found = math.floor(ranking.IMPACT_STEPS * (often / (often + hold) + ranking.TITLE_SHARE * share) + 0.5)
    if not is_character(term):
        return max(found, ranking.TITLE_IMPACT if title_count else 1)
    usual, prominent, in_title = ranking.CHARACTER_IMPACTS
    return in_title if title_count else prominent if found >= prominent - 1 else usual


def score(found: dict[str, tuple[int, set[int]]], weighed: dict[str, int]) -> int:
    """Return an article's score, from its terms and those of the query with their weights."""
    both = {term: weight for term, weight in weighed.items() if term in found}
    close = max((sum(w for term, w in both.items() if third in found[term][1]) for third in range(3)), default=0)
    total = sum(weight * found[term][0] for term, weight in both.items()) + ranking.CLOSE * close
    titled = weighed and all(term in both and found[term][0] >= ranking.TITLE_IMPACT for term in weighed)
    return total + ranking.TITLE_FIRST * sum(weighed.values()) if titled else total


def fits(found: dict[str, tuple[int, set[int]]], asked: Query) -> bool:
    """Tell whether an article holds what it must, and nothing that it must not."""
    return set(asked.needed) <= found.keys() and not any(set(terms) <= found.keys() for terms in asked.excluded)
