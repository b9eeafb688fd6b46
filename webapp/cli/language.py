"""The language that a command speaks: that of the library, else that of the person's locale, else English."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from webapp.errors import LibraryNotFound, SettingsError
from webapp.messages import PHRASES, Words, words_in
from webapp.settings import SETTINGS_FILE, Settings, load_settings

_VARIABLE = "SHUWU_MESSAGES"
"""Names the language of commands, whatever that of the library is."""

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_SETTING = re.compile(r"""^\s*language\s*=\s*["'](\w+)["']""", re.MULTILINE)
_TRADITIONAL = re.compile(r"zh_(?:TW|HK|MO)|zh_Hant")


def words_for(library: Path, environ: Mapping[str, str] = os.environ) -> Words:
    """Return what says the messages of a command that was called for the *library*."""
    chosen = environ.get(_VARIABLE, "")
    if is_known(chosen):
        return words_in(chosen)
    try:
        return load_settings(library, environ).words
    except LibraryNotFound:
        return _words_of_locale(environ)
    except SettingsError:
        return words_in(_language_of_broken(library))


def is_known(language: str) -> bool:
    """Tell whether there are messages in *language*."""
    return bool(re.fullmatch(r"\w+", language)) and (PHRASES / f"messages-{language}.toml").is_file()


def _language_of_broken(library: Path) -> str:
    """Return what ``shuwu.toml`` gives for the language, though something in it cannot be read."""
    try:
        text = (library / SETTINGS_FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    found = _SETTING.search(text)
    return found[1] if found and is_known(found[1]) else Settings.language


def _words_of_locale(environ: Mapping[str, str]) -> Words:
    locale = next((value for name in _LOCALES if (value := environ.get(name))), "")
    language = locale.partition("_")[0].partition(".")[0]
    return words_in(language if is_known(language) else "en", is_traditional=bool(_TRADITIONAL.match(locale)))
