"""The page with the weight of the frozen site; a freeze writes it beside each release."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, render_template

from webapp.web.site.page_kind import PAGE_KINDS
from webapp.web.site.phrases import Say
from webapp.web.site.site import the_site

WIDTH = 320
"""The width of the drawings in their own units, the pixels of a small phone."""

_PARTS = ("words", "styles", "scripts", "pictures", "tables", "links", "other markup", "script", "first", "later")

_ROW = 46
_COLUMN_HEIGHT = 120

blueprint = Blueprint("weight", __name__)


@dataclass(frozen=True)
class Bar:
    """A row of the bar chart of pages: the widths of its bars, and its position."""

    kind: str
    top: int
    median: float
    heaviest: float


@dataclass(frozen=True)
class Column:
    """A column of the histogram of all pages: *count* pages have from *start* bytes to the next column's."""

    start: int
    count: int
    left: float
    width: float
    height: float


@blueprint.get("/weight.html")
def weight_page() -> str:
    """Show the weight of the newest frozen copy."""
    weights = load_weights(the_site().build) or abort(404)
    kinds = sorted(weights["kinds"], key=lambda kind: PAGE_KINDS.index(kind["kind"]))
    return render_template(
        "weight.html",
        weights={**weights, "kinds": kinds},
        over=over_lines(weights, the_site().say),
        width=WIDTH,
        bars=list(_bars(kinds)),
        columns=list(_columns(weights["steps"], weights["spread"])),
    )


def load_weights(build: Path) -> dict[str, Any] | None:
    """Return the weight of the newest frozen copy in *build*, as ``shuwu weigh`` prints it; None if there is none."""
    try:
        weights: dict[str, Any] = json.loads((build / "weight/weight.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return {"over": [], **weights}  # earlier versions did not write it


def over_lines(weights: Mapping[str, Any], say: Say) -> list[str]:
    """Return a line for everything in *weights* that exceeds a budget, in the words of *say*."""
    return [_over_line(excess, say) for excess in weights["over"]]


def _over_line(excess: Mapping[str, Any], say: Say) -> str:
    size, limit = (f"{excess[key] / 1000:.1f}" for key in ("bytes", "limit"))
    line = say(f"over_{excess['budget']}", page=excess["page"], size=size, limit=limit)
    if excess["others"]:
        line += say("over_others", count=excess["others"])
    parts = (
        say("over_part", name=_part_name(part, say), size=f"{size / 1000:.1f}")
        for part, size in excess["parts"].items()
    )
    return line + say("over_parts", parts=say("list_comma").join(parts))


def _part_name(part: str, say: Say) -> str:
    """Return the name of a part of a page for people; a file has its own name."""
    return say(f"over_{part.replace(' ', '_')}") if part in _PARTS else part


def _bars(kinds: list[Mapping[str, Any]]) -> Iterator[Bar]:
    most = max((kind["heaviest"] for kind in kinds), default=1)
    for number, kind in enumerate(kinds):
        median, heaviest = (round(WIDTH * kind[key] / most, 1) for key in ("median", "heaviest"))
        yield Bar(kind["kind"], number * _ROW, median, heaviest)


def _columns(steps: list[int], spread: list[int]) -> Iterator[Column]:
    width = WIDTH / len(steps)
    for number, (start, count) in enumerate(zip(steps, spread, strict=True)):
        height = round(_COLUMN_HEIGHT * count / max(spread), 1)
        yield Column(start, count, round(number * width, 1), round(width - 4, 1), height)
