"""Read a collection: a ``.jsonl`` file with an article in each row, for sets too large for one file per article.

A row is ``{"id", "title", "text", "date", ...}`` with the fields of front matter. Its text is Markdown that keeps line
ends, as verses need. The slug comes from the id if that is ASCII, else from the title.
"""

import json
import re
from itertools import islice
from pathlib import Path
from typing import Any

from webapp.core.article import Article
from webapp.errors import ArticleError
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.fields import raw_field, read_fields
from webapp.store.make_article import make_article
from webapp.store.problem import Problem, problem_of
from webapp.store.scan import ContentFile

MAX_PROBLEMS = 20
"""How many faulty rows of a file are named; the rest are counted."""

_TEXT_KEYS = ("text", "body", "content")
_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TITLE_CHARACTERS = 30


def read_collection(
    file: ContentFile, path: Path, settings: Settings
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Return the articles in *file*, and a problem for each unusable row."""
    articles: list[Article] = []
    problems: list[Problem] = []
    ids: dict[str, int] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                article, _ = _article(line, number, file, settings)
                first = ids.setdefault(article.id, number) if article.id else number
                if first != number:
                    found = Message("id_twice", id=article.id, line=first)
                    raise ArticleError(file.path, number, found, Message("give_own_id"))
                articles.append(article)
            except ArticleError as error:
                problems.append(problem_of(error, "row"))
    return tuple(articles), _fewer(problems, file.path)


def read_row(file: ContentFile, path: Path, number: int, settings: Settings) -> tuple[Article, dict[str, Any], bytes]:
    """Return the article in line *number* of *file*, its fields, and the line. Raises ArticleError if it holds none."""
    with path.open("rb") as lines:
        line = next(islice(lines, number - 1, None), b"")
    return *_article(line, number, file, settings), line


def _row(line: bytes, number: int, path: str) -> dict[str, Any]:
    remedy = Message("write_rows")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ArticleError(path, number, Message("row_not_utf8"), Message("save_as_utf8")) from None
    except (ValueError, RecursionError):
        raise ArticleError(path, number, Message("row_not_json"), remedy) from None
    if not isinstance(row, dict):
        raise ArticleError(path, number, Message("row_no_object"), remedy)
    return row


def _article(line: bytes, number: int, file: ContentFile, settings: Settings) -> tuple[Article, dict[str, Any]]:
    row = _row(line, number, file.path)
    text = next((row[key] for key in _TEXT_KEYS if row.get(key)), "")
    if not isinstance(text, str):
        raise ArticleError(file.path, number, Message("text_no_text"), Message("put_in_quotes"))
    entries = (raw_field(key, number, value) for key, value in row.items() if key not in _TEXT_KEYS)
    fields = read_fields(entries, file.path)
    text = _CONTROLS.sub("", text.replace("\r\n", "\n")).strip()
    title = _CONTROLS.sub("", fields.get("title", "")) or _first_words(text)
    if not title:
        raise ArticleError(file.path, number, Message("row_no_text"), Message("write_text_or_delete"))
    row_id = fields.get("id", "")
    name = row_id if row_id.isascii() and row_id else title
    body = _LINE_END.sub("  \n", text)
    return make_article(file, fields, settings, title=title, body=body, name=name, row=number), fields


def _first_words(text: str) -> str:
    line = text.partition("\n")[0].strip()
    return line if len(line) <= _TITLE_CHARACTERS else f"{line[:_TITLE_CHARACTERS]}…"


def _fewer(problems: list[Problem], path: str) -> tuple[Problem, ...]:
    """Return the first of *problems*, and a problem that counts the rest."""
    others = len(problems) - MAX_PROBLEMS
    if others <= 0:
        return tuple(problems)
    rest = Problem(path, "row", Message("more_rows", count=others), Message("mend_named_rows"), others)
    return (*problems[:MAX_PROBLEMS], rest)
