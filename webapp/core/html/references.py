"""What an article's text refers to: pictures, and pages of the library."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from webapp.core.html.markup import render

_INSIDE_TAG = r'[^<>"]*(?:"[^"]*"[^<>"]*)*'
_IMAGE = re.compile(rf'<img\b{_INSIDE_TAG}\bsrc="([^"]*)"')
_LINK = re.compile(rf'<a\b{_INSIDE_TAG}\bhref="([^"]*)"')
_TAG = re.compile(f"<[a-z]{_INSIDE_TAG}>")
_ID = re.compile(r' id="([^"]*)"')
_REMOTE_PICTURE = re.compile(r"!\[[^][\n]*]\(\s*<?((?:https?:)?//[^()<>\s]+)")
_MAY_REFER = re.compile(r"]\(|]\[|]:|<")


@dataclass(frozen=True, slots=True)
class References:
    """What a text refers to, each once, in reading order: names of *pictures*, *links* and *remote_pictures*.

    Links are as the text has them; those to a place of the text itself are left out, if it has the place.
    """

    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    remote_pictures: tuple[str, ...] = ()


def references(markdown: str) -> References:
    """Return what *markdown* refers to."""
    if not _MAY_REFER.search(markdown):
        return References()
    html = render(markdown)
    pictures = (unquote(unescape(src)) for src in _IMAGE.findall(html))
    links = (unescape(href) for href in _LINK.findall(html))
    return References(
        tuple(dict.fromkeys(pictures)),
        tuple(dict.fromkeys(link for link in links if not _is_place(link, html))),
        tuple(dict.fromkeys(_REMOTE_PICTURE.findall(markdown))),
    )


# A text with many notes asks for each.
@lru_cache(maxsize=4)
def ids_in(html: str) -> frozenset[str]:
    """Return the ids of the elements of *html*, which is sanitised."""
    return frozenset(unescape(found) for tag in _TAG.findall(html) for found in _ID.findall(tag))


def _is_place(link: str, html: str) -> bool:
    return link.startswith("#") and link[1:] in ids_in(html)
