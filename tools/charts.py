"""The sample pictures that are charts."""

from drawing import Sheet
from PIL import Image
from scenery import DARK_WATER, FAR, GREY, INK, MIDDLE, NEAR, PAPER, RED


def rain_warnings(width: int) -> Image.Image:
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
