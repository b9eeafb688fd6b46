"""The languages of the pages, and the faults of a library's own phrases.

A library may have a folder ``phrases/`` with files named like ours: such a file overrides some of our phrases, and
``tr.toml`` adds a language.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import Any

from webapp.causes import cause
from webapp.errors import SettingsError
from webapp.messages import MESSAGES, NOTHING, PHRASES, Message, fallbacks, read_phrase_file

_KINDS = {"": Message("phrases_pages"), "admin-": Message("phrases_admin"), MESSAGES: Message("phrases_messages")}
"""The beginning of the file names, and what their phrases are for."""

_DAY = {"year", "month", "month_name", "short_month", "day"}
_DATES = {"date": _DAY, "date_time": {*_DAY, "hour", "minute"}, "year": _DAY, "month": _DAY, "year_month": _DAY}
"""Phrases that CLDR gives if no file does, and their values."""

_CHINESE = ("zh-Hans", "zh-Hant")


def known_languages(own: Path | None) -> list[str]:
    """Return the tags of the languages for readers, ours and those in the folder *own*."""
    files = chain.from_iterable(folder.glob("*.toml") for folder in (PHRASES, own) if folder)
    names = {file.stem for file in files}
    return sorted({name for name in names if not name.startswith(tuple(filter(None, _KINDS)))} | set(_CHINESE))


def has_admin_words(tag: str, own: Path | None) -> bool:
    """Tell whether the admin pages speak the language *tag*, by a file of ours or in the folder *own*."""
    languages = fallbacks(tag)[1:] or [tag]
    folders = filter(None, (PHRASES, own))
    return any((folder / f"admin-{language}.toml").is_file() for folder in folders for language in languages)


def check_own_phrases(own: Path) -> None:
    """Raise SettingsError for an unusable file in the folder *own*."""
    for path in sorted(own.glob("*.toml")):
        try:
            phrases = read_phrase_file(path)
        except ValueError as error:
            raise SettingsError(path, Message("bad_toml", why=cause(error)), Message("mend_that_line")) from None
        allowed = _allowed(_kind(path))
        for key, phrase in phrases.items():
            fault = _fault(phrase, allowed.get(key))
            if fault:
                raise SettingsError(path, Message("phrase_fault", key=key, why=fault), Message("mend_that_line"))


def lacking(tag: str, own: Path | None) -> Iterator[tuple[str, Message, Message]]:
    """Yield the phrases that the language *tag* lacks, and the unused ones in the folder *own*.

    Each is the name of a file, what was found, and what to do.
    """
    folders = [PHRASES, own] if own else [PHRASES]
    for kind, pages in _KINDS.items() if tag != "en" else ():
        name = f"{kind}{tag}.toml"
        files = [folder / f"{kind}{language}.toml" for language in fallbacks(tag)[1:] for folder in folders]
        said = set().union(*map(read_phrase_file, files))
        english = _english(kind)
        if kind and not said:
            yield name, Message("phrases_in_english", pages=pages, count=len(english)), NOTHING
            continue
        for key in english.keys() - said:
            found = Message("phrase_missing", key=key, english=_forms(english[key])[-1])
            yield name, found, Message("translate_phrase", file=f"phrases/{name}")
    for path in sorted(own.glob("*.toml")) if own else ():
        for key in read_phrase_file(path).keys() - _allowed(_kind(path)).keys():
            yield path.name, Message("phrase_unknown", key=key), Message("take_phrase_out")


def _kind(path: Path) -> str:
    return next((kind for kind in _KINDS if kind and path.name.startswith(kind)), "")


def _english(kind: str) -> Mapping[str, str | Mapping[str, str]]:
    return read_phrase_file(PHRASES / f"{kind}en.toml")


def _allowed(kind: str) -> dict[str, set[str]]:
    """Return the keys of a *kind* of phrases, and the names of the values of each."""
    dates = {} if kind else _DATES
    return dates | {key: set().union(*map(_names, _forms(phrase))) for key, phrase in _english(kind).items()}


def _fault(phrase: Any, allowed: set[str] | None) -> Message | None:
    """Return the fault of *phrase*, which may show the values *allowed*; None if there is none.

    *allowed* is None for a phrase that nothing says: it only has to be readable.
    """
    forms = list(phrase.values()) if isinstance(phrase, Mapping) else [phrase]
    if not all(isinstance(text, str) for text in forms) or (isinstance(phrase, Mapping) and "other" not in phrase):
        return Message("phrase_no_text")
    if allowed is None:
        return None
    if isinstance(phrase, Mapping) and "count" not in allowed:
        return Message("phrase_no_count")
    try:
        strange = set().union(*map(_names, forms)) - allowed
    except ValueError:
        return Message("phrase_braces")
    return Message("phrase_values", names=tuple(sorted(strange))) if strange else None


def _forms(phrase: str | Mapping[str, str]) -> list[str]:
    return [phrase] if isinstance(phrase, str) else list(phrase.values())


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
