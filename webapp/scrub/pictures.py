"""Recognise pictures in a document, and find out which of them are missing."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from webapp.core.draft import Draft
from webapp.core.finding import Finding

RULE = "missing-picture"

_ENDING = r"\.(?:jpe?g|png|gif|webp|bmp|avif)"
_ALONE = re.compile(rf"[\[【(（<]?\s*(?:(?:图片?|image|img)\s*\d*\s*[:：]\s*)?(?P<target>[^\s<>|*?\"，。；：]{{1,200}}{_ENDING})(?:\?\S*)?\s*[\]】)）>]?", re.I)
_MARKDOWN = re.compile(r"!\[(?P<alt>[^\]\n]*)\]\(\s*(?:<(?P<pointed>[^>\n]+)>|(?P<bare>[^\s)]+))(?:\s+[\"'(][^\n]*?[\"')])?\s*\)")
_HTML = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?(?P<target>[^\"'\s>]+)", re.I)
_CODE = re.compile(r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|`[^`\n]+`", re.M | re.S)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


def picture_on_line(line: str) -> str:
    """Return the picture that *line* names and nothing else, "" if it does not."""
    match = _ALONE.fullmatch(line.strip())
    return match.group("target") if match else ""


def pictures_in(body: str) -> list[str]:
    """Return the targets of the pictures that the Markdown *body* shows, in order, each once, as they are written."""
    body = _CODE.sub("", body)
    found = [(match.start(), match["pointed"] or match["bare"]) for match in _MARKDOWN.finditer(body)]
    found += [(match.start(), match["target"]) for match in _HTML.finditer(body)]
    return list(dict.fromkeys(target for _, target in sorted(found)))


def is_local(target: str) -> bool:
    """Tell whether *target* names a file, and not an address elsewhere."""
    return _ADDRESS.match(target) is None


def file_name(target: str) -> str:
    """Return the name of the file that the path or address *target* ends in."""
    path = re.split(r"[?#]", target)[0] if not is_local(target) else target
    return unquote(path).replace("\\", "/").rsplit("/", 1)[-1]


def missing_pictures(body: str, pictures: Iterable[str]) -> list[str]:
    """Return the local pictures that the Markdown *body* shows and that are not among *pictures*."""
    there = {name.lower() for name in pictures}
    shown = dict.fromkeys(file_name(target) for target in pictures_in(body) if is_local(target))
    return [name for name in shown if name.lower() not in there]


def report_missing(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* as it is, with a finding for each picture that it shows and that did not come with it."""
    return draft, [missing_finding(name) for name in missing_pictures(draft.text, draft.pictures)]


def missing_finding(name: str) -> Finding:
    """Return the finding that asks a person for the picture *name*."""
    message = f"The picture {name} is missing."
    return Finding(RULE, message, 1, f"Put {name} beside the article's index.md, or delete the picture from the text.")


def rename_pictures(draft: Draft, names: dict[str, str]) -> Draft:
    """Return *draft* with the pictures called as *names* says, in its text and its list."""
    text = draft.text
    for target in pictures_in(text):
        new = names.get(file_name(target))
        if new and new != target:
            text = text.replace(f"(<{target}>", f"({new}").replace(f"({target}", f"({new}").replace(f'"{target}"', f'"{new}"')
    return replace(draft, text=text, pictures=tuple(names.get(name, name) for name in draft.pictures))
