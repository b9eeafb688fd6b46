"""Read the references of a file of the site, and the ids in it that others may refer to.

A freeze may read ten thousand pages, so HTML is scanned with regular expressions: eight times faster than html.parser.
Tags repeat from page to page, and each is parsed once.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.etree import ElementTree

from webapp.causes import cause
from webapp.core.html.html_source import ATTRIBUTE, TAG
from webapp.messages import Message

_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s[^,]*)?")
_REFRESH = re.compile(r"[\d.\s]*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_LINK = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""")

LINKS = {"href", "src", "poster", "action", "formaction", "data", "background", "xlink:href"}
"""Attributes that hold an address."""
LINK_SETS = {"srcset", "imagesrcset"}
"""Attributes that hold several addresses, each with a descriptor."""
_MANIFEST_LINKS = {"src", "url", "start_url"}


@dataclass(frozen=True, slots=True)
class FileReferences:
    """The *links* of a file as written, without repeats; its *ids*; the *base* of its links."""

    links: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    base: str = ""


def read_html(text: str) -> FileReferences:
    """Read a page: its links, pictures, styles and forms."""
    links: list[str] = []
    ids: list[str] = []
    base = ""
    for raw_name, raw_attributes, inside, name, attributes in TAG.findall(text):
        if "=" in attributes or "=" in raw_attributes:
            found = _read_tag(name or raw_name, attributes or raw_attributes)
            links += found.links
            ids += found.ids
            base = base or found.base
        if inside and raw_name.lower() == "style":
            links += read_css(inside).links
    return FileReferences(tuple(dict.fromkeys(links)), frozenset(ids), base)


def read_css(text: str) -> FileReferences:
    """Read a style sheet: its pictures, fonts and imports."""
    found = _CSS_LINK.findall(_CSS_COMMENT.sub("", text))
    return FileReferences(tuple(dict.fromkeys("".join(groups) for groups in found)))


def move_css(text: str, move: Callable[[str], str]) -> str:
    """Return the style sheet *text* with new addresses: *move* maps each one."""

    def replace(match: re.Match[str]) -> str:
        address = "".join(filter(None, match.groups()))
        return match[0].replace(address, move(address)) if address else match[0]

    return _CSS_LINK.sub(replace, text)


def move_set(text: str, move: Callable[[str], str]) -> str:
    """Return *text*, the value of one of LINK_SETS, with new addresses: *move* maps each one."""
    return _CANDIDATE.sub(lambda match: move(match[1]) + match[0][len(match[1]) :], text)


def read_xml(text: str) -> FileReferences:
    """Read a feed, a site map or an SVG picture. Raises ValueError if it is not well-formed."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (our own app has just written it)
    except ElementTree.ParseError as error:
        raise ValueError(Message("bad_xml", why=cause(error))) from None
    links: dict[str, None] = {}
    ids = set()
    for element in root.iter():
        if element.tag.endswith("}loc") and element.text:
            links[element.text.strip()] = None
        for name, value in element.items():
            if name.rpartition("}")[2] in ("href", "src"):
                links[value] = None
            elif name == "id":
                ids.add(value)
    return FileReferences(tuple(links), frozenset(ids))


def read_manifest(text: str) -> FileReferences:
    """Read a web manifest: its start page and icons. Raises ValueError if it is not JSON."""
    try:
        return FileReferences(tuple(dict.fromkeys(_manifest_links(json.loads(text)))))
    except json.JSONDecodeError as error:
        raise ValueError(Message("is_bad_json", why=cause(error))) from None


ReferenceReader = Callable[[str], FileReferences]

REFERENCE_READERS: dict[str, ReferenceReader] = {
    ".html": read_html,
    ".css": read_css,
    ".xml": read_xml,
    ".svg": read_xml,
    ".webmanifest": read_manifest,
}
"""By the ending of a file's name. Other files have no references that we could check."""


@lru_cache(maxsize=8_000)
def _read_tag(name: str, attributes: str) -> FileReferences:
    values = {key.lower(): unescape("".join(value)).strip() for key, *value in ATTRIBUTE.findall(attributes)}
    name = name.lower()
    if name == "base":
        return FileReferences(base=values.get("href", ""))
    ids = {values[key] for key in ("id", *(["name"] if name == "a" else [])) if key in values}
    return FileReferences(tuple(_attribute_links(values)), frozenset(ids))


def _attribute_links(values: dict[str, str]) -> Iterator[str]:
    for key, value in values.items():
        if key in LINKS:
            yield value
        elif key in LINK_SETS:
            yield from _CANDIDATE.findall(value)
        elif key == "style":
            yield from read_css(value).links
        elif key == "content" and values.get("http-equiv", "").lower() == "refresh":
            yield from _REFRESH.findall(value)


def _manifest_links(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _MANIFEST_LINKS and isinstance(inner, str):
                yield inner
            yield from _manifest_links(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _manifest_links(inner)
