"""Read a picture file into pixels, as few of them as its renditions need.

Whatever a file claims to be, reading it takes bounded memory. A JPEG is decoded at a half, a quarter or an eighth of
its size (``draft``). Other kinds are refused when they would not fit. The pixels are resized strip by strip, so nothing
large is in memory twice.
"""

import io
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil, floor
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageFile, ImageStat
from PIL.JpegImagePlugin import JpegImageFile

from webapp.core.picture import Size, rendition_sizes
from webapp.pictures.opening import load_picture, open_picture, read_tag

# A JPEG is decoded at the first scale of 1, 1/2, 1/4 and 1/8 that has no more pixels.
_MOST_DECODED_PIXELS = 14_000_000

_STRIP_ROWS = 256
# Lanczos reads three pixels of the result around each one.
_MARGIN_ROWS = 4

# A transparent drawing gets a background of its own, because pages, books and other programs may be light or dark.
_LIGHT_GROUND, _DARK_GROUND = "#fff", "#333"
_LEAST_LIGHT, _MOST_SPREAD = 200, 40
"""A drawing with at least this brightness and at most this spread is invisible on white."""
_MOSTLY_OPAQUE = 128

_ROTATIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUARTERS = [_ROTATIONS[orientation] for orientation in (5, 6, 7, 8)]

_one_at_a_time = threading.Lock()


def decode(source: Path, widths: Iterable[int], max_megapixels: int) -> tuple[Size, list[Image.Image]]:
    """Return the upright size of *source* in pixels, and the picture at its rendition sizes, from narrow to wide.

    The pictures are upright, in sRGB, without transparency and metadata. An animation gives its first frame. Only one
    picture is decoded at a time.

    Raises PictureError if the file is empty, damaged, too large to decode or not a picture that can be shown.
    """
    with _my_turn(), open_picture(source, max_megapixels) as image:
        if not isinstance(image, JpegImageFile):
            # A PNG may have its EXIF after its pixels.
            load_picture(source, image)
        rotation = _rotation(image)
        stored = Size(*image.size)
        upright = stored.rotated if rotation in _QUARTERS else stored
        sizes = rendition_sizes(upright, _affordable(upright, widths) if isinstance(image, JpegImageFile) else widths)
        target = sizes[-1].rotated if rotation in _QUARTERS else sizes[-1]
        image.draft(None, (target.width, target.height))
        load_picture(source, image)
        small = _on_ground(_in_srgb(_resized(image, target), image.info.get("icc_profile")))
    return upright, _copies(small if rotation is None else small.transpose(rotation), sizes)


def _affordable(upright: Size, widths: Iterable[int]) -> Iterator[int]:
    """Yield *widths*, each limited to what can be decoded from a JPEG of that size."""
    pixels = upright.width * upright.height
    scale = next((scale for scale in (1, 2, 4) if pixels <= _MOST_DECODED_PIXELS * scale**2), 8)
    return (min(width, ceil(upright.width / scale)) for width in widths)


@contextmanager
def _my_turn() -> Iterator[None]:
    # Pillow warns of odd EXIF and of large sizes; both are handled here. The warnings filter belongs to the process, so
    # one thread at a time changes it. That also bounds the memory of a server with many threads.
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _rotation(image: ImageFile.ImageFile) -> Image.Transpose | None:
    orientation = read_tag(image, ExifTags.Base.Orientation)
    return _ROTATIONS.get(orientation) if isinstance(orientation, int) else None


def _resized(image: Image.Image, size: Size) -> Image.Image:
    """Return *image* at *size*, without converting the whole to another mode."""
    result = Image.new(_plain_mode(image), (size.width, size.height))
    scale = image.height / size.height
    for top in range(0, size.height, _STRIP_ROWS):
        bottom = min(top + _STRIP_ROWS, size.height)
        first, last = max(0, top - _MARGIN_ROWS), min(size.height, bottom + _MARGIN_ROWS)
        above, below = floor(first * scale), min(ceil(last * scale), image.height)
        strip = _plain(image.crop((0, above, image.width, below)), result.mode)
        box = (0, first * scale - above, image.width, min(last * scale, below) - above)
        small = strip.resize((size.width, last - first), Image.Resampling.LANCZOS, box)
        result.paste(small.crop((0, top - first, size.width, bottom - first)), (0, top))
    return result


def _plain_mode(image: Image.Image) -> str:
    if image.has_transparency_data and not image.mode.startswith("I"):
        return "RGBA"
    return "CMYK" if image.mode == "CMYK" else "RGB"


def _plain(image: Image.Image, mode: str) -> Image.Image:
    if image.mode.startswith("I"):
        # Pillow would clip sixteen bits at 255 instead of scaling them.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert(mode)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return *image* as RGB or RGBA in sRGB; a broken *profile* is ignored."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                target = ImageCms.createProfile("sRGB")
                image = ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    image = image.convert(mode)
    image.info.clear()
    return image


def _on_ground(image: Image.Image) -> Image.Image:
    """Return *image* as RGB on white, or on dark if it would be invisible on white."""
    if image.mode == "RGB":
        return image
    alpha = image.getchannel("A")
    drawn = ImageStat.Stat(image.convert("L"), alpha.point(lambda value: 255 * (value >= _MOSTLY_OPAQUE)))
    is_light = drawn.count[0] > 0 and drawn.mean[0] >= _LEAST_LIGHT and drawn.stddev[0] <= _MOST_SPREAD
    page = Image.new("RGB", image.size, _DARK_GROUND if is_light else _LIGHT_GROUND)
    page.paste(image, mask=alpha)
    return page


def _copies(image: Image.Image, sizes: Sequence[Size]) -> list[Image.Image]:
    """Return *image* in *sizes*; each is made from the next larger one."""
    copies: list[Image.Image] = []
    for size in reversed(sizes):
        if image.size != (size.width, size.height):
            image = image.resize((size.width, size.height), Image.Resampling.LANCZOS)
        copies.insert(0, image)
    return copies
