"""The pages' own words, in the language and script of the library."""

import re
from collections.abc import Callable

from webapp.locales import DATE_PHRASES, date_phrases, month_names
from webapp.messages import Sentence, fill, read_phrases
from webapp.settings import Settings

_KINDS = ("", "admin-")
"""The beginnings of the file names: pages for readers and packs, then admin pages."""

_MONTH_NAME = re.compile(r"\{(?:month_name|short_month)\}")

Say = Callable[..., str]


def load_phrases(settings: Settings, tag: str = "") -> Say:
    """Return the function ``say(key, **values)`` for templates.

    The words are in the language *tag*, by default that of the library's pages. An unknown key is a bug and raises
    KeyError.
    """
    tag = tag or settings.page_lang
    phrases = phrases_of(settings, tag)
    with_names = {key for key, phrase in phrases.items() if isinstance(phrase, str) and _MONTH_NAME.search(phrase)}

    def say(key: str, **values: object) -> str:
        if key in with_names:
            whole, short = month_names(tag)
            month = values["month"]
            assert isinstance(month, int)  # noqa: S101 (the views give numbers)
            values |= {"month_name": whole[month - 1], "short_month": short[month - 1]}
        return fill(phrases[key], values)

    return say


def phrases_of(settings: Settings, tag: str) -> dict[str, Sentence]:
    """Return the pages' words in the language *tag*, by key. Date formats come from CLDR unless a file has them."""
    phrases: dict[str, Sentence] = {}
    for kind in _KINDS:
        phrases |= read_phrases(kind, tag, settings.phrases)
    return phrases if phrases.keys() >= DATE_PHRASES else {**date_phrases(tag), **phrases}
