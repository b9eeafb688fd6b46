"""The pages' own words, in the language and script of the library."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from webapp.settings import Settings

PHRASES = Path(__file__).parents[2] / "phrases"

Say = Callable[..., str]


def load_phrases(settings: Settings) -> Say:
    """Return the function ``say(key, **values)`` that templates print their words through.

    An unknown key is a bug and raises KeyError.
    """
    phrases = phrases_of(settings)

    def say(key: str, **values: object) -> str:
        return phrases[key].format(**values)

    return say


def phrases_of(settings: Settings) -> dict[str, str]:
    """Return the pages' words by key. Chinese words are turned to Traditional for a Traditional library."""
    phrases: dict[str, str] = {}
    for name in (f"{settings.language}.toml", f"admin-{settings.language}.toml", f"pack-{settings.language}.toml"):
        phrases |= tomllib.loads((PHRASES / name).read_text(encoding="utf-8"))
    if page_lang(settings) == "zh-Hant":
        from opencc import OpenCC  # noqa: PLC0415 (few libraries need it)

        convert = OpenCC("s2t").convert
        phrases = {key: convert(phrase) for key, phrase in phrases.items()}
    return phrases


def library_lang(settings: Settings) -> str:
    """Return the language tag of the library's own titles."""
    return "zh-Hant" if settings.script == "zh-Hant" else "zh-Hans"


def page_lang(settings: Settings) -> str:
    """Return the language tag of the pages' own words."""
    return "en" if settings.language == "en" else library_lang(settings)
