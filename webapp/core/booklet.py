"""Cut text into the pages of a booklet, and lay these out for sheets that are printed on both sides and folded.

A browser breaks text into pages by itself, but cannot print these in the order that a fold needs. So the pages are cut
here, by measuring: Han characters are all of one width, and everything else is counted as wide as the widest usual
fonts have it. A page may stay a little emptier than it could be; static/css/reading/booklet.css has the same sizes, and
tests/browser/reading/test_meeting_print.py holds that nothing sticks out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from webapp.core.print_blocks import PrintBlock, PrintBlockKind

PAGE_LINES = 26.8
"""The height of a page, in lines of text."""

# A line has room for 27; that no line begins with a comma or ends with a bracket takes one or two from some.
_LINE_CHARACTERS = 26.0
_NARROW = 0.65
_WIDER = {"W": 1.0, "M": 1.0, "m": 1.0, "w": 0.9, "@": 1.05, "%": 1.0}


class _Shape(NamedTuple):
    """The size of a kind's letters beside that of text; its room above and below; the height of what has no text."""

    scale: float = 1.0
    around: float = 0.3
    own: float = 0.0


_SHAPES: dict[PrintBlockKind, _Shape] = {
    "title": _Shape(scale=1.35, around=1.4),
    "facts": _Shape(around=1.7),
    "heading": _Shape(scale=1.1, around=0.6),
    "text": _Shape(),
    "item": _Shape(around=0.2),
    "point": _Shape(around=0.75),
    "note": _Shape(),
    "code": _Shape(own=4.2),
    "line": _Shape(around=0.0, own=1.4),
    "lines": _Shape(around=0.0, own=4.2),
    "task": _Shape(own=1.35),
}
_KEPT_WITH_NEXT = ("title", "code", "heading", "point", "note")
_PARTED = ("text", "item", "note")
_LEAST_LINES = 2
"""A paragraph is parted only if at least this many of its lines stand on each page."""

_TOKEN = re.compile(r"[!-~]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[。！？!?；;…]+[”’」』）)]*|\.\s")

BookletPage = tuple[PrintBlock, ...]


def cut_pages(chapters: Iterable[Sequence[PrintBlock]]) -> list[BookletPage]:
    """Return the pages that hold *chapters*; one begins below another if half of the page is left."""
    pages: list[BookletPage] = []
    for chapter in chapters:
        is_roomy = pages and room_below(pages[-1]) >= PAGE_LINES / 2
        pages += _pages([*(pages.pop() if is_roomy else ()), *chapter])
    return pages


def shortened(blocks: Iterable[PrintBlock], most_lines: float, cut: PrintBlock) -> list[PrintBlock]:
    """Return *blocks*; if they are higher than *most_lines*, the blocks that fit with *cut* behind them, and *cut*."""
    kept: list[PrintBlock] = []
    for block in blocks:
        if _used(kept) + height(block) > most_lines:
            return [*_lower(kept, block, most_lines - height(cut)), cut]
        kept.append(block)
    return kept


def imposed(count: int) -> list[tuple[int, int]]:
    """Return which two pages, counted from 1, stand side by side on each side of the sheets, for *count* pages.

    Sheets are printed on both sides, turned along the short edge, laid on each other and folded. Of 4 pages the first
    side has the fourth and the first. *count* is rounded up to a multiple of 4.
    """
    whole = -(-count // 4) * 4
    outer = [(whole - 2 * sheet, 1 + 2 * sheet) for sheet in range(whole // 4)]
    return [side for left, right in outer for side in ((left, right), (right + 1, left - 1))]


def room_below(page: Iterable[PrintBlock]) -> float:
    """Return how many lines of *page* are left."""
    return PAGE_LINES - _used(page)


def height(block: PrintBlock) -> float:
    """Return the height of *block* in lines, a little more than a browser needs."""
    shape = _SHAPES[block.kind]
    lines = _count_lines(block.text, _LINE_CHARACTERS / shape.scale) * shape.scale if not shape.own else shape.own
    return lines + shape.around


def _lower(kept: list[PrintBlock], block: PrintBlock, most_lines: float) -> list[PrintBlock]:
    """Return *kept* and *block*, shortened at the end to at most *most_lines*."""
    while kept and _used(kept) > most_lines:
        block = kept.pop()
    first, _ = _part(block, most_lines - _used(kept)) if block.kind in _PARTED else (None, block)
    return [*kept, first] if first else kept


def _used(blocks: Iterable[PrintBlock]) -> float:
    return sum(map(height, blocks))


def _pages(blocks: Iterable[PrintBlock]) -> Iterator[BookletPage]:
    page: list[PrintBlock] = []
    waiting = list(blocks)[::-1]
    while waiting:
        block = waiting.pop()
        room = room_below(page)
        if height(block) + _kept_behind(block, waiting) <= room:
            page.append(block)
            continue
        first, rest = _part(block, room) if block.kind in _PARTED else (None, block)
        if first:
            page.append(first)
        waiting.append(rest)
        if page:
            yield tuple(page)
            page = []
        elif first is None:
            # Higher than a page and not to be parted, as a title of a thousand characters: it is cut off.
            yield (waiting.pop(),)
    if page:
        yield tuple(page)


def _kept_behind(block: PrintBlock, waiting: Sequence[PrintBlock]) -> float:
    """Return how much of what follows must stand below *block*: a heading is never the last of a page."""
    if block.kind not in _KEPT_WITH_NEXT or not waiting:
        return 0
    following = waiting[-1]
    if following.kind in _KEPT_WITH_NEXT:
        return height(following) + _kept_behind(following, waiting[:-1])
    return min(height(following), _LEAST_LINES + 1) if following.kind in _PARTED else height(following)


def _part(block: PrintBlock, room: float) -> tuple[PrintBlock | None, PrintBlock]:
    """Return what of *block* fits into *room*, and the rest; the first part ends with a sentence if it can."""
    whole = _count_lines(block.text, _LINE_CHARACTERS)
    lines = min(int(room - _SHAPES[block.kind].around), whole - _LEAST_LINES)
    if lines < _LEAST_LINES:
        return None, block
    most = _fitting(block.text, lines)
    ends = [match.end() for match in _SENTENCE.finditer(block.text, 0, most + 1) if match.end() <= most]
    place = ends[-1] if ends and ends[-1] > most // 2 else most
    first, rest = block.text[:place].rstrip(), block.text[place:].lstrip()
    return replace(block, text=first), replace(block, text=rest)


def _fitting(text: str, lines: int) -> int:
    """Return how many characters of *text* fit into *lines*."""
    place = count = 0
    used = 0.0
    for token in _TOKEN.findall(text):
        count, used = _after(token, count, used, _LINE_CHARACTERS)
        if count >= lines:
            break
        place += len(token)
    return place


def _count_lines(text: str, width: float) -> int:
    count, used = 0, 0.0
    for token in _TOKEN.findall(text):
        count, used = _after(token, count, used, width)
    return count + 1


def _after(token: str, count: int, used: float, width: float) -> tuple[int, float]:
    """Return the number of full lines before, and how much of the last is used, when *token* stands behind others."""
    size = sum(map(_width, token))
    if used + size <= width:
        return count, used + size
    if size <= width:
        return count + 1, size
    # A word longer than a line is broken anywhere.
    whole, rest = divmod(size, width)
    return count + 1 + int(whole), rest


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return _WIDER.get(character, _NARROW)
