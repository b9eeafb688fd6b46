"""What an article's text refers to: pictures, and pages of the library."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from webapp.core.markup import render

_IMAGE = re.compile(r'<img\b[^<>]*?\bsrc="([^"]*)"')
_LINK = re.compile(r'<a\b[^<>]*?\bhref="([^"]*)"')
_REMOTE_PICTURE = re.compile(r"!\[[^][\n]*]\(\s*<?((?:https?:)?//[^()<>\s]+)")
_MAY_REFER = re.compile(r"]\(|]\[|]:|<")


@dataclass(frozen=True, slots=True)
class References:
    """File names as the text has them, each once, in reading order; *remote_pictures* are addresses."""

    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    remote_pictures: tuple[str, ...] = ()


def references(markdown: str) -> References:
    """Return what *markdown* refers to inside the library, and the pictures it wants from outside."""
    if not _MAY_REFER.search(markdown):
        return References()
    html = render(markdown)
    pictures = (unquote(unescape(src)) for src in _IMAGE.findall(html))
    links = (_local_path(unescape(href)) for href in _LINK.findall(html))
    return References(
        tuple(dict.fromkeys(pictures)),
        tuple(dict.fromkeys(link for link in links if link)),
        tuple(dict.fromkeys(_REMOTE_PICTURE.findall(markdown))),
    )


def _local_path(href: str) -> str:
    """Return the path that *href* names, or nothing if it leads elsewhere or stays on the page."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)
