"""How characters and words are read: pinyin without tones, ü written v."""

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache

from webapp.core.language.text import fold

# pypinyin is imported where it is needed: it takes a quarter of a second and 50 MB, and often all sounds are known.

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF
PART = 256
"""How many characters a part of the table of sounds has; it is cut by code."""

_LEAST_PHRASES = 5
"""A second reading counts when at least this many phrases of the dictionary have it."""


def word_sounds(word: str) -> list[str]:
    """Return the sound of each character of *word*, read as one word: 重庆 gives chong, qing; "" for other scripts."""
    read = _read(word)
    if len(read) != len(word):  # a character that the dictionary reads as two
        read = [_usual(character) for character in word]
    return [
        sound if FIRST_HAN <= ord(character) <= LAST_HAN else "" for character, sound in zip(word, read, strict=True)
    ]


def sounds(character: str) -> list[str]:
    """Return the readings of *character*, the usual one first; none for what is no usual Han character."""
    if not FIRST_HAN <= ord(character) <= LAST_HAN:
        return []
    part = sound_part(ord(character) // PART)
    return [sound for sound in part[ord(character) % PART].split(",") if sound]


@cache
def sound_part(number: int) -> tuple[str, ...]:
    """Return the readings, with commas between, of the PART characters from the code *number* x PART on."""
    return tuple(_readings(chr(number * PART + place)) for place in range(PART))


def sound_parts() -> range:
    """Return the numbers of all parts."""
    return range(FIRST_HAN // PART, LAST_HAN // PART + 1)


def _read(word: str) -> list[str]:
    """Return how pypinyin reads *word*: in a third of the time, where its dictionary has all of it or nothing of it."""
    phrases = _phrases()
    known = phrases.get(word)
    if known:
        return [_plain()(readings[0]) for readings in known]
    if any(word[start:end] in phrases for start in range(len(word)) for end in range(start + 2, len(word) + 1)):
        from pypinyin import lazy_pinyin  # noqa: PLC0415

        return lazy_pinyin(word, errors=_apart)  # type: ignore[arg-type]  # it says that it takes texts only, and takes lists too
    return [_usual(character) for character in word]


@cache
def _usual(character: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return lazy_pinyin(character)[0]


@cache
def _plain() -> Callable[[str], str]:
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415

    return cache(to_normal)


def _phrases() -> dict[str, list[list[str]]]:
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415

    return phrases_dict


def _apart(others: str) -> list[str]:
    """Return characters that have no sound one by one, so that each keeps its place in a word."""
    return list(others)


def _readings(character: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    usual = lazy_pinyin(character, errors="ignore")
    others = [sound for sound, count in _in_phrases()[character].items() if count >= _LEAST_PHRASES]
    return ",".join(dict.fromkeys([*usual, *sorted(others)]))


@cache
def _in_phrases() -> dict[str, Counter[str]]:
    """Return for each character how many phrases of the dictionary have which reading of it."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    plain = _plain()
    for phrase, readings in _phrases().items():
        for character, reading in zip(fold(phrase), readings, strict=False):
            found[character][plain(reading[0])] += 1
    return found
