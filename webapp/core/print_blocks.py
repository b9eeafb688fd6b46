"""An article as blocks of plain text: what is left of it on paper, where nothing can be touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

PrintBlockKind = Literal["title", "facts", "heading", "text", "item", "point", "note", "code", "line", "lines", "task"]

_KINDS: dict[str, PrintBlockKind] = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("p", "pre", "blockquote", "caption", "dt", "dd", "summary", "details"), "text"),
    **dict.fromkeys(("li", "tr"), "item"),
}
_CELLS = ("td", "th")
_BETWEEN_CELLS = " ｜ "


@dataclass(frozen=True, slots=True)
class PrintBlock:
    """A piece of a printed page: its *text* in the language *lang*; for a ``code``, the address that is in it."""

    kind: PrintBlockKind
    text: str = ""
    lang: str = ""


def blocks_of(html: str, lang: str) -> tuple[PrintBlock, ...]:
    """Return the headings, paragraphs, items and rows of *html*, which core/html/markup.py made, without pictures."""
    reader = _Reader(lang)
    reader.feed(html)
    reader.close()
    return tuple(reader.blocks())


class _Reader(HTMLParser):
    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._found: list[PrintBlock] = []
        self._kind: PrintBlockKind = "text"
        self._text = ""
        self._mark = ""
        self._lists: list[int | None] = []

    def blocks(self) -> Iterator[PrintBlock]:
        """Yield what was found."""
        self._end()
        yield from self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul"):
            start = dict(attrs).get("start") or "1"
            self._lists.append(int(start) if tag == "ol" and start.isdecimal() else None)
        elif tag in _CELLS and self._text.strip():
            self._text += _BETWEEN_CELLS
        elif tag == "br":
            self._end()
        # A loose item holds paragraphs: the first of them has the item's mark.
        elif tag in _KINDS and not (tag == "p" and self._lists and self._kind == "item"):
            self._end()
            self._kind = _KINDS[tag]
            self._mark = self._next_mark() if tag == "li" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in _KINDS or tag in ("ol", "ul"):
            self._end()
            if tag != "p":
                self._kind = "text"

    def handle_data(self, data: str) -> None:
        self._text += data

    def _end(self) -> None:
        text = " ".join(self._text.split())
        if text:
            self._found.append(PrintBlock(self._kind, self._mark + text, self._lang))
            self._mark = ""
        self._text = ""

    def _next_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "· "
        self._lists[-1] = number + 1
        return f"{number}. "
