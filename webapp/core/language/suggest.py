"""Which words of the library somebody means who types pinyin, or mistypes a character.

- Pinyin: each character of a word may be given by itself, by its sound, or by the beginning of that, and a word may be
  broken off: xiangcunzhenxing, xczx, xiang村 and 乡村z all mean 乡村振兴.
- A mistyped part is one between blanks with two neighbours that no article holds. Two characters alone may meet by
  chance, as 当建 do in 应当建设: they count as mistyped when no article has them in its title or often, and they are no
  word of the library.
- A mistyped part means the words that sound the same; else those that nearly do, to speakers who do not tell z from zh,
  n from l or en from eng; else those with one other character.

static/js/searching/suggest.js is this module's twin; both must pass tests/examples/suggest.txt.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from webapp.core.language.query import Query
from webapp.core.language.ranking import PROMINENT_IMPACT
from webapp.core.language.sounds import sounds
from webapp.core.language.text import is_joined
from webapp.core.language.words import LENGTHS, Bucket, order, shown

MOST = 6
"""How many words are suggested."""

KnownTerms = Callable[[Collection[str], int], Collection[str]]
"""Takes pairs of characters and an impact; returns the pairs that an article holds with at least this impact."""
ReadBuckets = Callable[[str], Iterable[Bucket]]
"""Returns the buckets in which the words of a key lie."""

_LETTER = re.compile("[a-z]")
_TYPED = re.compile("[a-z0-9]")
_SYLLABLE = re.compile(".h?[aeiouv]*(ng?|r)?")
_INSIDE = "iuv"
"""Letters with which no sound begins."""
_END = "(=|$)"


def meant(query: Query, held: KnownTerms, read: ReadBuckets) -> list[str]:
    """Return the queries that *query* may stand for, the most usual first; *held* is not called for pinyin.

    Who puts something in quotes, or excludes something, means these words and no others.
    """
    if query.asked.needed or query.asked.excluded:
        return []
    parts = query.folded.split(" ")
    at = next((place for place, part in enumerate(parts) if _LETTER.search(part)), None)
    if at is not None:
        typed = [c for c in "".join(parts[at:]).replace("ü", "v") if _TYPED.match(c) or is_joined(c)]
        parts[at:] = [""]
        found = _find(_keys(typed), [_beginning(typed)], read)
    else:
        at = next((place for place, part in enumerate(parts) if _is_mistyped(part, held, len(parts) == 1)), None)
        if at is None:
            return []
        found = _correct(parts[at], read)
    return [" ".join((*parts[:at], shown(word), *parts[at + 1 :])) for word in found[:MOST]]


def _find(keys: Iterable[str], patterns: Iterable[str], read: ReadBuckets) -> list[str]:
    """Return the best words under *keys* that match the first of *patterns* which any match."""
    buckets = (bucket for key in keys for bucket in read(key))
    levels = {word: level for bucket in buckets for level, row in enumerate(bucket) for word in row}
    for pattern in map(re.compile, patterns):
        found = [word for word in levels if pattern.match(word)]
        if found:
            return sorted(found, key=lambda word: order(levels[word], word))
    return []


def _beginning(typed: Sequence[str]) -> str:
    """Return the pattern that the beginning of a written word matches which *typed* means."""
    pattern, skip = "", ""
    for character in typed:
        if _LETTER.match(character):
            # It goes on with the sound of the letter before, or begins the next.
            pattern += (skip and f"({skip})?") + ("[uv]" if character in "uv" else character)
            skip = "[a-z]*[^a-z]"
        else:
            pattern += f"{skip}[a-z]*{character}"
            skip = ""
    return pattern


def _keys(typed: Sequence[str]) -> Iterator[str]:
    """Yield under which keys the words may lie that *typed* means: nobody knows where its first sound ends."""
    for end in range(1, len(typed) + 1):
        start = "".join(typed[:end])
        if not _SYLLABLE.fullmatch(start):
            return
        if end == len(typed):
            yield from (start, start[0])
        elif typed[end] not in _INSIDE:
            yield from _pair_keys(_readings(typed[0]), _readings(typed[end]))


def _is_mistyped(part: str, held: KnownTerms, is_alone: bool) -> bool:
    if len(part) not in LENGTHS or not all(map(is_joined, part)):
        return False
    pairs = {first + second for first, second in pairwise(part)}
    return len(held(pairs, PROMINENT_IMPACT if is_alone and len(part) == 2 else 1)) < len(pairs)


def _correct(part: str, read: ReadBuckets) -> list[str]:
    readings = [_readings(character) for character in part]
    keys = (*_pair_keys(*readings[:2]), *_pair_keys(*readings[-2:]))
    patterns = [_alike(readings), _alike([list(map(_near, each)) for each in readings])]
    if len(part) > 2:
        patterns.append("|".join(_with_hole(part, hole) for hole in range(len(part))))
    found = _find(keys, patterns, read)
    return [] if part in map(_folded, found) else found


def _folded(word: str) -> str:
    return re.sub("[a-z]|=.*", "", word)


def _readings(character: str) -> Sequence[str]:
    return sounds(character) or [character]


def _pair_keys(firsts: Iterable[str], seconds: Sequence[str]) -> Iterator[str]:
    """Yield the keys of words that hold two neighbours with any of these readings."""
    return (first[0] + second[0] for first in firsts for second in seconds)


def _alike(readings: Iterable[Iterable[str]]) -> str:
    return "".join(f"({'|'.join(each)})[^a-z]" for each in readings) + _END


def _near(sound: str) -> str:
    sound = re.sub("^([zcs])h?", r"\1h?", sound)
    return re.sub("([aei]n)g?", r"\1g?", re.sub("^[ln]", "[ln]", sound))


def _with_hole(part: str, hole: int) -> str:
    return "".join(f"[a-z]*{'[^a-z]' if place == hole else c}" for place, c in enumerate(part)) + _END
