"""A page of the frozen site for a card: other addresses, one copy of each picture, nothing that needs a connection.

Libraries may have their own templates, so this reads the HTML, and the classes that static/js/reading/pictures.js
uses: ``.shown`` holds a picture in ``noscript`` or ``template``, beside its placeholder. Everything else stays
byte for byte.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import islice, takewhile

from webapp.core.edits import Edit, apply_edits
from webapp.core.html.html_source import Element, elements_of
from webapp.freeze.file_references import LINK_SETS, LINKS, move_css, move_set

AddressMove = Callable[[str], str]
"""Turns an address of the page into its address on the card."""

_FOR_LINES = ("keep.js", "pictures.js", "lost.js")
"""Scripts that keep a copy of the site, save data, or find the site of a missing page."""
_FOR_HOSTS = {"alternate", "manifest", "canonical"}
"""Feeds, home screens and public addresses: a card has none."""
_FEED = "feed.xml"
_BOX, _WAITING = "shown", {"shown", "placed"}
_LINKS = LINKS | {"data-suggest", "data-quoted", "data-long"}
_NAMES = {"id", "for", "form", "headers", "list"}
"""Attributes that hold an identifier, or several."""


@dataclass(frozen=True, slots=True)
class PagePieces:
    """A page in pieces, to share a file with others: its *content*, and the frame around it.

    *head* is what comes before its title and after it. *styles* and *sheets* are taken out of *head* and *content*.
    """

    head: tuple[str, str]
    styles: Sequence[str]
    sheets: Sequence[str]
    main: str
    content: str
    foot: str


class CardPage:
    """The page *source*."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._elements = elements_of(source)

    @cached_property
    def title(self) -> str:
        """Its title, as written."""
        title = self._first("title")
        return self._source[title.inside : title.close] if title else ""

    @cached_property
    def is_hidden(self) -> bool:
        """Whether it tells search engines to leave it out, as a redirect does."""
        robots = (element for element in self._named("meta") if element.get("name").lower() == "robots")
        return any("noindex" in element.get("content").lower() for element in robots)

    @cached_property
    def is_bindable(self) -> bool:
        """Whether it can share a file: it has a ``main``, and no script of its own."""
        return self._first("main") is not None and all(map(_is_for_lines, self._named("script")))

    def whole(self, move: AddressMove) -> str:
        """Return the page as a file of its own."""
        return self._cut(list(self._edits(move)), 0, len(self._source))

    def searching(self, move: AddressMove, script: str) -> str:
        """Return the page as a file of its own; the script at the address *script* comes before the others.

        That script hands out the search files, so the page must not prefetch any.
        """
        ahead = [Edit(link.start, link.end, "") for link in self._named("link") if "preload" in link.words("rel")]
        first = next(each for each in self._named("script") if each.get("src") and not _is_for_lines(each))
        added = Edit(first.start, first.start, f'<script src="{escape(script)}"></script>')
        return self._cut([*self._edits(move), *ahead, added], 0, len(self._source))

    def part(self, move: AddressMove, name: str) -> PagePieces:
        """Return the page in pieces; it must have a ``main``. Its identifiers are prefixed with *name*."""
        main = next(self._named("main"))
        title = self._first("title")
        before, behind = (title.start, title.end) if title else (main.start, main.start)
        edits = list(self._edits(move))
        styles = [each for each in self._named("style") if each.start < main.start]
        sheets = [self._line(each) for each in self._named("link") if _is_sheet(each) and main.holds(each)]
        about = [self._line(each) for each in self._named("meta") if each.get("name").lower() == "description"]
        head = [*edits, *about, *(Edit(each.start, each.end, "") for each in styles)]
        names = [edit for each in self._elements if main.holds(each) for edit in _renamed(each, name)]
        return PagePieces(
            head=(self._cut(head, 0, before), self._cut(head, behind, main.start)),
            styles=[self._cut(edits, each.start, each.end) for each in styles],
            sheets=[self._cut(edits, each.start, each.end) for each in sheets],
            main=self._cut(edits, main.start, main.inside),
            content=self._cut([*edits, *sheets, *names], main.inside, main.close),
            foot=self._cut(edits, main.end, len(self._source)),
        )

    def _named(self, name: str) -> Iterator[Element]:
        return (element for element in self._elements if element.name == name)

    def _first(self, name: str) -> Element | None:
        return next(self._named(name), None)

    def _line(self, element: Element) -> Edit:
        """Return the edit that removes *element* and the end of its line."""
        return Edit(element.start, element.end + self._source.startswith("\n", element.end), "")

    def _cut(self, edits: Sequence[Edit], start: int, end: int) -> str:
        """Return the text from *start* to *end* after *edits*; an edit within another is ignored."""
        inner = []
        place = start
        for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
            if place <= edit.start and edit.end <= end:
                inner.append(Edit(edit.start - start, edit.end - start, edit.text))
                place = edit.end
        return apply_edits(self._source[start:end], inner)

    def _edits(self, move: AddressMove) -> Iterator[Edit]:
        """Yield the edits for a card; *move* changes the addresses that stay."""
        boxes, opened, removed = self._pictures()
        removed.update(self._needless())
        gone = 0
        for element in self._elements:
            if element.start < gone:
                continue
            if element in removed:
                edit = self._line(element)
                gone = edit.end
                yield edit
            elif element in opened:
                yield Edit(element.start, element.inside, "")
                yield Edit(element.close, element.end, "")
            else:
                yield from self._moved(element, move)
                if element in boxes:
                    yield self._ready(element)

    def _pictures(self) -> tuple[set[Element], set[Element], set[Element]]:
        """Return the boxes of pictures, the elements to unwrap around them, and the elements to remove beside them."""
        boxes: set[Element] = set()
        opened: set[Element] = set()
        removed: set[Element] = set()
        for place, element in enumerate(self._elements):
            if element.name not in ("noscript", "picture") and _BOX not in element.words("class"):
                continue
            inside = list(takewhile(element.holds, islice(self._elements, place + 1, None)))
            shows = any(each.name == "img" and each.get("src") for each in inside)
            if element.name == "picture" and shows:
                opened.add(element)
                removed.update(each for each in inside if each.name == "source")
            elif element.name == "noscript" and shows:
                opened.add(element)
            elif held := next((each for each in inside if each.name in ("noscript", "template")), None):
                boxes.add(element)
                opened.add(held)
                removed.update(each for each in inside if not held.holds(each) and _stands_in(each))
        return boxes, opened, removed

    def _needless(self) -> Iterator[Element]:
        for place, element in enumerate(self._elements):
            if element.name == "base" or _is_for_lines(element) or _is_for_hosts(element):
                yield element
            elif element.name in ("p", "li") and place + 1 < len(self._elements):
                inside = self._elements[place + 1]
                alone = self._source[element.inside : element.close].strip()
                if _is_for_hosts(inside) and alone == self._source[inside.start : inside.end]:
                    yield element

    def _moved(self, element: Element, move: AddressMove) -> Iterator[Edit]:
        if element.name == "style":
            yield Edit(element.inside, element.close, move_css(self._source[element.inside : element.close], move))
        has_one_copy = element.name == "img" and "src" in element.attributes
        for name, attribute in element.attributes.items():
            if name in _LINKS:
                yield _changed(element, name, move(attribute.value))
            elif has_one_copy and name in ("srcset", "sizes"):
                yield self._without(element, name)
            elif name in LINK_SETS:
                yield _changed(element, name, move_set(attribute.value, move))
            elif name == "style":
                yield _changed(element, name, move_css(attribute.value, move))

    def _ready(self, box: Element) -> Edit:
        """Return the edit that removes from *box* the classes that announce a picture."""
        others = [name for name in box.words("class") if name not in _WAITING]
        return _changed(box, "class", " ".join(others)) if others else self._without(box, "class")

    def _without(self, element: Element, name: str) -> Edit:
        attribute = element.attributes[name]
        before = self._source[element.start : element.start + attribute.start]
        return Edit(element.start + len(before.rstrip()), element.start + attribute.end, "")


def _is_for_lines(element: Element) -> bool:
    return element.name == "script" and element.get("src").rpartition("/")[2] in _FOR_LINES


def _is_for_hosts(element: Element) -> bool:
    if element.name == "a":
        return element.get("href").rpartition("/")[2] == _FEED
    return element.name == "link" and not _FOR_HOSTS.isdisjoint(element.words("rel"))


def _is_sheet(element: Element) -> bool:
    return "stylesheet" in element.words("rel")


def _stands_in(element: Element) -> bool:
    """Tell whether *element* is the placeholder of a picture."""
    return element.name == "canvas" or "load" in element.words("class") or element.get("src").startswith("data:")


def _renamed(element: Element, name: str) -> Iterator[Edit]:
    for key in _NAMES & element.attributes.keys():
        yield _changed(element, key, " ".join(f"{name}/{each}" for each in element.words(key)))


def _changed(element: Element, name: str, value: str) -> Edit:
    """Return the edit that gives an attribute of *element* another *value*."""
    attribute = element.attributes[name]
    return Edit(element.start + attribute.start, element.start + attribute.end, f'{name}="{escape(value)}"')
