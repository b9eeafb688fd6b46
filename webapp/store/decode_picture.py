"""Read a picture file into pixels, as few of them as its renditions need.

Whatever a file claims to be, reading it costs a bounded amount of memory: a JPEG is decoded at a half, a quarter or
an eighth of its size (``draft``), other kinds are refused when they would not fit, and what is decoded is brought
to its final size strip by strip, so that nothing large is held twice.
"""

import io
import struct
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import ceil, floor
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from webapp.core.picture import Size, rendition_sizes
from webapp.errors import PictureError

_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF")

_OTHER_KINDS = (
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (0, b"8BPS", "Photoshop"),
    (0, b"%PDF", "PDF"),
    (0, b"<svg", "SVG"),
    (0, b"<?xml", "SVG"),
)

# Measured with Pillow 13: what a decoder holds at its peak, beside the finished picture.
_DECODER_BYTES_PER_PIXEL = {"WEBP": 12, "AVIF": 6}
_BYTES_PER_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}

# Enough for 12 megapixels of WebP, or for an A4 page scanned as PNG at 600 dpi.
_MAX_WORKING_BYTES = 200_000_000

_STRIP_ROWS = 256
# Lanczos looks three pixels of the result around itself.
_MARGIN_ROWS = 4

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUARTER_TURNS = [_TURNS[orientation] for orientation in (5, 6, 7, 8)]

# What Pillow raises for damaged files, beside its own UnidentifiedImageError, which is an OSError.
_DAMAGE = (OSError, ValueError, SyntaxError, IndexError, EOFError, struct.error)

_SAVE_SMALLER = "Save it smaller, for instance 4000 pixels wide, as JPEG."
_COPY_AGAIN = "Copy it again from where it came."

_one_at_a_time = threading.RLock()


def decode(source: Path, widths: Iterable[int], max_megapixels: int) -> tuple[Size, Image.Image]:
    """Return the upright size of *source*, and the picture itself at the largest of its rendition sizes.

    The picture is upright, RGB or RGBA in the colours of sRGB, and carries no metadata. Of an animation it is the
    first frame. Only one picture is decoded at a time.

    Raises PictureError if the file is empty, damaged, too large to decode or not a picture that can be shown.
    """
    with _quiet_turn(), _open(source) as image:
        _check_cost(source, image, max_megapixels)
        if not isinstance(image, JpegImageFile):
            # A PNG may carry its EXIF behind its pixels.
            _load(source, image)
        turn = _turn(image)
        stored = Size(*image.size)
        upright = stored.turned if turn in _QUARTER_TURNS else stored
        target = rendition_sizes(upright, widths)[-1]
        target = target.turned if turn in _QUARTER_TURNS else target
        image.draft(None, (target.width, target.height))
        _load(source, image)
        small = _in_srgb(_resized(image, target), image.info.get("icc_profile"))
    return upright, small if turn is None else small.transpose(turn)


@contextmanager
def _quiet_turn() -> Iterator[None]:
    # Pillow warns of odd EXIF and of large sizes; both are answered here. warnings are kept per process, so the
    # filter is changed by one thread at a time, which also bounds the memory of a server with many.
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _open(source: Path) -> ImageFile.ImageFile:
    try:
        with source.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise PictureError(source.name, f"it cannot be read ({error.strerror}).", _COPY_AGAIN) from error
    if not head:
        raise PictureError(source.name, "it is empty.", _COPY_AGAIN)
    for offset, magic, kind in _OTHER_KINDS:
        if head.lstrip()[offset:].startswith(magic):
            raise PictureError(source.name, f"browsers do not show {kind} pictures.", "Save it as JPEG or PNG.")
    try:
        return Image.open(source, formats=_KINDS)
    except Image.DecompressionBombError as error:
        raise PictureError(source.name, "it has too many pixels.", _SAVE_SMALLER) from error
    except _DAMAGE as error:
        found = "it is not a picture, whatever its name says, or it is damaged."
        raise PictureError(source.name, found, "Save it again as JPEG or PNG.") from error


def _check_cost(source: Path, image: ImageFile.ImageFile, max_megapixels: int) -> None:
    megapixels = image.width * image.height / 1_000_000
    if megapixels > max_megapixels:
        found = f"it has {megapixels:.0f} megapixels, and {max_megapixels} are allowed."
        raise PictureError(source.name, found, _SAVE_SMALLER)
    if _working_bytes(image) > _MAX_WORKING_BYTES:
        found = f"a picture of this kind with {megapixels:.0f} megapixels takes too much memory."
        raise PictureError(source.name, found, _SAVE_SMALLER)


def _working_bytes(image: ImageFile.ImageFile) -> float:
    pixels = image.width * image.height
    if not isinstance(image, JpegImageFile):
        own = _BYTES_PER_PIXEL.get(image.mode, 4)
        return pixels * (own + _DECODER_BYTES_PER_PIXEL.get(image.format or "", 0))
    if _is_read_in_one_pass(image):
        return 0
    # The decoder of a progressive JPEG keeps two bytes for each sample until the last scan.
    areas = [across * down for _, across, down, _ in image.layer]
    return 2 * pixels * sum(areas) / max(1, *areas)


def _is_read_in_one_pass(image: JpegImageFile) -> bool:
    if "progressive" in image.info:
        return False
    if image.format == "MPO":
        # The JPEG of cameras that add a second view. They write it in one pass.
        return True
    # Pillow stops behind the header of the first scan, whose length tells how many of the layers are in it.
    length = 6 + 2 * image.layers
    if image.fp is None:
        return False
    image.fp.seek(-length, io.SEEK_CUR)
    return image.fp.read(2) == length.to_bytes(2, "big")


def _load(source: Path, image: ImageFile.ImageFile) -> None:
    try:
        image.load()
    except _DAMAGE as error:
        raise PictureError(source.name, f"it is damaged or cut off ({error}).", _COPY_AGAIN) from error


def _turn(image: ImageFile.ImageFile) -> Image.Transpose | None:
    """Return what turns *image* upright; EXIF that cannot be read says nothing."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _DAMAGE:
        return None


def _resized(image: Image.Image, size: Size) -> Image.Image:
    """Return *image* at *size*, without a second copy of the whole in any other mode."""
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
        # Pillow would cut sixteen bits off at 255 instead of scaling them.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert(mode)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return *image* as RGB or RGBA in the colours of sRGB; a profile that cannot be used is left out."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                target = ImageCms.createProfile("sRGB")
                image = ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
        except (ImageCms.PyCMSError, *_DAMAGE):
            pass
    image = image.convert(mode)
    if mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info.clear()
    return image
