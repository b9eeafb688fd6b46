"""The pages' own words, in the language and script of the library."""

from collections.abc import Callable

from webapp.messages import Sentence, fill, read_phrases
from webapp.settings import Settings

_FILES = ("{}.toml", "admin-{}.toml", "pack-{}.toml")

Say = Callable[..., str]


def load_phrases(settings: Settings) -> Say:
    """Return the function ``say(key, **values)`` that templates print their words through.

    An unknown key is a bug and raises KeyError.
    """
    phrases = phrases_of(settings)

    def say(key: str, **values: object) -> str:
        return fill(phrases[key], values, settings.language)

    return say


def phrases_of(settings: Settings) -> dict[str, Sentence]:
    """Return the pages' words by key. Chinese words are turned to Traditional for a Traditional library."""
    is_traditional = page_lang(settings) == "zh-Hant"
    phrases: dict[str, Sentence] = {}
    for name in _FILES:
        phrases |= read_phrases(name, settings.language, is_traditional=is_traditional)
    return phrases


def library_lang(settings: Settings) -> str:
    """Return the language tag of the library's own titles."""
    return "zh-Hant" if settings.script == "zh-Hant" else "zh-Hans"


def page_lang(settings: Settings) -> str:
    """Return the language tag of the pages' own words."""
    return "en" if settings.language == "en" else library_lang(settings)
