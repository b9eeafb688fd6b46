"""The language of a command: the library's, else that of the person's locale, else English."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from webapp.errors import LibraryNotFound, SettingsError
from webapp.messages import MESSAGES, PHRASES, Words, fallbacks, words_in
from webapp.settings import SETTINGS_FILE, Settings, load_settings

_VARIABLE = "SHUWU_MESSAGES"
"""Sets the language of commands, whatever the library's is."""

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_SETTING = re.compile(r"""^\s*language\s*=\s*["']([\w-]+)["']""", re.MULTILINE)
_TRADITIONAL = re.compile(r"zh_(?:TW|HK|MO|Hant)")


def words_for(library: Path, environ: Mapping[str, str] = os.environ) -> Words:
    """Return the words in which a command for the *library* speaks."""
    chosen = environ.get(_VARIABLE, "")
    if is_known(chosen):
        return words_in(chosen)
    try:
        return load_settings(library, environ).words
    except LibraryNotFound:
        return words_in(_language_of_person(environ))
    except SettingsError:
        return words_in(_language_of_broken(library) or _language_of_person(environ))


def is_known(tag: str) -> bool:
    """Tell whether there are messages in the language *tag*."""
    languages = fallbacks(tag)[1:] or [tag]
    return bool(re.fullmatch(r"[\w-]+", tag)) and any(
        (PHRASES / f"{MESSAGES}{language}.toml").is_file() for language in languages
    )


def _language_of_broken(library: Path) -> str:
    """Return the language in a ``shuwu.toml`` that has errors; "" if it names none that we know."""
    try:
        text = (library / SETTINGS_FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    found = _SETTING.search(text)
    tag = found[1] if found else Settings.language
    return tag if is_known(tag) else ""


def _language_of_person(environ: Mapping[str, str]) -> str:
    """Return the language of the person's locale if it has messages, else English."""
    locale = next((value for name in _LOCALES if (value := environ.get(name))), "")
    tag = "zh-Hant" if _TRADITIONAL.match(locale) else locale.partition("_")[0].partition(".")[0]
    return tag if is_known(tag) else "en"
