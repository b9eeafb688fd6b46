"""The fields of front matter: their names and values.

The names are Hugo's and a few of ours. Jekyll's and Pelican's names for the same fields are synonyms. Case does not
matter.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from webapp.core.moment import read_moment
from webapp.errors import ArticleError
from webapp.messages import Message


class RawField(NamedTuple):
    """One key with its value as found in *line* of the file.

    The value of a key that we know is text, a list of texts, None when empty, or a dict for anything else.
    """

    key: str
    line: int
    value: Any


_SYNONYMS = {
    "authors": "author",
    "categories": "tags",
    "category": "tags",
    "excerpt": "description",
    "image": "cover",
    "keywords": "tags",
    "language": "lang",
    "last_modified_at": "lastmod",
    "modified": "lastmod",
    "publisher": "organiser",
    "summary": "description",
    "updated": "lastmod",
}

# Words of the status that keep an article from readers. Source: Pelican, "Writing content".
_HIDDEN = {"draft", "hidden", "skip"}
_TRUTHS = {"true": True, "yes": True, "on": True, "1": True, "是": True}
_TRUTHS |= {"false": False, "no": False, "off": False, "0": False, "否": False}

_LABEL_ENDS = re.compile(r"[,，、;；]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def is_field(key: str) -> bool:
    """Tell whether *key* is the name, or another program's name, of a field."""
    key = key.lower()
    return key in _NAMES or key in _SYNONYMS or key in _SWITCHES


def raw_field(key: str, line: int, value: Any) -> RawField:
    """Return an entry whose *value* is already typed, as in TOML and JSON."""
    return RawField(key, line, _untyped(value) if is_field(key) else value)


def read_fields(entries: Iterable[RawField], path: str) -> dict[str, Any]:
    """Return the fields in the *entries* of the file *path*; unknown keys keep their values.

    A field's own name overrides a synonym, and the first synonym the next, but all tags count. Empty values are left
    out. Raises ArticleError for an unreadable value or a repeated key.
    """
    fields: dict[str, Any] = {}
    for entry in _own_names_first(entries, path):
        if entry.value is None or entry.value == "":
            continue
        name = _NAMES.get(entry.key.lower()) or _NAMES.get(_SYNONYMS.get(entry.key.lower(), ""))
        if name is None:
            fields.setdefault(entry.key, entry.value)
        elif name == "tags":
            fields[name] = tuple(dict.fromkeys(fields.get(name, ()) + _read(name, entry, path)))
        elif name not in fields:
            fields[name] = _read(name, entry, path)
    return fields


def _own_names_first(entries: Iterable[RawField], path: str) -> list[RawField]:
    seen: dict[str, RawField] = {}
    for entry in entries:
        first = seen.setdefault(entry.key.lower(), entry)
        if first is not entry:
            found = Message("key_twice", key=entry.key, line=first.line)
            raise ArticleError(path, entry.line, found, Message("delete_one"))
    switched = (_switch(entry) for entry in seen.values())
    return sorted(switched, key=lambda entry: entry.key not in _NAMES.values())


def _switch(entry: RawField) -> RawField:
    """Turn Jekyll's ``published`` and Pelican's ``Status`` into a draft or a date.

    The capitals mark them as synonyms, which the field's own name overrides.
    """
    key, word = entry.key.lower(), str(entry.value).lower()
    if key == "status":
        return entry._replace(key="DRAFT", value=str(word in _HIDDEN))
    if key == "published":
        if word in _TRUTHS:
            return entry._replace(key="DRAFT", value=str(not _TRUTHS[word]))
        return entry._replace(key="DATE")
    return entry


def _read(name: str, entry: RawField, path: str) -> Any:
    read, wanted = _READERS[name]
    try:
        return read(entry.value)
    except ValueError:
        found = Message("key_reads", key=entry.key, shown=_shown(entry.value))
        raise ArticleError(path, entry.line, found, Message("write_it_as", wanted=wanted)) from None


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{…}"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _untyped(value: Any) -> Any:
    if value is None or isinstance(value, str | dict):
        return value
    if isinstance(value, list):
        return [part if isinstance(part, str) else str(part) for part in value]
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "、".join(_text(part) for part in value)
    if not isinstance(value, str):
        raise ValueError
    return " ".join(value.split())


def _moment(value: object) -> datetime:
    moment = read_moment(value) if isinstance(value, str) else None
    if moment is None:
        raise ValueError
    return moment


def _truth(value: object) -> bool:
    if not isinstance(value, str) or value.lower() not in _TRUTHS:
        raise ValueError
    return _TRUTHS[value.lower()]


def _number(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError
    return int(value)


def _labels(value: object) -> tuple[str, ...]:
    """Return the labels of a list, or of a text: split at commas, or without commas at spaces (as Jekyll does)."""
    if isinstance(value, str):
        value = _LABEL_ENDS.split(value) if _LABEL_ENDS.search(value) else value.split()
    if not isinstance(value, list):
        raise ValueError
    labels = (_text(label).lstrip("#").strip() for label in value)
    return tuple(dict.fromkeys(label for label in labels if label))


def _language(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    tag = value.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError
    return tag


_A_TEXT = (_text, Message("as_text"))
_A_MOMENT = (_moment, Message("as_date"))

_READERS: dict[str, tuple[Callable[[object], Any], Message]] = {
    "title": _A_TEXT,
    "date": _A_MOMENT,
    "lastmod": _A_MOMENT,
    "draft": (_truth, Message("as_switch")),
    "publishDate": _A_MOMENT,
    "expiryDate": _A_MOMENT,
    "description": _A_TEXT,
    "slug": _A_TEXT,
    "tags": (_labels, Message("as_list")),
    "weight": (_number, Message("as_number")),
    "source": _A_TEXT,
    "author": _A_TEXT,
    "lang": (_language, Message("as_language")),
    "cover": _A_TEXT,
    "id": _A_TEXT,
    "organiser": _A_TEXT,
    "support": _A_TEXT,
    "licence_number": _A_TEXT,
}

NAMES = tuple(_READERS)
"""The fields' own names, in the order in which they are written."""

_NAMES = {name.lower(): name for name in NAMES}
_SWITCHES = {"published", "status"}
