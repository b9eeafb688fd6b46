"""The pictures that represent a book on a shelf."""

import io

from PIL import Image, ImageDraw, ImageFont

from webapp.pack.edition import Edition
from webapp.web.site.assets import STATIC

_SIZE = (600, 800)
_GREEN, _PALE = "#1d5c3f", "#e9f2ec"
ICON_TYPE = "image/jpeg"
"""Quality of an icon drawn as JPEG."""
_ICON = STATIC / "icons" / "icon-512.png"


def draw_cover(edition: Edition) -> bytes:
    """Return the cover of *edition* as PNG: the program's icon, the number and the date.

    The title is not drawn: that needs a Chinese font, and not every machine has one. A shelf shows the title below the
    cover.
    """
    cover = Image.new("RGB", _SIZE, _GREEN)
    draw = ImageDraw.Draw(cover)
    draw.rectangle((0, 620, *_SIZE), fill=_PALE)
    cover.paste(_icon(360), (120, 140))
    number = f"No. {edition.number}   " if edition.number else ""
    draw.text((300, 690), f"{number}{edition.date.date().isoformat()}", _GREEN, ImageFont.load_default(52), anchor="mm")
    draw.text((300, 750), edition.fingerprint, _GREEN, ImageFont.load_default(28), anchor="mm")
    return _saved(cover.quantize(32), "PNG")


def draw_icon(width: int, kind: str) -> bytes:
    """Return the program's icon as a file of *kind*, a format of Pillow, *width* pixels wide and high."""
    return _saved(_icon(width), kind)


def _icon(width: int) -> Image.Image:
    with Image.open(_ICON) as opened:
        icon = opened.convert("RGBA").resize((width, width), Image.Resampling.LANCZOS)
    background = Image.new("RGB", icon.size, _GREEN)
    background.paste(icon, mask=icon)
    return background


def _saved(image: Image.Image, kind: str) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, optimize=True)
    return data.getvalue()
