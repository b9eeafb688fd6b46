"""Find the pictures of a document, and those that are missing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from webapp.core.draft import Draft
from webapp.core.file_names import PICTURE_ENDINGS
from webapp.core.finding import Finding
from webapp.core.html.references import references
from webapp.messages import Message

RULE = "missing-picture"

_ENDING = rf"(?:{'|'.join(map(re.escape, PICTURE_ENDINGS))})"
_ALONE = re.compile(
    r"[\[【(（<]?\s*(?:(?:图片?|圖片?|image|img)\s*\d*\s*[:：]\s*)?"
    rf"(?P<target>[^\s<>|*?\"，。；：][^<>|*?\"，。；：]{{0,200}}?{_ENDING})(?:\?\S*)?\s*[\]】)）>]?",
    re.IGNORECASE,
)
_TARGET = re.compile(r"(?P<before>!\[[^\]\n]*\]\(\s*)(?:<(?P<pointed>[^>\n]+)>|(?P<bare>[^\s)]+))")
_SOURCE = re.compile(r"(?P<before><img\b[^>]*?\bsrc\s*=\s*)\"(?P<pointed>[^\"]+)\"", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def pictures_on_line(line: str) -> list[str]:
    """Return the pictures on *line*, if it has nothing else."""
    parts = [_ALONE.fullmatch(part) for part in re.split(r"[\s、,，;；]+", line.strip())]
    if not all(parts):
        parts = [_ALONE.fullmatch(line.strip())]
    return [file_name(part["target"]) for part in parts if part]


def file_name(target: str) -> str:
    """Return the file name at the end of the path or address *target*."""
    path = re.split(r"[?#]", target)[0] if _ADDRESS.match(target) else target
    return unquote(path).replace("\\", "/").rsplit("/", 1)[-1]


def missing_pictures(body: str, pictures: Iterable[str]) -> list[str]:
    """Return the local pictures in the Markdown *body* that are not among *pictures*."""
    there = {name.lower() for name in pictures}
    shown = dict.fromkeys(map(file_name, references(body).pictures))
    return [name for name in shown if name.lower() not in there]


def report_missing(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* unchanged, and a finding for each picture that did not come with it."""
    return draft, [missing_finding(name) for name in missing_pictures(draft.text, draft.pictures)]


def missing_finding(name: str) -> Finding:
    """Return the finding that asks a person for the picture *name*."""
    message = Message("missing_picture", name=name)
    return Finding(RULE, message, 1, Message("put_picture_beside", name=name))


def rename_pictures(draft: Draft, names: Mapping[str, str]) -> Draft:
    """Return *draft* with the local pictures of its text renamed by *names*; the keys are in lower case."""

    def renamed(match: re.Match[str]) -> str:
        target = match["pointed"] or match.groupdict().get("bare", "")
        new = None if _ADDRESS.match(target) else names.get(file_name(target).lower())
        if new is None:
            return match.group()
        return f'{match["before"]}"{new}"' if match.re is _SOURCE else f"{match['before']}{new}"

    text = _SOURCE.sub(renamed, _TARGET.sub(renamed, draft.text))
    cover = draft.extra.get("cover")
    extra = draft.extra
    if isinstance(cover, str) and file_name(cover).lower() in names:
        extra = {**extra, "cover": names[file_name(cover).lower()]}
    return replace(draft, text=text, pictures=tuple(sorted(set(names.values()))), extra=extra)
