"""Draw the icons in webapp/static/icons: an open book under a roof.

Run it again after a change: ``python tools/draw_icons.py``.
"""

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).parent.parent / "webapp" / "static" / "icons"
GREEN = "#1d5c3f"
PAPER = "#fbfaf6"
LINE = "#b9c9bf"

# The drawing stands on a grid of 64 by 64.
ROOF = [(32, 7), (59, 28), (54, 33), (32, 16), (10, 33), (5, 28)]
LEFT_LEAF = [(12, 35), (21, 34), (31, 38), (31, 56), (21, 52), (12, 53)]
RIGHT_LEAF = [(52, 35), (43, 34), (33, 38), (33, 56), (43, 52), (52, 53)]
LINES = [((16, 40), (27, 43)), ((16, 46), (27, 49)), ((37, 43), (48, 40)), ((37, 49), (48, 46))]


def draw(size: int, corner: float, scale: float) -> Image.Image:
    """Return the icon, *size* pixels wide; *corner* and *scale* are parts of the whole.

    It is drawn four times as large and made smaller, which smooths the slanted edges.
    """
    large = size * 4
    icon = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(icon)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), radius=large * corner, fill=GREEN)

    def place(points: list[tuple[int, int]]) -> list[tuple[float, float]]:
        return [(large * (0.5 + (x / 64 - 0.5) * scale), large * (0.5 + (y / 64 - 0.5) * scale)) for x, y in points]

    for shape in (ROOF, LEFT_LEAF, RIGHT_LEAF):
        pen.polygon(place(shape), fill=PAPER)
    for line in LINES:
        pen.line(place(list(line)), fill=LINE, width=round(large * 0.025 * scale))
    smooth = icon.resize((size, size), Image.Resampling.LANCZOS)
    # Three colours and their blends: a palette makes the file a quarter of the size.
    return smooth.quantize(48, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def main() -> None:
    """Write the four icons."""
    ICONS.mkdir(parents=True, exist_ok=True)
    draw(32, 0.18, 1).save(ICONS / "favicon.png", optimize=True)
    draw(192, 0.18, 0.9).save(ICONS / "icon-192.png", optimize=True)
    draw(512, 0.18, 0.9).save(ICONS / "icon-512.png", optimize=True)
    # A launcher may cut a maskable icon to a circle of 80 %, so it fills the square and its drawing keeps inside.
    draw(512, 0, 0.66).save(ICONS / "icon-maskable.png", optimize=True)


if __name__ == "__main__":
    main()
