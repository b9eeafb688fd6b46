"""What a page needs to know of a picture: its upright size, and the smaller copies it is sent as."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

FORMATS = ("webp", "jpg")
"""The formats every picture is made in, the better one first."""

MIME_TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}

DIGEST_LENGTH = 20

# A notice photographed as one long strip is shrunk further: WebP ends at 16,383 rows, and a cheap phone cannot
# hold many more pixels than this.
_MAX_HEIGHT = 16_383
_MAX_PIXELS = 3_000_000

_NAME = re.compile(rf"([0-9a-f]{{{DIGEST_LENGTH}}})-([1-9][0-9]{{0,4}})\.({'|'.join(FORMATS)})")


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
    """One copy of a picture that is sent to readers; *name* is that of its file, *format* one of FORMATS."""

    name: str
    size: Size
    format: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be shown. *digest* depends on the file's bytes alone; *size* is upright and full.

    *renditions* go by format as in FORMATS, then from narrow to wide.
    """

    digest: str
    size: Size
    renditions: tuple[Rendition, ...]

    def in_format(self, name: str) -> tuple[Rendition, ...]:
        """Return the renditions in one format, from narrow to wide."""
        return tuple(rendition for rendition in self.renditions if rendition.format == name)


def picture(digest: str, size: Size, widths: Iterable[int]) -> Picture:
    """Return the picture of *size*, with a rendition of each of *widths* that it is large enough for."""
    sizes = rendition_sizes(size, widths)
    renditions = (Rendition(f"{digest}-{smaller.width}.{kind}", smaller, kind) for kind in FORMATS for smaller in sizes)
    return Picture(digest, size, tuple(renditions))


def rendition_sizes(size: Size, widths: Iterable[int]) -> tuple[Size, ...]:
    """Return the sizes that a picture of *size* is sent in, from narrow to wide.

    A picture narrower than a width keeps its own in place of it.
    """
    return tuple(sorted({fit(size, width) for width in widths}, key=lambda smaller: smaller.width))


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
