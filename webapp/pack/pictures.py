"""Pictures for packs: small, each below a limit of bytes."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from webapp.core.picture import FALLBACK, Picture, Rendition, Size, fit
from webapp.errors import PictureError
from webapp.store.thumbnails import Thumbnails

_QUALITIES = (70, 55, 40, 25, 10)
_LEAST_WIDTH = 80
_KINDS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A picture as a file of *content*."""

    content: bytes
    size: Size


@dataclass(frozen=True, slots=True)
class PictureLimit:
    """The greatest *width* in pixels and the greatest number of *bytes*; *format* is ``WEBP`` or ``JPEG``."""

    width: int = 320
    bytes: int = 20_000
    format: str = "WEBP"


def shrink(source: Path, thumbnails: Thumbnails, limit: PictureLimit) -> SmallPicture | None:
    """Return the picture file *source* within *limit*; None if it cannot be shown.

    It is made of the smallest copy that is wide enough, by lowering the quality first, then the width.
    """
    try:
        copies = _copies(thumbnails.describe(source), limit.format)
        file = next((copy for copy in copies if copy.size.width >= limit.width), copies[-1])
        path = thumbnails.file(file.name)
    except PictureError:
        return None
    if _KINDS[file.format] == limit.format and file.size.width <= limit.width and path.stat().st_size <= limit.bytes:
        return SmallPicture(path.read_bytes(), file.size)
    with Image.open(path) as opened:
        return _fitted(opened.convert("RGB"), limit)


def _copies(picture: Picture, kind: str) -> tuple[Rendition, ...]:
    """Return the copies of *picture* that are *kind*; those that all browsers show if there are none."""
    return tuple(copy for copy in picture.renditions if _KINDS[copy.format] == kind) or picture.in_format(*FALLBACK)


def _fitted(image: Image.Image, limit: PictureLimit) -> SmallPicture:
    for width in _widths(limit.width):
        size = fit(Size(*image.size), width)
        smaller = image.resize((size.width, size.height), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            data = io.BytesIO()
            smaller.save(data, limit.format, quality=quality)
            found = SmallPicture(data.getvalue(), size)
            if len(found.content) <= limit.bytes:
                return found
    return found


def _widths(first: int) -> Iterable[int]:
    """Yield *first* and smaller widths."""
    yield first
    while first > _LEAST_WIDTH:
        first = max(_LEAST_WIDTH, first * 3 // 4)
        yield first
