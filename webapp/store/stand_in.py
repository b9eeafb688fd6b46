"""The blurred stand-in of a picture: so small that it stands inside the page, and is seen before the picture comes."""

import base64
import io

from PIL import Image

_LONG, _SHORT = 4, 3
_COLOURS = 4
_NOTHING = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A transparent pixel, for a picture that lets the page show through."""


def stand_in(picture: Image.Image) -> str:
    """Return a GIF of twelve pixels, in base64: some 72 characters. Browsers blur it when they make it large."""
    if picture.has_transparency_data:
        return _NOTHING
    width, height = picture.size
    size = (_LONG, _SHORT) if width >= height else (_SHORT, _LONG)
    small = picture.convert("RGB").resize(size, Image.Resampling.BOX)
    data = io.BytesIO()
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(data, "GIF", optimize=True)
    return base64.b64encode(data.getvalue()).decode()
