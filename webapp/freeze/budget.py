"""Find what is heavier in a release than its settings allow, and name what weighs most in it."""

from collections.abc import Iterator, Mapping

from webapp.freeze.page_parts import frame, weigh_parts, words
from webapp.freeze.scales import Scales, sent
from webapp.freeze.weights import Weights
from webapp.settings import Settings

_WITH_SCRIPTS = ("search", "offline")
"""Kinds of pages that are what their scripts do; search has a budget of its own."""


def over_budget(scales: Scales, weights: Weights, budget: Settings) -> Iterator[str]:
    """Yield a line for each page over its budget; of the frame, which pages share, the heaviest of each kind tells."""
    for name, size in scales.pages.items():
        if size > budget.page_budget:
            page = scales.read(name)
            beside = size - sent(words(page))
            if beside > budget.page_budget:
                what = f"{beside} bytes beside its words"
                yield _fault(name, what, "page_budget", budget.page_budget, weigh_parts(page, sent))
    for kind, names in scales.by_kind.items():
        around = frame(scales.read(names[0]))
        size = sent(around) - sent(words(around))
        if size > budget.frame_budget:
            what = f"{size} bytes around its content"
            yield _fault(names[0], what, "frame_budget", budget.frame_budget, weigh_parts(around, sent))
        files = scales.first_files(names[0])
        size += sum(files.values())
        if size > budget.first_visit_budget and kind not in _WITH_SCRIPTS:
            what = f"{size} bytes around its content on the first visit"
            yield _fault(names[0], what, "first_visit_budget", budget.first_visit_budget, files)
    size = weights.search.get("first", 0)
    if size > budget.search_budget:
        what = f"{size} bytes for the first search"
        yield _fault("search/index.html", what, "search_budget", budget.search_budget, weights.search)


def _fault(name: str, found: str, setting: str, limit: int, parts: Mapping[str, int]) -> str:
    heaviest = sorted(parts.items(), key=lambda part: -part[1])
    told = ", ".join(f"{part} {size}" for part, size in heaviest)
    return f"{name}: {found}, and {setting} is {limit}. Heaviest: {told}. Make it smaller, or raise the setting."
