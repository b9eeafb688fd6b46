"""Write a plain document as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.headings import mark_headings
from webapp.scrub.text_blocks import TextBlock, read_blocks

RULE = "structure"

# Consecutive lines up to this length keep their line ends, as verse and addresses need.
_LONGEST_VERSE = 32
_SIGNS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[`*]|(?<!\w)_|_(?!\w)|<(?=[a-zA-Z/!?])|~(?=~)|\[(?=[^\]\n]{0,400}\][(\[:])|&(?=#?\w+;)"
)
_LINE_START = re.compile(r"(?:#{1,6}(?=\s|$)|>|[+-](?=\s|$)|=+$|-{2,}$|\|)|(\d{1,9})([.)])(?=\s|$)")


def write_markdown(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* in Markdown: pictures, headings and lists are marked, other signs are literal."""
    blocks = mark_headings(read_blocks(draft.text))
    text = "".join(_pieces(blocks)).strip("\n")
    return replace(draft, text=text, form="markdown"), _findings(blocks)


def _pieces(blocks: list[TextBlock]) -> Iterator[str]:
    before: TextBlock | None = None
    for block in blocks:
        if before:
            yield _between(before, block)
        yield _written(block)
        before = block


def _between(before: TextBlock, block: TextBlock) -> str:
    if before.kind == block.kind in ("item", "numbered") and block.level != 1:
        return "\n"
    if before.kind == block.kind == "text" and not block.follows_blank_line and _is_verse(before) and _is_verse(block):
        return "  \n"
    return "\n\n"


def _is_verse(block: TextBlock) -> bool:
    return len(block.text) <= _LONGEST_VERSE


def _written(block: TextBlock) -> str:
    if block.kind == "picture":
        return f"![](<{block.text}>)" if re.search(r"[\s()]", block.text) else f"![]({block.text})"
    text = _literal(block.text)
    marks = {"item": "- ", "numbered": f"{block.level}. ", "heading": f"{'#' * block.level} ", "text": ""}
    return marks[block.kind] + text


def _literal(line: str) -> str:
    """Return *line* so that Markdown shows it as it is."""
    line = _SIGNS.sub(lambda match: "\\" + match.group(), line).replace("\\<", "&lt;")
    start = _LINE_START.match(line)
    if start is None:
        return line
    position = start.start(2) if start.group(2) else 0
    return f"{line[:position]}\\{line[position:]}"


def _findings(blocks: list[TextBlock]) -> list[Finding]:
    headings = [block.text for block in blocks if block.kind == "heading"]
    if not headings:
        return []
    shown = " / ".join(headings[:8]) + (" …" if len(headings) > 8 else "")
    return [Finding(RULE, Message("made_headings", count=len(headings), shown=shown), len(headings))]
