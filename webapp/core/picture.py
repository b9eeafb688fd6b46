"""What a page needs to know of a picture: its upright size, and the smaller copies it is sent as."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

BETTER = ("avif", "webp")
"""The newer formats, the better one first. A picture has those that make it smaller."""

FALLBACK = ("jpg", "png")
"""The formats that every browser shows. A picture has each size in one of them."""

MIME_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}

DIGEST_LENGTH = 20

# A notice photographed as one long strip is shrunk further: WebP ends at 16,383 rows, and a cheap phone cannot
# hold many more pixels than this.
_MAX_HEIGHT = 16_383
_MAX_PIXELS = 3_000_000

# A format that saves less is not worth its files.
_WORTHWHILE = 0.95

_NAME = re.compile(rf"([0-9a-f]{{{DIGEST_LENGTH}}})-([1-9][0-9]{{0,4}})\.({'|'.join(MIME_TYPES)})")


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture, in pixels."""

    width: int
    height: int

    @property
    def turned(self) -> "Size":
        """The size after a quarter turn."""
        return Size(self.height, self.width)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One copy of a picture that is sent to readers: a file *name* of *bytes*, whose *format* is its ending."""

    name: str
    size: Size
    format: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be shown. *digest* depends on the file's bytes and the settings; *size* is upright and full.

    *renditions* go by format, those of BETTER first, then from narrow to wide. While one *is_complete* not
    yet, the better formats are still being made. *stand_in* is a tiny GIF in base64, to be seen until it comes.
    """

    digest: str
    size: Size
    renditions: tuple[Rendition, ...]
    is_complete: bool = True
    stand_in: str = ""

    def in_format(self, *formats: str) -> tuple[Rendition, ...]:
        """Return the renditions in one of *formats*, from narrow to wide."""
        return tuple(rendition for rendition in self.renditions if rendition.format in formats)


def rendition(digest: str, size: Size, kind: str, count: int) -> Rendition:
    """Return the rendition of *size* that is a file of *kind* and of *count* bytes."""
    return Rendition(f"{digest}-{size.width}.{kind}", size, kind, count)


def worthwhile(renditions: Iterable[Rendition]) -> tuple[Rendition, ...]:
    """Return *renditions* in the order of a Picture, without those formats that are hardly smaller than the next.

    A format is kept or left in all its sizes: a browser that knows it looks nowhere else.
    """
    ordered = sorted(renditions, key=lambda one: one.size.width)
    kept = [one for one in ordered if one.format in FALLBACK]
    least = _total(kept)
    for kind in reversed(BETTER):
        found = [one for one in ordered if one.format == kind]
        if found and _total(found) <= least * _WORTHWHILE:
            kept, least = found + kept, _total(found)
    return tuple(kept)


def _total(renditions: Iterable[Rendition]) -> int:
    return sum(one.bytes for one in renditions)


def rendition_sizes(size: Size, widths: Iterable[int]) -> tuple[Size, ...]:
    """Return the sizes that a picture of *size* is sent in, from narrow to wide.

    A picture narrower than a width keeps its own in place of it.
    """
    # Rounding may give two of one width, which is in the name of the file.
    by_width = {smaller.width: smaller for smaller in (fit(size, width) for width in sorted(widths))}
    return tuple(by_width.values())


def fit(size: Size, width: int) -> Size:
    """Return the largest size of *size*'s shape that is at most *width* wide; never enlarge.

    Very tall pictures come out narrower, as no browser shows them otherwise.
    """
    most = sqrt(_MAX_PIXELS / (size.width * size.height))
    scale = min(1, width / size.width, _MAX_HEIGHT / size.height, most)
    return Size(max(1, round(size.width * scale)), max(1, round(size.height * scale)))


def digest_of(name: str) -> str | None:
    """Return the digest in the file name of a rendition, or None for any other name."""
    match = _NAME.fullmatch(name)
    return match.group(1) if match else None
