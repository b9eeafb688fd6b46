"""Draw the pictures of the sample library in content/.

Run it again after a change: ``python tools/draw_sample_pictures.py``. The same drawing gives the same file.
"""

from collections.abc import Callable
from pathlib import Path

from charts import pressure, rain_warnings, shares
from drawing import Sheet, arc, wave
from PIL import ExifTags, Image
from scenery import (
    BARK,
    DARK_WATER,
    DEEP,
    EARTH,
    FAR,
    GREY,
    HAZE,
    INK,
    MIDDLE,
    NEAR,
    PAPER,
    RED,
    SKY,
    STRAW,
    SUN,
    WATER,
    blade,
    brush_strokes,
    ear,
    house,
    person,
    tree,
)

CONTENT = Path(__file__).parent.parent / "content"


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
    save(rain_warnings, 1200, "farming/fangxun-bixian/yujing.png")
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
