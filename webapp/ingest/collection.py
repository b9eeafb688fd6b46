"""Look through a collection, a ``.jsonl`` file with an article in each row, before it is placed whole."""

import json
from pathlib import Path

from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.ingest.dropped import open_regular

RULE = "collection"

_TEXT_KEYS = ("text", "body", "content", "title")
_REMEDY = 'Write one {"id": ..., "title": ..., "text": ...} in a line, in UTF-8.'


def check_collection(path: Path, name: str) -> list[Finding]:
    """Return how many rows the file has and which cannot be read.

    Raises FileRefused if none can, or the file itself cannot.
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
        raise FileRefused(name, "the file is empty.", "Check that it was saved, and add it again.")
    if not good:
        raise FileRefused(name, "no row of it is an article.", _REMEDY)
    findings = [Finding(RULE, f"Placed a collection of {good} articles.", good)]
    if bad:
        shown = ", ".join(map(str, bad[:5])) + (" …" if len(bad) > 5 else "")
        findings.append(Finding(RULE, f"{len(bad)} rows are no articles: line {shown}.", len(bad), _REMEDY))
    return findings


def _is_article(row: bytes) -> bool:
    try:
        fields = json.loads(row.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and any(isinstance(fields.get(key), str) and fields[key] for key in _TEXT_KEYS)
