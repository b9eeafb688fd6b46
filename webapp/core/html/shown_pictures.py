"""The pictures that a Markdown text shows: their captions, and leaving one out."""

import re
from collections.abc import Callable
from urllib.parse import unquote

_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]\n]*)\]\(\s*(?:<(?P<pointed>[^>\n]+)>|(?P<bare>[^\s)]+))(?:\s+\"(?P<title>[^\"\n]*)\")?\s*\)"
)
_NOT_IN_CAPTIONS = re.compile(r"[\[\]\\<>\n\r]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def captions(markdown: str) -> dict[str, str]:
    """Return the caption of each picture that *markdown* shows, by the name of its file, in reading order."""
    found = _IMAGE.finditer(markdown)
    return {_name(match): match["title"] or match["alt"] for match in found}


def with_caption(markdown: str, name: str, caption: str) -> str:
    """Return *markdown* with *caption* under the picture *name*."""
    words = " ".join(_NOT_IN_CAPTIONS.sub(" ", caption).split())
    return _replaced(markdown, name, lambda match: f"![{words}](<{match['pointed'] or match['bare']}>)")


def without_picture(markdown: str, name: str) -> str:
    """Return *markdown* without the picture *name*, and without the empty lines that it leaves."""
    return _EMPTY_LINES.sub("\n\n", _replaced(markdown, name, lambda match: ""))


def with_picture(markdown: str, name: str) -> str:
    """Return *markdown* with the picture *name* at its end, unless it shows it already."""
    return markdown if name in captions(markdown) else f"{markdown.rstrip()}\n\n![](<{name}>)\n".lstrip()


def with_name(markdown: str, name: str, new: str) -> str:
    """Return *markdown* with the picture *name* called *new*."""
    return _replaced(markdown, name, lambda match: f"![{match['title'] or match['alt']}](<{new}>)")


def _replaced(markdown: str, name: str, make: Callable[[re.Match[str]], str]) -> str:
    return _IMAGE.sub(lambda match: make(match) if _name(match) == name else match[0], markdown)


def _name(match: re.Match[str]) -> str:
    return unquote(match["pointed"] or match["bare"])
