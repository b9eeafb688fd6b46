"""Readings of Han characters, without their tones."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

_TONES = re.compile("[\u0300\u0301\u0304\u030c\u02c9\u02ca\u02c7\u02cb1-5]")


def without_tones(syllable: str) -> str:
    """Return *syllable* in lower case without tone marks or numbers; ü, u: and v are all ``v``."""
    parted = unicodedata.normalize("NFD", syllable.lower())
    bare = unicodedata.normalize("NFC", _TONES.sub("", parted))
    return bare.replace("u:", "v").replace("ü", "v").replace("ɡ", "g").replace("ɑ", "a")


@lru_cache(maxsize=8192)
def readings(character: str) -> frozenset[str]:
    """Return every reading of *character* without tones; none if it has no reading."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=True)
    syllables = {without_tones(syllable) for group in found for syllable in group}
    # Pages often write lu and nu for lü and nü.
    return frozenset(syllables | {syllable.replace("v", "u") for syllable in syllables})


@lru_cache(maxsize=8192)
def usual_reading(character: str) -> str:
    """Return the most usual reading of *character* without its tone, "" if it has none."""
    found = pinyin(character, style=Style.NORMAL, errors="ignore", v_to_u=True)
    return without_tones(found[0][0]) if found else ""
