"""Guess the language of a text from its characters, for texts that do not say."""

import re

from webapp.core.language.han_fold import FROM, TO

# Each of FROM is written in Traditional only. Of TO, what Traditional writes too (后, 里, 台) says little, but tips
# no scale: a Traditional text holds many more of FROM.
_TRADITIONAL = frozenset(FROM)
_SIMPLIFIED = frozenset(TO) - _TRADITIONAL

_SAMPLE_CHARACTERS = 400
_HAN = re.compile("[\u3400-\u9fff]")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")


def language_of(text: str, default: str) -> str:
    """Return ``zh-Hans``, ``zh-Hant`` or ``en`` if the beginning of *text* shows it, else *default*."""
    sample = text[:_SAMPLE_CHARACTERS]
    if _HAN.search(sample):
        characters = set(sample)
        traditional, simplified = len(characters & _TRADITIONAL), len(characters & _SIMPLIFIED)
        if traditional == simplified:
            return default
        return "zh-Hant" if traditional > simplified else "zh-Hans"
    is_latin = re.search("[a-zA-Z]", sample) and not _NOT_LATIN.search(sample)
    return "en" if is_latin else default
