"""Names for addresses and files, made from titles: short, ASCII, safe on every file system and in chat apps.

乡村振兴 becomes ``xiang-cun-zhen-xing``. Both scripts give the same slug, as the title is folded first. Others are
transliterated by AnyAscii: Тёмная ночь becomes ``temnaya-noch``. A short sum stands for a title of which nothing has a
reading, so each title has a slug.
"""

import hashlib
import re
import unicodedata
from base64 import b32encode
from collections.abc import Container
from itertools import count

from webapp.core.language.text import fold

MAX_LENGTH = 48
FALLBACK_SLUG = "article"

RESERVED_SECTIONS = frozenset(
    (
        *("page", "tags", "words", "dates", "search", "about", "media", "assets", "languages", "shards", "404"),
        *("feed", "static", "admin", "inbox", "meetings", "release", "offline", "packs"),
    )
)
"""First parts of addresses that are pages of the program's own, or folders that hold no articles."""

# Windows cannot make files of these names, whatever their ending; ``index`` is the section's own page.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_RESERVED = frozenset(DEVICES | {"index"})

# Titles are read no further than this: every slug ends long before.
_READ_CHARACTERS = 200

_PART = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"-([1-9]\d*)$")
# Hangul and Yi, which write a syllable as one character.
_SYLLABLE = re.compile("[\uac00-\ud7a3\ua000-\ua48c]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_SUM_BYTES = 4
_SUM_CHARACTERS = 6


def slugify(title: str, fallback: str = FALLBACK_SLUG) -> str:
    """Return *title* as lower-case ASCII words and pinyin syllables joined by hyphens.

    Has at most MAX_LENGTH characters, cut between syllables. If nothing of the title has a reading, the slug is
    *fallback* with a digest of the title.
    """
    slug = _cut(_PART.findall(_ascii(title[:_READ_CHARACTERS])))
    if slug in _RESERVED:
        return f"{slug}-{FALLBACK_SLUG}"
    if slug or not title.strip():
        return slug or fallback
    ending = f"-{_sum(title)}"
    return fallback[: MAX_LENGTH - len(ending)] + ending


def unique_slug(slug: str, taken: Container[str], first_number: int = 2) -> str:
    """Return *slug*, or *slug* with the first number from *first_number* on that makes it differ from all *taken*.

    *taken* are lower-case slugs; the answer is lower case too, so that it differs from them on any file system.
    """
    slug = slug.lower()
    if slug not in taken:
        return slug
    numbered = (numbered_slug(slug, number) for number in count(first_number))
    return next(candidate for candidate in numbered if candidate not in taken)


def numbered_slug(slug: str, number: int) -> str:
    """Return *slug* with *number* behind it, in the place of its last characters if it is as long as can be."""
    ending = f"-{number}"
    return slug[: MAX_LENGTH - len(ending)].rstrip("-") + ending


def is_numbered(slug: str, wanted: str) -> bool:
    """Tell whether *slug* is *wanted* with a number."""
    number = _NUMBER.search(slug)
    return number is not None and numbered_slug(wanted, int(number[1])) == slug


def section_slug(folder: str) -> str:
    """Return the slug of the section in *folder*; never one of RESERVED_SECTIONS."""
    return unique_slug(slugify(folder, "section"), RESERVED_SECTIONS)


def _ascii(title: str) -> str:
    if title.isascii():
        return title.lower()
    from anyascii import anyascii  # noqa: PLC0415 (as below)
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (takes a third of a second, and most runs need no new name)

    folded = _SYLLABLE.sub(r"\g<0> ", unicodedata.normalize("NFC", fold(title)))
    syllables = " ".join(lazy_pinyin(folded)) if _HAN.search(folded) else folded
    # AnyAscii writes silent letters and stops as apostrophes, within words.
    return anyascii(syllables).replace("'", "").lower()


def _sum(title: str) -> str:
    """Return a short digest of a title, which is the same in every Unicode form of the title."""
    digest = hashlib.blake2b(fold(title).strip().encode("utf-8", "surrogatepass"), digest_size=_SUM_BYTES).digest()
    return b32encode(digest).decode().lower()[:_SUM_CHARACTERS]


def _cut(parts: list[str]) -> str:
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        slug = longer
    return slug
