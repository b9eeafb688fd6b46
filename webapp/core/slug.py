"""Names for addresses and files, made from titles: short, ASCII, safe on every file system and in chat apps.

乡村振兴 becomes ``xiang-cun-zhen-xing``. Both scripts give the same slug, as the title is folded first.
"""

import re
import unicodedata
from collections.abc import Container
from itertools import count

from webapp.core.text import fold

MAX_LENGTH = 48
FALLBACK = "article"

RESERVED_SECTIONS = frozenset(
    (
        *("page", "tags", "words", "dates", "search", "about", "media", "assets", "shards", "404"),
        *("feed", "static", "admin", "inbox", "meetings", "release", "offline"),
    )
)
"""First parts of addresses that are pages of the program's own, or folders that hold no articles."""

# Windows cannot make files of these names, whatever their ending; ``index`` is the section's own page.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_RESERVED = frozenset(DEVICES | {"index"})

# Titles are read no further than this: every slug ends long before.
_READ_CHARACTERS = 200

_PART = re.compile(r"[a-z0-9]+")


def slugify(title: str) -> str:
    """Return *title* as lower-case ASCII words and pinyin syllables joined by hyphens.

    Has at most MAX_LENGTH characters, cut between syllables; FALLBACK if nothing of the title can be written.
    """
    slug = _cut(_PART.findall(_ascii(title[:_READ_CHARACTERS])))
    if slug in _RESERVED:
        return f"{slug}-{FALLBACK}"
    return slug or FALLBACK


def unique_slug(slug: str, taken: Container[str], first_number: int = 2) -> str:
    """Return *slug*, or *slug* with the first number from *first_number* on that makes it differ from all *taken*.

    *taken* are lower-case slugs; the answer is lower case too, so that it differs from them on any file system.
    """
    slug = slug.lower()
    if slug not in taken:
        return slug
    numbered = (_numbered(slug, number) for number in count(first_number))
    return next(candidate for candidate in numbered if candidate not in taken)


def section_slug(folder: str) -> str:
    """Return the slug of the section in *folder*; never one of RESERVED_SECTIONS."""
    return unique_slug(slugify(folder), RESERVED_SECTIONS)


def _ascii(title: str) -> str:
    if title.isascii():
        return title.lower()
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (takes a third of a second, and most runs need no new name)

    syllables = " ".join(lazy_pinyin(fold(title)))
    # Parts letters from their accents and drops these: café gives cafe.
    return unicodedata.normalize("NFKD", syllables).encode("ascii", "ignore").decode()


def _cut(parts: list[str]) -> str:
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        slug = longer
    return slug


def _numbered(slug: str, number: int) -> str:
    ending = f"-{number}"
    return slug[: MAX_LENGTH - len(ending)].rstrip("-") + ending
