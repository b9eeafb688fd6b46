"""Take the title from the beginning of a document without one."""

import re
from dataclasses import replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.chinese.numbering import numbering
from webapp.scrub.normalise import is_cry, is_prose, normalise

RULE = "title"

_LONGEST_TITLE = 80
_LONGEST_VERSE = 16
_NOT_A_TITLE = re.compile(
    r".*[:,;、。]|.*\d{7,}.*|[-*•·●]\s.*|\d{1,3}[.、)].*|https?://.*|.*\.(?:jpe?g|png|gif|webp|bmp)|[\W\d_]*"
)
_MARKDOWN_HEADING = re.compile(r"#\s+(.+?)\s*#*")
_SITE_NAME = re.compile(r"\s*[_|｜—–-]+\s*[^_|｜]{2,30}")


def take_title(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* with its first line as title, if it can be one, and without lines that repeat the title."""
    lines = draft.text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if not filled:
        return draft, []
    first = lines[filled[0]].strip()
    title = draft.title or ("" if len(filled) == 1 and is_cry(first) else _title_in(first, draft.form))
    if not title:
        return draft, []
    second = lines[filled[1]].strip() if len(filled) > 1 and draft.form == "plain" else ""
    if not draft.title and second and _SITE_NAME.fullmatch(first.removeprefix(second)):
        title = second
    repeats = [number for number in filled[:3] if _repeats(lines[number], title, draft.form)]
    if repeats and draft.form == "plain" and _is_verse(lines, repeats[-1]):
        # The title of a song may be its first line.
        repeats = repeats[:-1]
    if not draft.title and filled[0] not in repeats:
        repeats.insert(0, filled[0])
    kept = [line for number, line in enumerate(lines) if number not in repeats]
    findings = []
    extra = len(repeats) - (0 if draft.title else 1)
    if extra > 0:
        findings.append(Finding(RULE, Message("removed_title_lines", count=extra), extra))
    return replace(draft, title=title, text="\n".join(kept)), findings


def _is_verse(lines: list[str], number: int) -> bool:
    """Tell whether the line is the first of a stanza: after a blank line, with short lines below."""
    stanza = lines[number : number + 3]
    is_first = number > 0 and not lines[number - 1].strip() and len(stanza) > 1 and stanza[1].strip() != ""
    return is_first and all(len(line.strip()) <= _LONGEST_VERSE and not is_prose(line) for line in stanza)


def _title_in(line: str, form: str) -> str:
    if form == "markdown":
        heading = _MARKDOWN_HEADING.fullmatch(line)
        return heading.group(1) if heading else ""
    seen = normalise(line)
    if (
        len(line) > _LONGEST_TITLE
        or (is_prose(line) and not is_cry(line))
        or _NOT_A_TITLE.fullmatch(seen)
        or numbering(line)
    ):
        return ""
    return " ".join(line.split())


def _repeats(line: str, title: str, form: str) -> bool:
    if form == "markdown":
        heading = _MARKDOWN_HEADING.fullmatch(line.strip())
        return heading is not None and heading.group(1) == title
    return _bare(line) == _bare(title)


def _bare(line: str) -> str:
    return "".join(normalise(line).split())
