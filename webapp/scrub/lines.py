"""The lines of a document as a reader sees them, for rules that remove whole lines.

Marks of headings and lists, emphasis and escapes are left out. Tables, code, notes and HTML are the writer's, and
become blank lines: no rule looks at them.
"""

import re
from collections.abc import Collection

from webapp.core.draft import Draft

_FENCE = re.compile(r"\s*(```|~~~)")
_OWN = re.compile(r"\s*(?:\||<|\[\^[^\]]+\]:|!\[|>|    \S)")
_MARK = re.compile(r"^\s*(?:#{1,6}\s+|[-*+]\s+)")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = re.compile("[\ue000-\ue07f]")


def seen_lines(draft: Draft) -> list[str]:
    """Return the lines of *draft*, each as it looks on the page."""
    lines = draft.text.split("\n")
    if draft.form == "plain":
        return lines
    seen = []
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark and fence in ("", mark.group(1)):
            fence = "" if fence else mark.group(1)
            seen.append("")
        else:
            seen.append("" if fence or _OWN.match(line) else _plain(line))
    return seen


def without_lines(draft: Draft, numbers: Collection[int]) -> str:
    """Return the text of *draft* without the lines *numbers*."""
    return "\n".join(line for number, line in enumerate(draft.text.split("\n")) if number not in numbers)


def _plain(line: str) -> str:
    line = _ESCAPED.sub(lambda match: chr(0xE000 + ord(match.group(1))), _MARK.sub("", line))
    line = _EMPHASIS.sub("", _LINK.sub(r"\1", line))
    return _HELD.sub(lambda match: chr(ord(match.group()) - 0xE000), line).rstrip()
