"""The parts of a page: its words, its frame, and its tags by kind."""

from collections.abc import Callable, Iterator
from html import unescape

from webapp.core.edits import Edit, apply_edits
from webapp.core.html.html_source import TAG, elements_of

_PARTS = ("words", "styles", "scripts", "pictures", "tables", "links", "other markup")
_PART_OF = {
    "style": "styles",
    "script": "scripts",
    **dict.fromkeys(("picture", "source", "img", "figure"), "pictures"),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "th", "td"), "tables"),
    "a": "links",
}
_FIRST = {"stylesheet", "icon", "preload"}


def words(page: str) -> str:
    """Return the text that readers see on *page*."""
    return unescape("".join(piece for part, piece in _pieces(page) if part == "words"))


def frame(page: str) -> str:
    """Return what surrounds the content of *page*, without its own title and description."""
    own: list[Edit] = []
    for element in elements_of(page):
        is_own = element.name in ("main", "title") or element.get("name").lower() == "description"
        if is_own and (not own or own[-1].end <= element.start):
            own.append(Edit(element.start, element.end, ""))
    return apply_edits(page, own)


def first_files(page: str) -> list[str]:
    """Return the addresses of the styles, scripts and icon of *page*."""
    elements = elements_of(page)
    links = [each.get("href") for each in elements if each.name == "link" and not _FIRST.isdisjoint(each.words("rel"))]
    return list(filter(None, links + [each.get("src") for each in elements if each.name == "script"]))


def weigh_parts(page: str, weigh: Callable[[str], int]) -> dict[str, int]:
    """Return the weight of each part of *page*; missing parts are left out."""
    pieces: dict[str, list[str]] = {part: [] for part in _PARTS}
    for part, piece in _pieces(page):
        pieces[part].append(unescape(piece) if part == "words" else piece)
    return {part: weigh("".join(found)) for part, found in pieces.items() if any(found)}


def _pieces(page: str) -> Iterator[tuple[str, str]]:
    """Yield the tags of *page* and the text between them, in order, each with its part."""
    place = 0
    for match in TAG.finditer(page):
        yield "words", page[place : match.start()]
        name = (match[1] or match[4] or "").lower().removeprefix("/")
        part = _PART_OF.get(name, "other markup")
        if name in ("title", "textarea"):
            yield part, page[match.start() : match.start(3)]
            yield "words", match[3]
            yield part, page[match.end(3) : match.end()]
        else:
            yield part, match[0]
        place = match.end()
    yield "words", page[place:]
