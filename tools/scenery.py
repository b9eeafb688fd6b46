"""What the sample pictures are made of: colours, houses, trees, people, rice."""

from math import pi, sin

from drawing import Sheet, arc

SKY, HAZE, SUN = "#bfe0ea", "#f4ead2", "#f2b84b"
FAR, MIDDLE, NEAR, DEEP = "#8fb7a6", "#5f9a7c", "#3f7f5d", "#22543d"
EARTH, CLAY, BARK, STRAW = "#8a5a3c", "#c98d5e", "#5d4030", "#e3c36f"
WALL, ROOF, PAPER, INK, RED = "#f7f1e3", "#4a5560", "#fbf8ef", "#2f3a40", "#b3392f"
WATER, DARK_WATER, GREY = "#7fb8c9", "#3f7f96", "#c9cdca"


def house(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Put a house with a grey roof at *x*, *y* (the middle of its foot)."""
    sheet.box(x - size / 2, y - size * 0.5, size, size * 0.5, WALL)
    roof = [(-0.62, -0.48), (-0.5, -0.72), (0.5, -0.72), (0.62, -0.48)]
    sheet.shape([(x + across * size, y + up * size) for across, up in roof], ROOF)
    sheet.box(x - size * 0.09, y - size * 0.32, size * 0.18, size * 0.32, EARTH)
    for side in (-0.38, 0.2):
        sheet.box(x + side * size, y - size * 0.34, size * 0.18, size * 0.15, DARK_WATER)


def tree(sheet: Sheet, x: float, y: float, size: float, leaves: str = NEAR) -> None:
    """Put a round tree at *x*, *y* (its foot)."""
    sheet.path([(x, y), (x, y - size * 0.6)], BARK, size * 0.09)
    for across, up, radius in ((-0.22, 0.62, 0.24), (0.22, 0.64, 0.24), (0, 0.82, 0.28), (0, 0.6, 0.24)):
        sheet.disc(x + across * size, y - up * size, radius * size, leaves)


def person(sheet: Sheet, x: float, y: float, size: float, coat: str, *, hair: str = INK) -> None:
    """Seat a person at *x*, *y* (the seat), seen from behind a stool."""
    sheet.box(x - size * 0.2, y - size * 0.06, size * 0.4, size * 0.34, BARK, corner=size * 0.03)
    sheet.box(x - size * 0.26, y - size * 0.62, size * 0.52, size * 0.62, coat, corner=size * 0.2)
    sheet.disc(x, y - size * 0.78, size * 0.19, "#e7b88f")
    sheet.shape([*arc(x, y - size * 0.8, size * 0.2, 0.5, 1), (x, y - size * 0.86)], hair)


def blade(sheet: Sheet, x: float, y: float, reach: float, rise: float) -> None:
    """Let a leaf bend away from a stem at *x*, *y*."""
    points = [(x + reach * step / 20, y - rise * sin(pi * 0.75 * step / 20)) for step in range(21)]
    back = [(across, down + 0.018 * sin(pi * step / 20)) for step, (across, down) in enumerate(points)]
    sheet.shape([*points, *reversed(back)], NEAR)


def ear(sheet: Sheet, x: float, y: float, reach: float) -> None:
    """Let an ear of rice hang from *x*, *y*."""
    for grain in range(14):
        part = grain / 13
        along, down = x + reach * part, y - 0.05 * sin(pi * part * 0.8) + 0.11 * part * part
        sheet.disc(along, down + (grain % 2) * 0.012, 0.011, "#d9a93a", 0.7)


def brush_strokes(sheet: Sheet, x: float, y: float, seed: int) -> None:
    """Write something that looks like a character and is none."""
    for stroke in range(4):
        turn = (seed * 7 + stroke * 5) % 12
        left, top = x - 0.014 + (turn % 4) * 0.004, y - 0.012 + stroke * 0.008
        across = 0.024 if turn % 3 else 0.008
        down = 0.004 if turn % 3 else 0.022
        sheet.path([(left, top), (left + across, min(top + down, y + 0.018))], INK, 0.0035)
