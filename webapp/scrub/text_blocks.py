"""The pieces of a plain document, as they will stand in Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from webapp.scrub.pictures import pictures_on_line

_BULLET = re.compile(r"(?:[•●■◆▪◦‣]\s*|[·*+–-]\s+)(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})\s?(?:[、．]|\.(?!\d))\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A line of a plain document, without indentation.

    *text* of an item is without its mark; *is_apart* tells that a blank line stands before it.
    """

    kind: Literal["text", "picture", "item", "numbered", "heading"]
    text: str
    is_apart: bool = False
    level: int = 0


def read_blocks(text: str) -> list[TextBlock]:
    """Return the lines of *text* that hold something, each with the kind that its own look gives it."""
    blocks = []
    is_apart = False
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            blocks += _blocks(stripped, is_apart)
        is_apart = not stripped
    return list(_with_lists(blocks))


def _blocks(line: str, is_apart: bool) -> list[TextBlock]:
    pictures = pictures_on_line(line)
    if pictures:
        return [TextBlock("picture", name, is_apart) for name in pictures]
    bullet = _BULLET.match(line)
    if bullet:
        return [TextBlock("item", line[bullet.end() :], is_apart)]
    return [TextBlock("text", line, is_apart)]


def _with_lists(blocks: list[TextBlock]) -> Iterator[TextBlock]:
    """Make list items of numbered lines that follow each other: 1. 2. 3.

    A numbered line that stands alone between paragraphs stays text, as Markdown would number it anew.
    """
    place = 0
    while place < len(blocks):
        run = _numbered_run(blocks, place)
        if len(run) > 1:
            yield from run
            place += len(run)
        else:
            yield blocks[place]
            place += 1


def _numbered_run(blocks: list[TextBlock], place: int) -> list[TextBlock]:
    run: list[TextBlock] = []
    for block in blocks[place:]:
        match = _NUMBERED.match(block.text) if block.kind == "text" else None
        if match is None or int(match.group(1)) != len(run) + 1:
            break
        run.append(TextBlock("numbered", block.text[match.end() :], block.is_apart, len(run) + 1))
    return run
