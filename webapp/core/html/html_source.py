"""The elements of a page and where they stand in its source, so that a page can be changed without writing it anew.

Tags are read by the rules of HTML: attributes come in any order and any quotes. An element without an end tag ends with
the one around it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_INSIDE_TAG = r"""[^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+')?+[^>=]*+)*+"""
TAG = re.compile(
    r"<!--.*?-->|<![^>]*>"
    rf"|<(script|style|textarea|title)\b({_INSIDE_TAG})>(.*?)</\1\s*>"
    rf"|<(/?[a-z][^\s/>]*)({_INSIDE_TAG})>",
    re.DOTALL | re.IGNORECASE,
)
"""A comment; or an element that holds no tags, with its attributes and text; or a tag with its attributes."""
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))""")
"""An attribute with a value: its name, and the value as it stands in one kind of quotes, in the other, or in none."""
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905


class Attribute(NamedTuple):
    """The *value* of an attribute, and where its source stands in the tag, the name with it."""

    value: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Element:
    """An element: its start tag stands from *start* to *inside*, its end tag from *close* to *end*.

    Names are in small letters; of an attribute without a value nothing is known.
    """

    name: str
    attributes: Mapping[str, Attribute]
    start: int
    inside: int
    close: int
    end: int

    def get(self, name: str) -> str:
        """Return the value of an attribute; an empty text if there is none."""
        found = self.attributes.get(name)
        return found.value if found else ""

    def words(self, name: str) -> list[str]:
        """Return the words of an attribute that is a list, such as ``class`` or ``rel``."""
        return self.get(name).split()

    def holds(self, other: "Element") -> bool:
        """Tell whether *other* is inside."""
        return self.inside <= other.start < self.close


def elements_of(source: str) -> Sequence[Element]:
    """Return the elements of the page *source* in the order of their start tags."""
    found: list[Element] = []
    unclosed: list[Element] = []
    for match in TAG.finditer(source):
        raw_name, name = match[1], match[4]
        start, end = match.span()
        if raw_name:
            inside, close = match.span(3)
            found.append(Element(raw_name.lower(), _attributes(source[start:inside]), start, inside, close, end))
        elif name and name[0] == "/":
            _close(unclosed, name[1:].lower(), start, end)
        elif name:
            element = Element(name.lower(), _attributes(match[0]), start, end, end, end)
            found.append(element)
            if element.name not in _EMPTY:
                unclosed.append(element)
    for element in unclosed:
        element.close = element.end = len(source)
    return found


# Tags repeat from page to page.
@lru_cache(maxsize=8_000)
def _attributes(tag: str) -> Mapping[str, Attribute]:
    found: dict[str, Attribute] = {}
    for match in ATTRIBUTE.finditer(tag):
        value = unescape(match[2] or match[3] or match[4] or "").strip()
        found.setdefault(match[1].lower(), Attribute(value, *match.span()))
    return found


def _close(unclosed: list[Element], name: str, start: int, end: int) -> None:
    """End the last of *unclosed* with *name*, and all that it holds; an end tag without a start tag says nothing."""
    if not any(element.name == name for element in reversed(unclosed)):
        return
    while (element := unclosed.pop()).name != name:
        element.close = element.end = start
    element.close, element.end = start, end
