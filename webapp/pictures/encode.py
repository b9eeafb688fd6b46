"""Compress a picture in several sizes and formats, to the likeness that the settings ask for.

The likeness is measured: each result is compared with the picture (pictures/likeness.py), to find the quality that
reaches it with the fewest bytes. Drawings and screenshots, which are flat, are also tried without loss and with a
palette. One version of the encoders gives the same bytes for the same picture everywhere.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from webapp.pictures.likeness import Original, Pixels
from webapp.pictures.quality import Attempt, Goal, find_quality

# Lists show many of the narrowest copies, so there each byte counts; for the others one attempt is often enough.
_FIRST_TRIES, _FIRST_TOLERANCE = 5, 1.0
_LATER_TRIES, _LATER_TOLERANCE = 3, 3.0
_FIRST_QUALITY = {"avif": 36, "webp": 36, "jpg": 34}

_FLAT_PART = 0.35
_PALETTES = (16, 64, 256)
# Of a larger copy only bands of rows are compared: comparing takes 30 bytes of memory per pixel.
_COMPARED_PIXELS = 310_000
_BAND_ROWS = 64
# Colours keep their full resolution if halving it alone lowers the likeness below this.
_LEAST_LIKENESS_OF_HALF_COLOURS = 80


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes of a picture in one size. *kind* is the ending of its file name."""

    kind: str
    content: bytes


@dataclass(slots=True)
class _Traits:
    """What smaller copies tell of a picture: the quality that each kind needs, and how it is drawn."""

    is_flat: bool
    has_sharp_colours: bool
    quality: dict[str, int] = field(default_factory=lambda: dict(_FIRST_QUALITY))


def encode_copies(
    copies: Sequence[Image.Image], kinds: Sequence[str], likeness: int, max_bytes: Sequence[int]
) -> Iterator[tuple[Encoded, ...]]:
    """Yield the files of each of *copies*, from narrow to wide, in *kinds*: avif, webp or jpg.

    The copies are RGB. A png may replace the jpg. *likeness* is the SSIMULACRA 2 score to reach; *max_bytes* has a
    limit for each copy.
    """
    traits: _Traits | None = None
    for copy, most in zip(copies, max_bytes, strict=True):
        compared = _Compared(copy)
        if traits is None:
            tolerance, tries = _FIRST_TOLERANCE, _FIRST_TRIES
            traits = _Traits(_is_flat(compared.pixels), compared.has_sharp_colours())
        else:
            tolerance, tries = _LATER_TOLERANCE, _LATER_TRIES
        goal = Goal(likeness, most, tolerance)
        yield tuple(_encode(compared, kind, goal, traits, tries) for kind in kinds)
        del compared  # 20 MB, and the next copy needs as much


class _Compared:
    """A copy of a picture, and the likeness of others to it."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.pixels = _sample(image)
        self._original = Original(self.pixels)

    def attempt(self, kind: str, quality: int, traits: _Traits) -> Attempt:
        content = _compress(self.image, kind, quality, traits.has_sharp_colours)
        return Attempt(quality, self.likeness(content), content)

    def likeness(self, content: bytes) -> float:
        with Image.open(io.BytesIO(content)) as opened:
            return self._original.score(_sample(opened.convert("RGB")))

    def has_sharp_colours(self) -> bool:
        brightness, *colours = self.image.convert("YCbCr").split()
        half = (max(1, self.image.width // 2), max(1, self.image.height // 2))
        box, bilinear = Image.Resampling.BOX, Image.Resampling.BILINEAR
        blurred = (colour.resize(half, box).resize(self.image.size, bilinear) for colour in colours)
        merged = Image.merge("YCbCr", (brightness, *blurred)).convert("RGB")
        return self._original.score(_sample(merged)) < _LEAST_LIKENESS_OF_HALF_COLOURS


def _sample(image: Image.Image) -> Pixels:
    """Return the pixels of *image*; of a large one only some bands, one below the other."""
    pixels = np.asarray(image)
    bands = max(1, _COMPARED_PIXELS // (_BAND_ROWS * image.width))
    if bands * _BAND_ROWS >= image.height:
        return pixels
    tops = np.linspace(0, image.height - _BAND_ROWS, bands).astype(int)
    return np.concatenate([pixels[top : top + _BAND_ROWS] for top in tops])


def _encode(compared: _Compared, kind: str, goal: Goal, traits: _Traits, tries: int) -> Encoded:
    found = find_quality(lambda q: compared.attempt(kind, q, traits), goal, traits.quality[kind], tries)
    traits.quality[kind] = found.quality
    best = Encoded(kind, found.content)
    if traits.is_flat and kind != "avif":
        best = min([best, *_flat(compared, kind, goal)], key=lambda encoded: len(encoded.content))
    return best


def _flat(compared: _Compared, kind: str, goal: Goal) -> Iterator[Encoded]:
    """Yield alternatives to *kind* for a picture with few colours: without loss, or with a palette."""
    if kind == "webp":
        yield Encoded(kind, _compress_whole(compared.image, kind))
    for colours in _PALETTES:
        drawn = compared.image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        content = _compress_whole(drawn, "webp" if kind == "webp" else "png")
        if compared.likeness(content) >= goal.likeness:
            yield Encoded("webp" if kind == "webp" else "png", content)
            return


def _compress(image: Image.Image, kind: str, quality: int, has_sharp_colours: bool) -> bytes:
    if kind == "avif":
        # More threads would cut the picture into tiles, which changes the bytes.
        subsampling = "4:4:4" if has_sharp_colours else "4:2:0"
        speed = 6 if image.width <= 400 else 8
        return _saved(image, "AVIF", quality=quality, speed=speed, subsampling=subsampling, max_threads=1)
    if kind == "webp":
        return _saved(image, "WEBP", quality=quality, method=4, use_sharp_yuv=has_sharp_colours)
    subsampling = "4:4:4" if has_sharp_colours else "4:2:0"
    return _saved(image, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=subsampling)


def _compress_whole(image: Image.Image, kind: str) -> bytes:
    if kind == "webp":
        return _saved(image, "WEBP", lossless=True, quality=50, method=4)
    return _saved(image, "PNG", optimize=True)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def _is_flat(pixels: Pixels) -> bool:
    """Tell whether many pixels equal their neighbour; in a photo, noise and grain prevent that."""
    return bool(np.mean(np.all(pixels[:, 1:] == pixels[:, :-1], axis=2)) >= _FLAT_PART) if pixels.shape[1] > 1 else True
