"""Join lines that a program broke at a fixed width."""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.chinese.numbering import numbering
from webapp.scrub.normalise import HAN, normalise

RULE = "wrapped-lines"

# In columns; a Han character takes two. Verse is narrower, and paragraphs on one line each are wider.
_NARROWEST, _WIDEST = 36, 120
_SLACK = 6
_FEWEST_FULL = 3
_FULL_SHARE = 0.5
_UNFINISHED_SHARE = 0.4

_INDENT = re.compile(r"\s{2,}|　")
_OWN_LINE = re.compile(
    r"\s*(?:[-*+•·●■◆]\s|\d{1,3}[.、)．]|[(（]\d{1,3}[)）]|[①-⑳]|\S+\.(?:jpe?g|png|gif|webp|bmp)\s*$|[|#>])"
)
_FINISHED = re.compile(r"[。!?;:…”』」.)]\s*$")
# Scripts without spaces between words. Thai, Lao, Tibetan, Burmese and Khmer still break lines between words; Han, kana
# and Yi break them anywhere.
_SOUTHEAST = "\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\uaa60-\uaadf"
_UNSPACED = _SOUTHEAST + HAN + "\u3000-\u30ff\u31f0-\u31ff\uff00-\uffee\ua000-\ua4cf"
_WITHOUT_BLANK = re.compile(f"[{_UNSPACED}-]\n|\n[{_UNSPACED}]")
_FIRST_UNIT = re.compile(rf"[^\s{_UNSPACED}]+|[{_SOUTHEAST}]{{1,8}}|.")


def join_lines(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* with wrapped lines joined to paragraphs, if its lines are wrapped."""
    lines = draft.text.split("\n")
    width = _wrapping_width(lines)
    if width is None:
        return draft, []
    joined = [lines[0]]
    count = 0
    for line, following in pairwise(lines):
        if _continues(line, following, width):
            joined[-1] = join(joined[-1], following)
            count += 1
        else:
            joined.append(following)
    if not count:
        return draft, []
    return replace(draft, text="\n".join(joined)), [Finding(RULE, Message("joined_lines", count=count), count)]


def join(line: str, following: str) -> str:
    """Return both as one line, with a space between them if their scripts separate words."""
    line, following = line.rstrip(), following.strip()
    needs_no_blank = not line or _WITHOUT_BLANK.search(f"{line[-1]}\n{following[:1]}")
    return f"{line}{following}" if needs_no_blank else f"{line} {following}"


def _wrapping_width(lines: list[str]) -> int | None:
    """Return the width in columns at which the lines were broken; None if they were not."""
    runs = [(line, following) for line, following in pairwise(lines) if line.strip() and following.strip()]
    width = max((_width(line) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = [line for line, following in runs if _is_full(line, following, width)]
    unfinished = [line for line in full if not _FINISHED.search(normalise(line))]
    is_wrapped = (
        len(full) >= _FEWEST_FULL
        and len(full) >= _FULL_SHARE * len(runs)
        and len(unfinished) >= _UNFINISHED_SHARE * len(full)
    )
    return width if is_wrapped else None


def _continues(line: str, following: str, width: int) -> bool:
    if not line.strip() or not following.strip() or _INDENT.match(following):
        return False
    if _OWN_LINE.match(following) or numbering(following) or (_is_row(line) and _is_row(following)):
        return False
    return _is_full(line, following, width)


def _is_row(line: str) -> bool:
    """Tell whether *line* is a row of a table: 清溪村 支书张建国 13800001111. Such rows may be equally wide."""
    return len(line.split()) > 2 and re.search(r"\d{3}", line) is not None and "，" not in line


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether *line* had no room for the beginning of *following*."""
    unit = _FIRST_UNIT.match(following.strip())
    return _width(line.rstrip()) + (_width(unit.group()) if unit else 0) + _SLACK > width


def _width(text: str) -> int:
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):
        return 0
    # Greek and Cyrillic letters take two only in the fonts of old Chinese systems.
    return 2 if unicodedata.east_asian_width(character) in ("WF" if kind.startswith("L") else "WFA") else 1
