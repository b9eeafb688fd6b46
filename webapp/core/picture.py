"""What a page needs to know of a picture: its upright size, and the smaller copies it is sent as."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, sqrt

BETTER_FORMATS = ("avif", "webp")
"""The newer formats, the better one first. A picture has those that make it smaller."""

FALLBACK_FORMATS = ("jpg", "png")
"""The formats that every browser shows. A picture has each size in one of them."""

MIME_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}

DIGEST_LENGTH = 20

# A cheap phone cannot hold many more pixels than this in one picture.
_MAX_PIXELS = 3_000_000

# A chat or a notice as one long strip is cut into parts, one below the other, each as wide as any picture: they come as
# they are read, and none is too high for a format (WebP ends at 16,383 rows). While they are made, all are in memory.
_TALL = 3
_TALLER_THAN, _PART_HEIGHT, _PART_SHAPE = 2_000, 1_000, 4 / 3
_MAX_PIXELS_OF_ALL = 7_000_000

# A format that saves less is not worth its files.
_WORTHWHILE = 0.95

_NAME = re.compile(rf"([0-9a-f]{{{DIGEST_LENGTH}}})-[1-9][0-9]{{0,4}}(?:-[1-9][0-9]?)?\.({'|'.join(MIME_TYPES)})")


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture, in pixels."""

    width: int
    height: int

    @property
    def rotated(self) -> "Size":
        """The size after a quarter turn."""
        return Size(self.height, self.width)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One copy of a picture that is sent to readers: a file *name* of *bytes*, whose *format* is its ending.

    Of a very tall picture it is a *part*, counted from 0 at the top.
    """

    name: str
    size: Size
    format: str
    bytes: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be shown. *digest* depends on the file's bytes and the settings; *size* is upright and full.

    *renditions* are ordered by format, those of BETTER_FORMATS first, then by part, then from narrow to wide. A
    picture that is not yet *is_complete* lacks some better formats. *stand_in* is a tiny GIF in base64, which readers
    see until the picture comes.
    """

    digest: str
    size: Size
    renditions: tuple[Rendition, ...]
    is_complete: bool = True
    stand_in: str = ""

    @property
    def parts(self) -> int:
        """The number of its parts, one below the other."""
        return max(rendition.part for rendition in self.renditions) + 1

    def in_format(self, *formats: str, part: int = 0) -> tuple[Rendition, ...]:
        """Return the renditions of *part* in one of *formats*, from narrow to wide."""
        return tuple(copy for copy in self.renditions if copy.format in formats and copy.part == part)


def rendition(digest: str, size: Size, kind: str, count: int, part: int = 0) -> Rendition:
    """Return the rendition of *size* that is a file of *kind* and of *count* bytes, and shows *part*."""
    place = f"-{part}" if part else ""
    return Rendition(f"{digest}-{size.width}{place}.{kind}", size, kind, count, part)


def worthwhile(renditions: Iterable[Rendition]) -> tuple[Rendition, ...]:
    """Return *renditions* in the order of a Picture, without those formats that are hardly smaller than the next.

    A format is kept or left in all its sizes: a browser that knows it looks nowhere else.
    """
    ordered = sorted(renditions, key=lambda one: (one.part, one.size.width))
    kept = [one for one in ordered if one.format in FALLBACK_FORMATS]
    least = _total(kept)
    for kind in reversed(BETTER_FORMATS):
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

    Pictures that are taller than any screenshot of a chat come out narrower, as there is no room to make them.
    """
    most = _MAX_PIXELS if part_count(size) == 1 else _MAX_PIXELS_OF_ALL
    scale = min(1, width / size.width, sqrt(most / (size.width * size.height)))
    return Size(max(1, round(size.width * scale)), max(1, round(size.height * scale)))


def part_count(size: Size) -> int:
    """Return into how many parts, one below the other, a picture of *size* is cut; 1 for all but very tall ones."""
    if size.height <= max(_TALL * size.width, _TALLER_THAN):
        return 1
    return min(99, ceil(size.height / max(_PART_SHAPE * size.width, _PART_HEIGHT)))


def digest_of(name: str) -> str | None:
    """Return the digest in the file name of a rendition, or None for any other name."""
    match = _NAME.fullmatch(name)
    return match.group(1) if match else None
