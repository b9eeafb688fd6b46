"""Open a picture file, whatever its name says, and refuse what cannot or must not be decoded."""

import io
import struct
from pathlib import Path

from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from webapp.causes import cause
from webapp.core.file_kind import OTHER_PICTURES, kind_of, refusal, shown_as
from webapp.core.file_names import PICTURE_TYPES
from webapp.errors import PictureError
from webapp.messages import Message

# Measured with Pillow 13: the peak memory of a decoder, beside the finished picture.
_DECODER_BYTES_PER_PIXEL = {"WEBP": 12, "AVIF": 6}
_BYTES_PER_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}

# Enough for 12 megapixels of WebP, or for an A4 page scanned as PNG at 600 dpi.
_MAX_WORKING_BYTES = 200_000_000

_END_OF_JPEG = b"\xff\xd9"
_HEAD_BYTES = 2048
_BLOCK_BYTES = 65_536
# A few zeros at the end of a damaged file may be picture data; this many are not.
_MANY_ZEROS = 512

# The exceptions that Pillow raised for damaged files in tests.
_DAMAGE = (OSError, ValueError, SyntaxError, IndexError, EOFError, RuntimeError, struct.error)

_SAVE_SMALLER = Message("save_smaller")
_SAVE_AGAIN = Message("save_again_as_jpeg")
_COPY_AGAIN = Message("copy_again")


def open_picture(source: Path, max_megapixels: int) -> ImageFile.ImageFile:
    """Return *source* with its header read, if it can be decoded in bounded memory.

    A baseline JPEG always can: its loader asks for a fraction of its size (``draft``).

    Raises PictureError if the file is empty, too large or not a picture that can be shown.
    """
    image = _open(source)
    try:
        _check_cost(source, image, max_megapixels)
    except PictureError:
        image.close()
        raise
    return image


def load_picture(source: Path, image: ImageFile.ImageFile) -> None:
    """Decode *image*, which was opened from *source*; raise PictureError if it is damaged or cut off."""
    try:
        image.load()
    except _DAMAGE as error:
        raise PictureError(source.name, Message("picture_cut_off", why=cause(error)), _COPY_AGAIN) from error
    if isinstance(image, JpegImageFile) and _ends_in_nothing(source):
        raise PictureError(source.name, Message("only_beginning"), _COPY_AGAIN)


def read_tag(image: ImageFile.ImageFile, tag: int) -> object:
    """Return an EXIF value of *image*; None if there is none or the EXIF cannot be read."""
    try:
        return image.getexif().get(tag)
    except _DAMAGE:
        return None


def _open(source: Path) -> ImageFile.ImageFile:
    try:
        with source.open("rb") as file:
            head = file.read(_HEAD_BYTES).lstrip()
    except OSError as error:
        raise PictureError(source.name, Message("unreadable", why=cause(error)), _COPY_AGAIN) from error
    if not head:
        raise PictureError(source.name, Message("empty"), _COPY_AGAIN)
    kind = kind_of(head)
    if kind in OTHER_PICTURES:
        raise PictureError(source.name, *refusal(kind))
    if kind and not shown_as(kind):
        raise PictureError(source.name, Message("kind_no_picture", kind=kind), _SAVE_AGAIN)
    try:
        return Image.open(source, formats=tuple(PICTURE_TYPES))
    except Image.DecompressionBombError as error:
        raise PictureError(source.name, Message("too_many_pixels"), _SAVE_SMALLER) from error
    except _DAMAGE as error:
        raise PictureError(source.name, Message("no_picture"), _SAVE_AGAIN) from error


def _check_cost(source: Path, image: ImageFile.ImageFile, max_megapixels: int) -> None:
    megapixels = image.width * image.height / 1_000_000
    if megapixels > max_megapixels:
        found = Message("too_many_megapixels", megapixels=megapixels, most=max_megapixels)
        raise PictureError(source.name, found, _SAVE_SMALLER)
    if _working_bytes(image) > _MAX_WORKING_BYTES:
        found = Message("picture_memory", megapixels=megapixels)
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
    if "progressive" in image.info or image.fp is None:
        return False
    if image.format == "MPO":
        # MPO: a JPEG with a second view, from cameras. They write baseline JPEG.
        return True
    # Pillow stops after the header of the first scan. The header's length tells how many layers the scan has.
    length = 6 + 2 * image.layers
    image.fp.seek(-length, io.SEEK_CUR)
    return image.fp.read(2) == length.to_bytes(2, "big")


def _ends_in_nothing(source: Path) -> bool:
    """Tell whether the end of a JPEG is missing and zeros stand in its place.

    Some programs reserve the whole file before they fetch it, and the decoder paints zeros grey without an error.
    Cameras that pad their files do so after the end marker.
    """
    size = source.stat().st_size
    with source.open("rb") as file:
        for start in range((size - 1) // _BLOCK_BYTES * _BLOCK_BYTES, -1, -_BLOCK_BYTES):
            file.seek(start)
            kept = file.read(_BLOCK_BYTES).rstrip(b"\0")
            if kept:
                return size - start - len(kept) >= _MANY_ZEROS and not kept.endswith(_END_OF_JPEG)
    return False
