"""The pages' own words, in the language and script of the library."""

from collections.abc import Callable

from webapp.locales import date_phrases, month_names
from webapp.messages import Sentence, fill, read_phrases
from webapp.settings import Settings

_KINDS = ("", "admin-")
"""What the names of the files begin with: the pages for readers and packs, then those for admins."""

Say = Callable[..., str]


def load_phrases(settings: Settings, tag: str = "") -> Say:
    """Return the function ``say(key, **values)`` that templates print their words through.

    They are in the language *tag*, or that of the library's pages. An unknown key is a bug and raises KeyError.
    """
    tag = tag or settings.page_lang
    phrases = phrases_of(settings, tag)
    whole, short = month_names(tag)

    def say(key: str, **values: object) -> str:
        month = values.get("month")
        if isinstance(month, int):
            values |= {"month_name": whole[month - 1], "short_month": short[month - 1]}
        return fill(phrases[key], values)

    return say


def phrases_of(settings: Settings, tag: str) -> dict[str, Sentence]:
    """Return the pages' words in the language *tag*, by key. CLDR tells how dates are written where no file does."""
    phrases: dict[str, Sentence] = dict(date_phrases(tag))
    for kind in _KINDS:
        phrases |= read_phrases(kind, tag, settings.phrases)
    return phrases
