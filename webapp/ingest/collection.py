"""Check a collection, a ``.jsonl`` file with an article in each row, before it is added whole."""

import json
from pathlib import Path

from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.ingest.dropped import open_regular
from webapp.messages import Message

RULE = "collection"

_TEXT_KEYS = ("text", "body", "content", "title")
_REMEDY = Message("write_rows_utf8")
_MOST_NAMED = 5


def check_collection(path: Path, name: str) -> list[Finding]:
    """Return findings: how many rows the file has, and which cannot be read.

    Raises FileRefused if no row can be read, or the file itself cannot.
    """
    good, bad = 0, []
    with open_regular(path, name) as rows:
        for number, row in enumerate(rows, 1):
            if not row.strip():
                continue
            if _is_article(row):
                good += 1
            else:
                bad.append(number)
    if not good and not bad:
        raise FileRefused(name, Message("file_empty"), Message("check_it_was_saved"))
    if not good:
        raise FileRefused(name, Message("no_row_is_article"), _REMEDY)
    findings = [Finding(RULE, Message("placed_collection", count=good), good)]
    if bad:
        lines = tuple(bad[:_MOST_NAMED])
        some = Message("rows_no_articles_more", count=len(bad), lines=lines)
        told = some if len(bad) > _MOST_NAMED else Message("rows_no_articles", count=len(bad), lines=lines)
        findings.append(Finding(RULE, told, len(bad), _REMEDY))
    return findings


def _is_article(row: bytes) -> bool:
    try:
        fields = json.loads(row.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and any(isinstance(fields.get(key), str) and fields[key] for key in _TEXT_KEYS)
