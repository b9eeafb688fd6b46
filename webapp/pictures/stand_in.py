"""The blurred placeholder of a picture: small enough for the page itself, so readers see it before the picture."""

import base64
import io

from PIL import Image

_LONG, _SHORT = 4, 3
_COLOURS = 4


def stand_in(picture: Image.Image) -> str:
    """Return a GIF of twelve pixels in base64, about 72 characters. Browsers blur it when they enlarge it."""
    width, height = picture.size
    size = (_LONG, _SHORT) if width >= height else (_SHORT, _LONG)
    small = picture.resize(size, Image.Resampling.BOX)
    data = io.BytesIO()
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(data, "GIF", optimize=True)
    return base64.b64encode(data.getvalue()).decode()
