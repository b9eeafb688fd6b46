"""The ranking in its plainest form: look at every article, term by term. What every index is held against."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from webapp.core.article import Article, reading_order
from webapp.core.language import ranking
from webapp.core.language.query import Need, Phrase, Search, parse
from webapp.core.language.quoted import stands_in
from webapp.core.language.text import is_character, is_joined, runs
from webapp.search.document import searched_places, searched_text
from webapp.search.live.results import Hit, Results

Found = dict[str, tuple[int, set[int]]]
"""Of an article's terms, the impact, and the thirds of the text."""


def scan(articles: Sequence[Article], query: str) -> Results:
    """Return every article that answers *query*, best first."""
    asked = parse(query)
    found = scan_for(articles, asked)
    if asked.needed and not found.hits:
        others = scan_for(articles, replace(asked, needed=())).hits
        return Results(0, tuple(replace(hit, is_partial=True) for hit in others), len(others), lacks_phrase=True)
    return found


def scan_for(articles: Sequence[Article], asked: Search) -> Results:
    held = {article.slug: values(*searched_text(article)[:2]) for article in articles}
    holding = {term: sum(term in found for found in held.values()) for term in asked.terms}
    weighed = ranking.weights(asked.terms, len(articles), holding)
    fitting = [article for article in articles if fits(article, held[article.slug], asked)]
    hits = [hit(article, held[article.slug], asked, holding, weighed) for article in fitting]
    found = [(hit, article) for hit, article in zip(hits, fitting, strict=True) if weighed.keys() & held[article.slug]]
    found.sort(key=lambda pair: (-pair[0].score, reading_order(pair[1])))
    total = sum(not hit.is_partial for hit, _ in found)
    return Results(total, tuple(hit for hit, _ in found), len(found) - total)


def hit(article: Article, found: Found, asked: Search, holding: dict[str, int], weighed: dict[str, int]) -> Hit:
    is_whole = all(has(found, need, holding, weighed) for need in asked.needs)
    # An article that has the whole query comes before all others, so it gets more than any other can.
    bonus = ranking.FIRST_BONUS * (sum(weighed.values()) + 1) if is_whole else 0
    return Hit(article.slug, score(found, weighed) + bonus, not is_whole)


def has(found: Found, need: Need, holding: dict[str, int], weighed: dict[str, int]) -> bool:
    """Tell whether an article has what a part of the query asks for, or need not have it because it is too common."""
    is_common = any(holding[term] and term not in weighed for terms in need for term in terms)
    return is_common or any(all(term in found for term in terms) for terms in need)


def values(title: str, text: str) -> Found:
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


def score(found: Found, weighed: dict[str, int]) -> int:
    """Return an article's score, from its terms and those of the query with their weights."""
    both = {term: weight for term, weight in weighed.items() if term in found}
    close = max((sum(w for term, w in both.items() if third in found[term][1]) for third in range(3)), default=0)
    total = sum(weight * found[term][0] for term, weight in both.items()) + ranking.CLOSE * close
    titled = weighed and all(term in both and found[term][0] >= ranking.TITLE_IMPACT for term in weighed)
    return total + ranking.FIRST_BONUS * sum(weighed.values()) if titled else total


def fits(article: Article, found: Found, asked: Search) -> bool:
    """Tell whether an article has what it must, and nothing that it must not."""

    def is_there(phrase: Phrase) -> bool:
        return set(phrase.terms) <= found.keys() and (
            not phrase.text or stands_in(phrase.text, searched_places(article))
        )

    return all(map(is_there, asked.needed)) and not any(map(is_there, asked.excluded))
