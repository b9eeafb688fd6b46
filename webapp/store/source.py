"""Read the articles in one file of the library."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.causes import cause
from webapp.core.article import Article
from webapp.core.html.markup import plain
from webapp.core.meeting import Meeting
from webapp.core.moment import read_moment
from webapp.errors import ArticleError
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.collection import read_collection
from webapp.store.front_matter import parse
from webapp.store.make_article import make_article
from webapp.store.make_meeting import make_meeting
from webapp.store.problem import Problem, problem_of
from webapp.store.scan import ContentFile

Opener = Callable[[Path], bytes]
"""Returns the bytes of a file."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HEADING = re.compile(r"\s*(?:#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)|([^\n]+)\n[=-]{2,}[ \t]*(?:\n|\Z))")
_FIRST_LINE = re.compile(r"\s*([^\n]+)\n+(?=\s*\S)")
# A first line is not a title if it ends like a sentence, or begins like a list, a table or a picture.
_SENTENCE_END = tuple("。！？!?；;，,…：:.")
_NOT_TITLE = re.compile(r"[-+*>|!<`]|\d+[.)、]|\[")
_MAX_FIRST_LINE = 40
_JEKYLL_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_ ](.+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a file, and its problems. Only a section or the about page has *fields* and *body*."""

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    fields: dict[str, Any] | None = None
    body: str = ""
    meeting: Meeting | None = None


def read(file: ContentFile, settings: Settings, open_bytes: Opener = Path.read_bytes) -> Reading:
    """Return the content of *file*. An unusable file gives a problem, never an error."""
    path = settings.content / file.path
    try:
        if file.kind == "collection":
            articles, problems = read_collection(file, path, settings)
            return Reading(articles, problems)
        fields, body = parse(_decode(open_bytes(path), file, settings), file.path)
        if file.kind in ("section", "about"):
            return Reading(problems=_section_problems(file, body), fields=fields, body=body)
        if file.kind == "meeting":
            return Reading(fields=fields, meeting=_meeting(file, fields, body, settings))
        return Reading((_article(file, fields, body, settings),))
    except ArticleError as error:
        return Reading(problems=(problem_of(error),))
    except OSError as error:
        found = Message("unreadable", why=cause(error))
        return Reading(problems=(Problem(file.path, "unreadable", found, Message("give_right_to_read")),))


def _section_problems(file: ContentFile, body: str) -> tuple[Problem, ...]:
    if file.kind != "section" or not body.strip():
        return ()
    found = Message("section_text_hidden")
    return (Problem(file.path, "section-text", found, Message("write_as_article")),)


def _decode(data: bytes, file: ContentFile, settings: Settings) -> str:
    if len(data) > settings.max_file_mb * 1_000_000:
        found = Message("over_mb", most=settings.max_file_mb)
        raise ArticleError(file.path, 0, found, Message("divide_or_raise_mb"))
    again = Message("move_or_save_utf8")
    if b"\0" in data:
        raise ArticleError(file.path, 0, Message("no_utf8_text"), again)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(file.path, line, Message("not_utf8"), again) from None
    if not text.strip():
        raise ArticleError(file.path, 0, Message("empty"), Message("write_or_delete"))
    return _CONTROLS.sub("", text)


def _article(file: ContentFile, fields: dict[str, Any], body: str, settings: Settings) -> Article:
    fields, name = _with_date_of_name(file, fields)
    title, body = _title_and_body(fields.get("title", ""), body.rstrip())
    return make_article(file, fields, settings, title=title, body=body, name=name)


def _meeting(file: ContentFile, fields: dict[str, Any], body: str, settings: Settings) -> Meeting:
    fields, name = _with_date_of_name(file, fields)
    title, body = _title_and_body(fields.get("title", ""), body.rstrip())
    return make_meeting(file.path, fields, settings, title=title, body=body, name=name)


def _with_date_of_name(file: ContentFile, fields: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return *fields* with the date from the file's name, unless they have one; and the name without its date."""
    match = _JEKYLL_NAME.fullmatch(file.name)
    day, name = match.groups() if match else ("", file.name)
    return ({"date": read_moment(day)} | fields), name


def _title_and_body(title: str, body: str) -> tuple[str, str]:
    """Return the title and the body without it. The title is *title*, or the first heading or short line, or ""."""
    heading = _HEADING.match(body)
    if heading:
        words = plain(heading[1] or heading[2])
        if words and title in ("", words):
            return words, body[heading.end() :].lstrip("\n")
    line = _FIRST_LINE.match(body)
    if not title and line and not heading:
        words = line[1].strip()
        is_title = len(words) <= _MAX_FIRST_LINE and not words.endswith(_SENTENCE_END) and not _NOT_TITLE.match(words)
        if is_title:
            return plain(words), body[line.end() :].lstrip("\n")
    return title, body
