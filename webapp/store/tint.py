"""The stand-in of a picture: twelve colours of it, small enough to be sent within the page."""

import numpy as np
from PIL import Image

_LONG, _SHORT = 4, 3


def tint(image: Image.Image) -> str:
    """Return the colours of *image*, which is RGB, as 36 characters: row by row, three hexadecimal digits each.

    A wide picture has four columns of three, a tall one three columns of four.
    """
    size = (_LONG, _SHORT) if image.width >= image.height else (_SHORT, _LONG)
    colours = np.asarray(image.resize(size, Image.Resampling.BOX)) / 17
    return "".join(f"{digit:x}" for digit in np.rint(colours).astype(int).ravel())
