"""Turn an article's HTML into the HTML of its page: links, pictures, tables and marks.

The HTML comes from core/html/markup.py and is sanitised: attributes are in double quotes, links do not nest.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from html import escape, unescape
from itertools import count

from webapp.core.language.snippet import mark_spans

_INSIDE_TAG = r'[^<>"]*(?:"[^"]*"[^<>"]*)*'
_TAG = re.compile(f"(<{_INSIDE_TAG}>)")
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|q|rp|rt|ruby|s|small|span|strong|sub|sup|u)\b")
_LINK = re.compile(rf"<a\b({_INSIDE_TAG})>(.*?)</a>", re.DOTALL)
_IMAGE = re.compile(rf"<img\b({_INSIDE_TAG})>")
_IMAGES = re.compile(rf"<p>(?P<alone>(?:\s*<img\b{_INSIDE_TAG}>(?:\s*<br ?/?>)?)+)\s*</p>|<img\b{_INSIDE_TAG}>")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_HREF = re.compile(r'\bhref="[^"]*" ?')

LinkMaker = Callable[[str], str | None]
"""Maps an address in the text to one for the page; None if it leads nowhere."""


@dataclass(frozen=True, slots=True)
class ImageTag:
    """An image of an article, and its position: *is_alone* in its paragraph, *is_first* on the page."""

    src: str
    alt: str
    title: str
    is_alone: bool
    is_first: bool


def place_links(html: str, make_link: LinkMaker) -> str:
    """Return *html* with new addresses of links from *make_link*; a link without an address becomes its text."""

    def replace(match: re.Match[str]) -> str:
        attributes, inside = match.groups()
        href = make_link(_values(attributes).get("href", ""))
        if href is None:
            return inside
        others = _HREF.sub("", attributes).strip()
        return f'<a href="{escape(href)}" {others}'.rstrip() + f">{inside}</a>"

    return _LINK.sub(replace, html)


def part_pictures(html: str) -> str:
    """Return *html* with pictures moved out of links, to before them; the link keeps their alternative text."""

    def part(match: re.Match[str]) -> str:
        attributes, inside = match.groups()
        images = _IMAGE.findall(inside)
        if not images:
            return match[0]
        words = _IMAGE.sub("", inside).strip() or escape(_values(images[0]).get("alt", "")) or "→"
        return "".join(f"<img{image}>" for image in images) + f"<a{attributes}>{words}</a>"

    return _LINK.sub(part, html)


def place_pictures(html: str, make_picture: Callable[[ImageTag], str]) -> str:
    """Return *html* with images from *make_picture*; an image alone in its paragraph replaces the paragraph."""
    number = count()

    def make(attributes: str, is_alone: bool) -> str:
        values = _values(attributes)
        src, alt, title = (values.get(name, "") for name in ("src", "alt", "title"))
        return make_picture(ImageTag(src, alt, title, is_alone, is_first=next(number) == 0))

    def replace(match: re.Match[str]) -> str:
        is_alone = match["alone"] is not None
        return "\n".join(make(attributes, is_alone) for attributes in _IMAGE.findall(match[0]))

    return _IMAGES.sub(replace, html)


def place_tables(html: str) -> str:
    """Return *html* with each table in a box that scrolls on a narrow phone, by keyboard too."""
    return _TABLE.sub(r'<div class="scroll" tabindex="0">\g<0></div>', html) if "<table" in html else html


def mark_words(html: str, words: Collection[str]) -> str:
    """Return *html* with *words* marked in the text, also across inline tags."""
    parts = _TAG.split(html)
    parts[::2] = map(unescape, parts[::2])
    texts = [("" if _INLINE.match(part) else "\n") if place % 2 else part for place, part in enumerate(parts)]
    spans, start = mark_spans("".join(texts), words), 0
    for place, text in enumerate(texts):
        if place % 2 == 0:
            inside = [
                (max(0, first - start), last - start)
                for first, last in spans
                if first < start + len(text) and last > start
            ]
            parts[place] = _marked(text, inside)
        start += len(text)
    return "".join(parts)


def cut_at_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return *text* in pieces, each with True if *spans* cover it."""
    pieces, place = [], 0
    for start, end in spans:
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    pieces.append((text[place:], False))
    return [piece for piece in pieces if piece[0]]


def _values(attributes: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces = cut_at_spans(text, spans)
    return "".join(f"<mark>{_escaped(piece)}</mark>" if match else _escaped(piece) for piece, match in pieces)


def _escaped(text: str) -> str:
    return escape(text, quote=False)
