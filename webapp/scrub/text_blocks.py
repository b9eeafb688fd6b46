"""The pieces of a plain document, for Markdown."""

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

    The *text* of an item has no mark; *follows_blank_line* tells that a blank line precedes it.
    """

    kind: Literal["text", "picture", "item", "numbered", "heading"]
    text: str
    follows_blank_line: bool = False
    level: int = 0


def read_blocks(text: str) -> list[TextBlock]:
    """Return the lines of *text* that are not blank, each with the kind that it looks like."""
    blocks = []
    follows_blank_line = False
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            blocks += _blocks(stripped, follows_blank_line)
        follows_blank_line = not stripped
    return list(_with_lists(blocks))


def _blocks(line: str, follows_blank_line: bool) -> list[TextBlock]:
    pictures = pictures_on_line(line)
    if pictures:
        return [TextBlock("picture", name, follows_blank_line) for name in pictures]
    bullet = _BULLET.match(line)
    if bullet:
        return [TextBlock("item", line[bullet.end() :], follows_blank_line)]
    return [TextBlock("text", line, follows_blank_line)]


def _with_lists(blocks: list[TextBlock]) -> Iterator[TextBlock]:
    """Turn consecutive numbered lines into list items: 1. 2. 3.

    A single numbered line between paragraphs stays text, because Markdown would renumber it.
    """
    position = 0
    while position < len(blocks):
        run = _numbered_run(blocks, position)
        if len(run) > 1:
            yield from run
            position += len(run)
        else:
            yield blocks[position]
            position += 1


def _numbered_run(blocks: list[TextBlock], position: int) -> list[TextBlock]:
    run: list[TextBlock] = []
    for block in blocks[position:]:
        match = _NUMBERED.match(block.text) if block.kind == "text" else None
        if match is None or int(match.group(1)) != len(run) + 1:
            break
        run.append(TextBlock("numbered", block.text[match.end() :], block.follows_blank_line, len(run) + 1))
    return run
