"""What a page is made of: its words, what stands around them, and its parts."""

import re
from collections.abc import Callable
from html import unescape

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_TITLE = re.compile(r'<title>.*?</title>|<meta name="description"[^>]*>', re.DOTALL)
_MAIN = re.compile(r"<main>.*</main>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FIRST = re.compile(r'<(?:link rel="(?:stylesheet|icon|preload)"|script)[^>]*? (?:href|src)="([^"]+)"')
_PARTS = {
    "pictures": re.compile(r"<(?:picture|source|img|figure|/picture|/figure)\b[^>]*>"),
    "tables": re.compile(r"</?(?:table|thead|tbody|tr|th|td)\b[^>]*>"),
    "links": re.compile(r"</?a\b[^>]*>"),
}


def words(page: str) -> str:
    """Return what is read on *page*."""
    return unescape(_TAG.sub("", _SCRIPT.sub("", _STYLE.sub("", page))))


def frame(page: str) -> str:
    """Return what *page* has around its content, without its own title and description."""
    return _TITLE.sub("", _MAIN.sub("", page))


def first_files(page: str) -> list[str]:
    """Return how *page* writes the addresses of its styles, scripts and icon."""
    return _FIRST.findall(page)


def weigh_parts(page: str, weigh: Callable[[str], int]) -> dict[str, int]:
    """Return what the parts of *page* weigh, each by itself; parts that it has not are left out."""
    parts = {
        "words": words(page),
        "styles": "".join(_STYLE.findall(page)),
        "scripts": "".join(_SCRIPT.findall(page)),
        **{name: "".join(pattern.findall(page)) for name, pattern in _PARTS.items()},
    }
    others = _SCRIPT.sub("", _STYLE.sub("", page))
    for pattern in _PARTS.values():
        others = pattern.sub("", others)
    parts["other markup"] = "".join(_TAG.findall(others))
    return {name: weigh(part) for name, part in parts.items() if part}
