"""Find what exceeds the budgets of a release, and its heaviest parts."""

from collections.abc import Iterator, Mapping

from webapp.freeze.page_parts import frame, weigh_parts, words
from webapp.freeze.page_weigher import PageWeigher, sent
from webapp.freeze.weights import Excess, Weights
from webapp.settings import Settings

_WITH_SCRIPTS = ("search", "offline")
"""Kinds of pages whose content comes from scripts; search has a budget of its own."""


def over_budget(weigher: PageWeigher, weights: Weights, budget: Settings) -> Iterator[Excess]:
    """Yield what exceeds a budget: the heaviest page of each kind, and how many others of the kind do.

    The frame is shared, so it is measured on the heaviest page of a kind.
    """
    for kind, names in weigher.by_kind.items():
        yield from _heavy_pages(weigher, names, budget.page_budget)
        around = frame(weigher.read(names[0]))
        size = sent(around) - sent(words(around))
        if size > budget.frame_budget:
            yield Excess(names[0], "frame_budget", size, budget.frame_budget, _ordered(weigh_parts(around, sent)))
        files = weigher.first_files(names[0])
        size += sum(files.values())
        if size > budget.first_visit_budget and kind not in _WITH_SCRIPTS:
            yield Excess(names[0], "first_visit_budget", size, budget.first_visit_budget, _ordered(files))
    size = weights.search.get("first", 0)
    if size > budget.search_budget:
        yield Excess("search/index.html", "search_budget", size, budget.search_budget, _ordered(weights.search))


def _heavy_pages(weigher: PageWeigher, names: list[str], limit: int) -> Iterator[Excess]:
    """Yield the heaviest of the pages *names*, without its words, if it exceeds *limit*."""
    pages = {name: weigher.read(name) for name in names if weigher.pages[name] > limit}
    sizes = {name: weigher.pages[name] - sent(words(page)) for name, page in pages.items()}
    heavy = sorted((name for name, size in sizes.items() if size > limit), key=lambda name: -sizes[name])
    if heavy:
        parts = _ordered(weigh_parts(pages[heavy[0]], sent))
        yield Excess(heavy[0], "page_budget", sizes[heavy[0]], limit, parts, len(heavy) - 1)


def _ordered(parts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(parts.items(), key=lambda part: -part[1]))
