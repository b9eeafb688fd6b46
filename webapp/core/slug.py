"""Names for addresses and files, made from titles: short, ASCII, safe on every file system and in chat apps.

乡村振兴 becomes ``xiang-cun-zhen-xing``. Both scripts give the same slug, as the title is folded first. 안녕 becomes
``an-nyeong``, as Unicode's own name of a syllable says how it sounds. Letters without such a reading are left out; if
most of a title is, a short sum of all of it stands for them: so each title has a slug that no other file decides.
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
        *("page", "tags", "words", "dates", "search", "about", "media", "assets", "shards", "404"),
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
_SYLLABLE = re.compile(r"(?:HANGUL|YI|ETHIOPIC) SYLLABLE (\w+)|(?:HIRAGANA|KATAKANA) LETTER (?:SMALL )?(\w+)")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_SUM_BYTES = 4
_SUM_CHARACTERS = 6


def slugify(title: str, fallback: str = FALLBACK_SLUG) -> str:
    """Return *title* as lower-case ASCII words and pinyin syllables joined by hyphens.

    Has at most MAX_LENGTH characters, cut between syllables. If most letters of the title have no
    reading, the slug ends in a digest of the title; if all have none, *fallback* stands before it.
    """
    read = title[:_READ_CHARACTERS]
    written = _ascii(read)
    slug = _cut(_PART.findall(written))
    if slug in _RESERVED:
        return f"{slug}-{FALLBACK_SLUG}"
    if slug and not _says_little(read, written):
        return slug
    ending = f"-{_sum(title)}" if title.strip() else ""
    return (slug or fallback)[: MAX_LENGTH - len(ending)].rstrip("-") + ending


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
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (takes a third of a second, and most runs need no new name)

    folded = fold(title)
    syllables = " ".join(lazy_pinyin(folded if _HAN.search(folded) else _by_syllables(folded)))
    # Parts letters from their accents and drops these: café gives cafe.
    return unicodedata.normalize("NFKD", syllables).encode("ascii", "ignore").decode()


def _by_syllables(text: str) -> str:
    """Return *text* with each syllable whose name says how it sounds written so, and blanks between these."""
    return "".join(map(_syllable, unicodedata.normalize("NFC", text)))


def _syllable(character: str) -> str:
    match = None if character.isascii() else _SYLLABLE.fullmatch(unicodedata.name(character, ""))
    return f" {(match[1] or match[2]).lower()} " if match else character


def _says_little(title: str, written: str) -> bool:
    """Tell whether most letters of *title* are missing from *written*; never if the title has Han characters."""
    if title.isascii() or _HAN.search(title):
        return False
    letters = sum(map(str.isalpha, title))
    return 2 * sum(map(str.isalpha, written)) < letters


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
