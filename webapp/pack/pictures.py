"""Pictures for packs: small, each within a limit of bytes."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from webapp.core.picture import FALLBACK_FORMATS, Picture, Rendition, Size, fit
from webapp.errors import PictureError
from webapp.pictures.thumbnails import Thumbnails

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
    """The greatest *width* in pixels and the greatest number of *bytes*; *format* is ``WEBP`` or ``JPEG``.

    A very tall picture may have as many bytes for each of its parts, or its words could not be read.
    """

    width: int = 320
    bytes: int = 20_000
    format: str = "WEBP"


def shrink(source: Path, thumbnails: Thumbnails, limit: PictureLimit) -> SmallPicture | None:
    """Return the picture file *source* within *limit*; None if it cannot be shown.

    Starts from the smallest copy that is wide enough, and lowers first the quality, then the width. Joins the parts of
    a very tall picture.
    """
    try:
        copies = _copies(thumbnails.describe(source), limit.format)
        width = next((copy for copy in copies if copy.size.width >= limit.width), copies[-1]).size.width
        files = [copy for copy in copies if copy.size.width == width]
        paths = [thumbnails.file(file.name) for file in files]
    except PictureError:
        return None
    is_right = len(files) == 1 and _KINDS[files[0].format] == limit.format and width <= limit.width
    if is_right and paths[0].stat().st_size <= limit.bytes:
        return SmallPicture(paths[0].read_bytes(), files[0].size)
    return _fitted(_joined(paths), replace(limit, bytes=limit.bytes * len(files)))


def _joined(paths: Sequence[Path]) -> Image.Image:
    """Return the pictures *paths*, all of one width, one below the other."""
    parts = []
    for path in paths:
        with Image.open(path) as opened:
            parts.append(opened.convert("RGB"))
    whole = Image.new("RGB", (parts[0].width, sum(part.height for part in parts)))
    for number, part in enumerate(parts):
        whole.paste(part, (0, sum(above.height for above in parts[:number])))
    return whole


def _copies(picture: Picture, kind: str) -> tuple[Rendition, ...]:
    """Return the copies of *picture* in the format *kind*; if there are none, the fallback copies."""
    found = tuple(copy for copy in picture.renditions if _KINDS[copy.format] == kind)
    return found or tuple(copy for copy in picture.renditions if copy.format in FALLBACK_FORMATS)


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
