"""Make one article from several photos and their text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.html.references import references
from webapp.messages import Message
from webapp.scrub.pictures import pictures_on_line

RULE = "photos"

_CAMERA_NAME = re.compile(
    r"(?:img|dsc[nf]?|p|pic|photo|image|mmexport|wx_camera|微信图片|微信截图|qq图片|照片|图片|screenshot|截图|vid)?[\s_\-(（]*[\d_\-\s.()（）]*",
    re.I,
)
_UNTITLED = "照片"
_WRITE = Message("write_title_and_words")


def has_own_pictures(draft: Draft) -> bool:
    """Tell whether the text itself places its pictures."""
    if draft.form == "markdown":
        return bool(references(draft.text).pictures)
    return any(pictures_on_line(line) for line in draft.text.split("\n"))


def with_photos(draft: Draft, photos: Sequence[Path]) -> Draft:
    """Return the plain or Markdown *draft* with each photo above the line that starts with its name, or at the end."""
    lines = draft.text.split("\n")
    left = []
    for photo in photos:
        place, caption = _caption(lines, photo)
        if place < 0:
            left.append(photo)
        else:
            lines[place : place + 1] = ["", _shown(photo, draft.form), "", caption, ""]
    lines += [piece for photo in left for piece in ("", _shown(photo, draft.form))]
    return replace(draft, text="\n".join(lines))


def gallery(photos: Sequence[Path], name: str) -> tuple[Draft, list[Finding]]:
    """Return an article of *photos* alone; *name* is its title unless it is a camera's number."""
    is_numbered = _CAMERA_NAME.fullmatch(name.strip()) is not None
    title = _UNTITLED if is_numbered else name
    draft = Draft(text="\n\n".join(_shown(photo, "markdown") for photo in photos), form="markdown", title=title)
    message = Message("made_of_pictures", count=len(photos))
    return draft, [Finding(RULE, message, len(photos), _WRITE)]


def _caption(lines: list[str], photo: Path) -> tuple[int, str]:
    """Return the number and the rest of the line that starts with the photo's name; -1 if there is none."""
    begin = re.compile(rf"\s*{re.escape(photo.stem)}(?:{re.escape(photo.suffix)})?\s*[:：\s、，,—-]\s*(\S.*)", re.I)
    found = ((place, match.group(1)) for place, line in enumerate(lines) if (match := begin.fullmatch(line)))
    return next(found, (-1, ""))


def _shown(photo: Path, form: str) -> str:
    if form == "plain":
        return photo.name
    return f"![](<{photo.name}>)"
