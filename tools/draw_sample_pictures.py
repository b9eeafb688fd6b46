"""Draw the pictures of the sample library in content/.

Run it again after a change: ``python tools/draw_sample_pictures.py``. The same drawing gives the same file.
"""

from collections.abc import Callable
from math import pi, sin
from pathlib import Path

from drawing import Sheet, arc, wave
from PIL import ExifTags, Image

CONTENT = Path(__file__).parent.parent / "content"

SKY, HAZE, SUN = "#bfe0ea", "#f4ead2", "#f2b84b"
FAR, MIDDLE, NEAR, DEEP = "#8fb7a6", "#5f9a7c", "#3f7f5d", "#22543d"
EARTH, CLAY, BARK, STRAW = "#8a5a3c", "#c98d5e", "#5d4030", "#e3c36f"
WALL, ROOF, PAPER, INK, RED = "#f7f1e3", "#4a5560", "#fbf8ef", "#2f3a40", "#b3392f"
WATER, DARK_WATER, GREY = "#7fb8c9", "#3f7f96", "#c9cdca"


def terraces(width: int) -> Image.Image:
    """Terraced fields under hills, at sunrise."""
    sheet = Sheet(width, 0.66, SKY)
    sheet.ramp(0, 0.36, SKY, HAZE)
    sheet.disc(0.74, 0.15, 0.055, SUN)
    for base, rise, turns, start, colour in ((0.27, 0.05, 1.4, 0.1, FAR), (0.33, 0.06, 1.1, 0.5, MIDDLE)):
        sheet.shape([*wave(0, 1, base, rise, turns, start=start), (1, 0.7), (0, 0.7)], colour)
    for step in range(11):
        y = 0.36 + step * 0.03 + step * step * 0.0007
        fill = (NEAR, WATER, "#79a85a", "#9ccbd6")[step % 4]
        sheet.shape([*wave(0, 1, y, 0.02 + step * 0.002, 1.2, start=0.31 - step * 0.012), (1, 0.7), (0, 0.7)], fill)
        sheet.path(wave(0, 1, y, 0.02 + step * 0.002, 1.2, start=0.31 - step * 0.012), DEEP, 0.004)
    house(sheet, 0.16, 0.37, 0.12)
    house(sheet, 0.29, 0.4, 0.09)
    return sheet.picture()


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


def courtyard(width: int) -> Image.Image:
    """Neighbours in a courtyard, one of them speaking: a meeting."""
    sheet = Sheet(width, 0.75, SKY)
    sheet.ramp(0, 0.4, SKY, HAZE)
    sheet.shape([*wave(0, 1, 0.3, 0.06, 1.3, start=0.2), (1, 0.75), (0, 0.75)], FAR)
    sheet.shape([*wave(0, 1, 0.35, 0.04, 1.7, start=0.6), (1, 0.75), (0, 0.75)], MIDDLE)
    sheet.ramp(0.45, 0.75, "#e6d6b4", "#d2b98c")
    house(sheet, 0.5, 0.47, 0.5)
    tree(sheet, 0.12, 0.5, 0.34)
    tree(sheet, 0.91, 0.5, 0.3, DEEP)
    sheet.box(0.36, 0.235, 0.28, 0.045, RED, corner=0.006)
    for place in range(6):
        sheet.box(0.382 + place * 0.041, 0.247, 0.026, 0.021, STRAW, corner=0.003)
    person(sheet, 0.5, 0.5, 0.12, DARK_WATER)
    coats = ("#7a8f5a", "#b3665a", "#55718a", "#a98452", "#6d5a86", "#4f7f78")
    for row, (y, size, count) in enumerate(((0.58, 0.11, 5), (0.67, 0.13, 6))):
        for seat in range(count):
            hair = GREY if (seat + row) % 3 == 0 else INK
            person(sheet, 0.5 + (seat - (count - 1) / 2) * 0.15, y, size, coats[(seat + row) % 6], hair=hair)
    return sheet.picture()


def rice(width: int) -> Image.Image:
    """A rice plant with marks where each disease and insect sits."""
    sheet = Sheet(width, 1, "#eef4e6")
    sheet.ramp(0.84, 1, WATER, DARK_WATER)
    sheet.shape([*wave(0, 1, 0.9, 0.008, 3), (1, 1), (0, 1)], EARTH)
    for lean, top in ((-0.16, 0.3), (-0.07, 0.2), (0, 0.16), (0.08, 0.22), (0.17, 0.32)):
        stem = [(0.5 + lean * (step / 20) ** 1.3, 0.9 - (0.9 - top) * step / 20) for step in range(21)]
        sheet.path(stem, "#6f9b45", 0.012)
        blade(sheet, 0.5 + lean * 0.55, 0.62, 0.3 if lean > 0 else -0.3, 0.2)
        blade(sheet, 0.5 + lean * 0.8, 0.44, 0.22 if lean >= 0 else -0.22, 0.14)
        ear(sheet, 0.5 + lean, top, 0.12 if lean >= 0 else -0.12)
    for number, x, y in (
        (1, 0.76, 0.3),
        (2, 0.44, 0.72),
        (3, 0.66, 0.19),
        (4, 0.58, 0.82),
        (5, 0.2, 0.46),
        (6, 0.4, 0.58),
    ):
        sheet.label(x, y, number)
    return sheet.picture()


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


def orange_tree(width: int) -> Image.Image:
    """An orange tree with marks on the branches to be cut, standing upright."""
    sheet = Sheet(width, 1.3, HAZE)
    sheet.ramp(0, 0.95, SKY, HAZE)
    sheet.shape([*wave(0, 1, 1.05, 0.02, 1), (1, 1.3), (0, 1.3)], "#9dbb6c")
    sheet.disc(0.5, 0.52, 0.42, "#dcebd0")
    for points, thick in TREE_BRANCHES:
        sheet.path(points, BARK, thick)
    for across, down, radius in TREE_LEAVES:
        sheet.disc(across, down, radius, NEAR)
        sheet.disc(across - 0.02, down - 0.02, radius * 0.75, MIDDLE)
    for across, down, _ in TREE_LEAVES[::2]:
        sheet.disc(across + 0.03, down + 0.03, 0.03, "#e98a2b")
    for points in CUT_BRANCHES:
        sheet.path(points, RED, 0.014)
    for number, (x, y) in enumerate(((0.56, 0.06), (0.2, 0.98), (0.44, 0.42), (0.87, 0.72)), 1):
        sheet.label(x, y, number)
    return sheet.picture()


TREE_BRANCHES = (
    ([(0.5, 1.1), (0.5, 0.8)], 0.06),
    ([(0.5, 0.84), (0.3, 0.6), (0.2, 0.38)], 0.035),
    ([(0.5, 0.82), (0.52, 0.5), (0.5, 0.24)], 0.035),
    ([(0.5, 0.84), (0.7, 0.62), (0.8, 0.4)], 0.035),
)
TREE_LEAVES = (
    (0.18, 0.36, 0.11), (0.3, 0.24, 0.1), (0.14, 0.52, 0.09), (0.3, 0.5, 0.09), (0.7, 0.24, 0.1), (0.82, 0.36, 0.11),
    (0.86, 0.53, 0.09), (0.7, 0.5, 0.09), (0.5, 0.22, 0.08), (0.58, 0.34, 0.07),
)  # fmt: skip
CUT_BRANCHES = (
    [(0.5, 0.3), (0.53, 0.18), (0.56, 0.1)],
    [(0.5, 1.02), (0.38, 0.99), (0.25, 0.98)],
    [(0.36, 0.68), (0.46, 0.56), (0.45, 0.46)],
    [(0.68, 0.66), (0.78, 0.74), (0.84, 0.72)],
)


def warnings(width: int) -> Image.Image:
    """Four bars in the colours of the rain warnings, under a cloud."""
    sheet = Sheet(width, 0.6, "#eaf1f3")
    for x, y, radius in ((0.4, 0.14, 0.07), (0.48, 0.1, 0.085), (0.57, 0.12, 0.075), (0.63, 0.15, 0.05)):
        sheet.disc(x, y, radius, "#9fb2bd")
    sheet.box(0.36, 0.13, 0.3, 0.07, "#9fb2bd", corner=0.035)
    for drop in range(9):
        x = 0.38 + drop * 0.033
        sheet.path([(x, 0.23), (x - 0.012, 0.27)], DARK_WATER, 0.006)
    levels = ((12, 0.07, "#3f78b5"), (6, 0.12, "#e6c229"), (3, 0.17, "#e07b28"), (3, 0.25, "#c0332b"))
    for place, (hours, height, colour) in enumerate(levels):
        x = 0.12 + place * 0.2
        sheet.box(x, 0.5 - height, 0.14, height, colour, corner=0.01)
        sheet.number(x + 0.07, 0.545, hours, 0.016, INK)
    sheet.path([(0.08, 0.502), (0.92, 0.502)], INK, 0.005)
    return sheet.picture()


def village_map(width: int) -> Image.Image:
    """A map of the village: the stream, roads, houses, fields, and numbered places."""
    sheet = Sheet(width, 0.75, "#e9efd8")
    for across in range(4):
        for down in range(3):
            sheet.box(0.56 + across * 0.1, 0.48 + down * 0.08, 0.09, 0.07, ("#c9d98f", "#dfd08a")[(across + down) % 2])
    sheet.shape([*wave(0, 1, 0.13, 0.05, 1.5, start=0.2), (1, 0), (0, 0)], FAR)
    sheet.path(wave(-0.02, 1.02, 0.4, 0.06, 1.2, start=0.4), WATER, 0.045)
    sheet.path([(0.02, 0.66), (0.3, 0.6), (0.45, 0.36), (0.8, 0.26), (1, 0.28)], PAPER, 0.022)
    sheet.path([(0.3, 0.6), (0.42, 0.7), (0.56, 0.72)], PAPER, 0.016)
    for x, y in (
        (0.14, 0.58),
        (0.22, 0.55),
        (0.2, 0.7),
        (0.33, 0.5),
        (0.56, 0.26),
        (0.66, 0.22),
        (0.76, 0.19),
        (0.1, 0.3),
    ):
        house(sheet, x, y, 0.07)
    for x, y in ((0.06, 0.22), (0.3, 0.24), (0.38, 0.22), (0.9, 0.22), (0.48, 0.6), (0.06, 0.5)):
        tree(sheet, x, y, 0.08)
    for number, x, y in ((1, 0.3, 0.66), (2, 0.45, 0.44), (3, 0.75, 0.6), (4, 0.64, 0.13), (5, 0.1, 0.21)):
        sheet.label(x, y, number)
    return sheet.picture()


def scam_message(width: int) -> Image.Image:
    """A hand-held telephone with a message that asks for a code, and a warning sign."""
    sheet = Sheet(width, 1.1, "#f3e7dc")
    sheet.disc(0.5, 0.55, 0.44, "#ecd8c6")
    sheet.box(0.27, 0.08, 0.46, 0.94, INK, corner=0.05)
    sheet.box(0.295, 0.14, 0.41, 0.82, PAPER, corner=0.015)
    sheet.box(0.295, 0.14, 0.41, 0.08, DARK_WATER, corner=0.015)
    sheet.disc(0.35, 0.18, 0.022, PAPER)
    sheet.box(0.385, 0.17, 0.16, 0.02, PAPER, corner=0.01)
    sheet.box(0.32, 0.26, 0.3, 0.2, "#e3e8e6", corner=0.02)
    for line, length in enumerate((0.24, 0.26, 0.2)):
        sheet.box(0.345, 0.29 + line * 0.035, length, 0.016, "#8b9694", corner=0.008)
    sheet.box(0.345, 0.4, 0.17, 0.02, "#2f6fb0", corner=0.008)
    sheet.box(0.36, 0.5, 0.3, 0.14, STRAW, corner=0.02)
    sheet.number(0.51, 0.57, 888888, 0.02, EARTH)
    sheet.shape([(0.5, 0.66), (0.635, 0.9), (0.365, 0.9)], RED)
    sheet.path([(0.5, 0.74), (0.5, 0.82)], PAPER, 0.024)
    sheet.disc(0.5, 0.862, 0.015, PAPER)
    return sheet.picture()


def pond(width: int) -> Image.Image:
    """A pond with a fence, a pole and a ring to reach for."""
    sheet = Sheet(width, 0.62, SKY)
    sheet.ramp(0, 0.25, SKY, HAZE)
    sheet.shape([*wave(0, 1, 0.22, 0.04, 1.6), (1, 0.62), (0, 0.62)], MIDDLE)
    sheet.box(0, 0.26, 1, 0.36, "#8fb56a")
    sheet.disc(0.46, 0.42, 0.36, "#b59a6a", 0.36)
    sheet.disc(0.46, 0.42, 0.345, WATER, 0.35)
    for y, reach in ((0.38, 0.2), (0.42, 0.28), (0.47, 0.18)):
        sheet.path(wave(0.46 - reach, 0.46 + reach, y, 0.006, 4), "#a9d3de", 0.006)
    for x, y in ((0.12, 0.28), (0.93, 0.3), (0.8, 0.27)):
        tree(sheet, x, y, 0.18)
    for post in range(9):
        sheet.path([(0.04 + post * 0.115, 0.6), (0.04 + post * 0.115, 0.49)], PAPER, 0.014)
    for y in (0.52, 0.56):
        sheet.path([(0.02, y), (0.98, y)], PAPER, 0.01)
    sheet.path([(0.86, 0.58), (0.86, 0.28)], STRAW, 0.012)
    sheet.disc(0.92, 0.42, 0.05, "#e0662b")
    sheet.disc(0.92, 0.42, 0.025, "#8fb56a")
    return sheet.picture()


def pressure(width: int) -> Image.Image:
    """Two lines of blood pressure that come down over six weeks, with the limits 140 and 90."""
    sheet = Sheet(width, 0.62, "#fbfaf6")
    sheet.box(0.14, 0.05, 0.82, 0.49, "#f1f4ee")
    for value, colour in ((160, GREY), (140, RED), (120, GREY), (90, RED), (80, GREY)):
        y = 0.54 - (value - 60) / 110 * 0.49
        sheet.path([(0.14, y), (0.96, y)], colour, 0.004)
        sheet.number(0.075, y, value, 0.014, INK)
    for values, colour in (((158, 154, 149, 143, 138, 134, 132), DARK_WATER), ((98, 96, 93, 90, 87, 84, 83), NEAR)):
        points = [(0.18 + week * 0.123, 0.54 - (value - 60) / 110 * 0.49) for week, value in enumerate(values)]
        sheet.path(points, colour, 0.01)
        for x, y in points:
            sheet.disc(x, y, 0.014, colour)
    for week in range(7):
        sheet.number(0.18 + week * 0.123, 0.585, week, 0.014, INK)
    return sheet.picture()


def shares(width: int) -> Image.Image:
    """What the insurance pays of a stay, by the rank of the hospital: three bars."""
    sheet = Sheet(width, 0.6, "#fbfaf6")
    for place, (part, colour) in enumerate(((90, NEAR), (75, MIDDLE), (60, FAR))):
        x = 0.14 + place * 0.27
        sheet.box(x, 0.06, 0.19, 0.44, "#e9ecea", corner=0.012)
        sheet.box(x, 0.5 - 0.44 * part / 100, 0.19, 0.44 * part / 100, colour, corner=0.012)
        sheet.number(x + 0.095, 0.5 - 0.22 * part / 100, part, 0.024, PAPER)
        sheet.label(x + 0.095, 0.55, place + 1)
    return sheet.picture()


def letter(width: int) -> Image.Image:
    """An old letter in brush strokes, on a table, with its envelope."""
    sheet = Sheet(width, 0.72, "#8c6a4c")
    for plank in range(5):
        sheet.path([(0, 0.144 * plank), (1, 0.144 * plank)], "#7a5a3f", 0.005)
    sheet.shape([(0.55, 0.1), (0.93, 0.15), (0.88, 0.62), (0.5, 0.57)], "#d9b98a")
    sheet.shape([(0.68, 0.18), (0.77, 0.192), (0.728, 0.58), (0.638, 0.568)], "#c0473a")
    sheet.shape([(0.09, 0.08), (0.57, 0.06), (0.59, 0.65), (0.11, 0.67)], "#f3e6c4")
    for column in range(8):
        x = 0.53 - column * 0.055
        sheet.path([(x + 0.028, 0.09), (x + 0.042, 0.64)], "#d8a08e", 0.002)
        for place in range(11 - (column * 5) % 4):
            brush_strokes(sheet, x, 0.12 + place * 0.045, column * 11 + place)
    sheet.box(0.13, 0.57, 0.05, 0.05, RED, corner=0.006)
    return sheet.picture()


def brush_strokes(sheet: Sheet, x: float, y: float, seed: int) -> None:
    """Write something that looks like a character and is none."""
    for stroke in range(4):
        turn = (seed * 7 + stroke * 5) % 12
        left, top = x - 0.014 + (turn % 4) * 0.004, y - 0.012 + stroke * 0.008
        across = 0.024 if turn % 3 else 0.008
        down = 0.004 if turn % 3 else 0.022
        sheet.path([(left, top), (left + across, min(top + down, y + 0.018))], INK, 0.0035)


def mill(width: int) -> Image.Image:
    """A water mill by a stream at dusk."""
    sheet = Sheet(width, 0.66, "#f0c79a")
    sheet.ramp(0, 0.4, "#6f86a6", "#f3c893")
    sheet.disc(0.2, 0.26, 0.05, "#f6dd9b")
    sheet.shape([*wave(0, 1, 0.3, 0.07, 1.2, start=0.3), (1, 0.66), (0, 0.66)], "#5a6b74")
    sheet.shape([*wave(0, 1, 0.42, 0.03, 1.8), (1, 0.66), (0, 0.66)], "#3f5a4c")
    sheet.shape([*wave(0, 1, 0.56, 0.012, 2), (1, 0.66), (0, 0.66)], DARK_WATER)
    house(sheet, 0.64, 0.53, 0.34)
    for radius, colour in ((0.12, BARK), (0.1, "#3f5a4c"), (0.028, BARK)):
        sheet.disc(0.4, 0.47, radius, colour)
    for spoke in range(12):
        (x, y), *_ = arc(0.4, 0.47, 0.125, spoke / 12, spoke / 12)
        sheet.path([(0.4, 0.47), (x, y)], BARK, 0.011)
    tree(sheet, 0.9, 0.55, 0.3, DEEP)
    sheet.path(wave(0.05, 0.6, 0.6, 0.006, 4), WATER, 0.006)
    return sheet.picture()


def save(draw: Callable[[int], Image.Image], width: int, name: str, orientation: int = 1) -> None:
    """Draw a picture and keep it below content/; another *orientation* stores it as a camera held sideways does."""
    picture = draw(width)
    path = CONTENT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    if orientation == 6:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif[ExifTags.Base.Orientation] = orientation
    if path.suffix == ".png":
        picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    elif path.suffix == ".webp":
        picture.save(path, quality=80, method=6)
    else:
        picture.save(path, quality=78, optimize=True, exif=exif)
    print(f"{path.stat().st_size / 1000:6.0f} kB  {picture.width} x {picture.height}  {name}")


def main() -> None:
    """Draw them all."""
    save(shares, 1200, "policy/yibao-jiaofei/baoxiao-bili.png")
    save(rice, 1400, "farming/shuidao-bingchong/shuidao.png")
    save(orange_tree, 1200, "farming/ganju-xiujian/ganju.jpg", orientation=6)
    save(warnings, 1200, "farming/fangxun-bixian/yujing.png")
    save(terraces, 1600, "farming/fangxun-bixian/titian.webp")
    save(village_map, 1400, "village/cungui-minyue/ditu.png")
    save(courtyard, 4000, "village/wuchanghui/wuchanghui.jpg")
    save(scam_message, 1000, "safety/fang-dianzha/duanxin.png")
    save(pond, 1400, "safety/fang-nishui/shantang.webp")
    save(pressure, 1200, "health/gaoxueya/xueya.png")
    save(mill, 1400, "culture/shange-mofang/mofang.webp")
    save(letter, 1400, "qiaoxiang/binlangyu-jiashu/jiashu.jpg")


if __name__ == "__main__":
    main()
