"""The picture on the cover of a book: it shows which edition this is, where a shelf is all pictures."""

import io

from PIL import Image, ImageDraw, ImageFont

from webapp.pack.edition import Edition
from webapp.web.assets import STATIC

_SIZE = (600, 800)
_GREEN, _PALE, _WHITE = "#1d5c3f", "#e9f2ec", "#ffffff"
_ICON = STATIC / "icons" / "icon-512.png"


def draw_cover(edition: Edition) -> bytes:
    """Return the cover of *edition* as PNG: the program's icon, the number and the date.

    The title is not drawn: that takes a Chinese font, which no package brings and not every machine has. A shelf names
    it below the cover, and the first page above everything else.
    """
    cover = Image.new("RGB", _SIZE, _GREEN)
    draw = ImageDraw.Draw(cover)
    draw.rectangle((0, 620, *_SIZE), fill=_PALE)
    with Image.open(_ICON) as icon:
        shown = icon.convert("RGBA").resize((360, 360), Image.Resampling.LANCZOS)
    cover.paste(shown, (120, 140), shown)
    number = f"No. {edition.number}   " if edition.number else ""
    draw.text((300, 690), f"{number}{edition.date:%Y-%m-%d}", _GREEN, ImageFont.load_default(52), anchor="mm")
    draw.text((300, 750), edition.fingerprint, _GREEN, ImageFont.load_default(28), anchor="mm")
    data = io.BytesIO()
    cover.quantize(32).save(data, "PNG", optimize=True)
    return data.getvalue()
