"""A sheet to draw flat pictures on, with places given in parts of its width, whatever its size in pixels."""

from math import cos, pi, sin

from PIL import Image, ImageDraw

Point = tuple[float, float]

# The strokes of the digits, as on a pocket calculator, in a box one wide and two high.
_STROKES = {
    "a": ((0, 0), (1, 0)),
    "b": ((1, 0), (1, 1)),
    "c": ((1, 1), (1, 2)),
    "d": ((0, 2), (1, 2)),
    "e": ((0, 1), (0, 2)),
    "f": ((0, 0), (0, 1)),
    "g": ((0, 1), (1, 1)),
}
_DIGITS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")

_SMOOTHING = 2


class Sheet:
    """A sheet one wide and *height* high; it is drawn twice as large and made smaller, which smooths its edges."""

    def __init__(self, width: int, height: float, ground: str) -> None:
        self.height = height
        self._pixels = width
        self._scale = width * _SMOOTHING
        self._image = Image.new("RGB", (self._scale, round(self._scale * height)), ground)
        self._pen = ImageDraw.Draw(self._image)

    def picture(self) -> Image.Image:
        """Return the finished picture."""
        return self._image.resize((self._pixels, round(self._pixels * self.height)), Image.Resampling.LANCZOS)

    def ramp(self, top: float, bottom: float, first: str, last: str) -> None:
        """Fill the whole width from *top* to *bottom* with a soft change of colour."""
        start, end = round(top * self._scale), round(bottom * self._scale)
        band = Image.linear_gradient("L").resize((self._scale, max(1, end - start)), Image.Resampling.BICUBIC)
        colours = [Image.new("RGB", band.size, colour) for colour in (last, first)]
        self._image.paste(Image.composite(*colours, band), (0, start))

    def shape(self, points: list[Point], colour: str) -> None:
        """Fill the inside of *points*."""
        self._pen.polygon(self._place(points), fill=colour)

    def path(self, points: list[Point], colour: str, width: float) -> None:
        """Draw a line through *points* with round ends."""
        self._pen.line(self._place(points), fill=colour, width=max(1, round(width * self._scale)), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, corner: float = 0) -> None:
        """Fill a box whose top left is at *x*, *y*."""
        (left, top), (right, bottom) = self._place([(x, y), (x + width, y + height)])
        self._pen.rounded_rectangle((left, top, right, bottom), radius=corner * self._scale, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, flat: float = 1) -> None:
        """Fill a disc around *x*, *y*, pressed flat to a part of its height."""
        (left, top), (right, bottom) = self._place([(x - radius, y - radius * flat), (x + radius, y + radius * flat)])
        self._pen.ellipse((left, top, right, bottom), fill=colour)

    def number(self, x: float, y: float, value: int, size: float, colour: str) -> None:
        """Write *value* in strokes, with its middle at *x*, *y*; *size* is the width of a digit."""
        digits = str(value)
        left = x - (len(digits) * 1.6 - 0.6) * size / 2
        for place, digit in enumerate(digits):
            for stroke in _DIGITS[int(digit)]:
                points = [
                    (left + (place * 1.6 + across) * size, y + (down - 1) * size) for across, down in _STROKES[stroke]
                ]
                self.path(points, colour, size * 0.3)

    def label(self, x: float, y: float, value: int, colour: str = "#b3392f") -> None:
        """Put a numbered mark at *x*, *y*, to be explained in the text."""
        self.disc(x, y, 0.03, colour)
        self.number(x, y, value, 0.013, "#ffffff")

    def _place(self, points: list[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]


def wave(left: float, right: float, y: float, rise: float, turns: float, *, start: float = 0) -> list[Point]:
    """Return the points of a wave from *left* to *right*; *turns* counts its hills, *start* shifts them."""
    steps = 120
    return [
        (left + (right - left) * step / steps, y - rise * sin(2 * pi * (turns * step / steps + start)))
        for step in range(steps + 1)
    ]


def arc(x: float, y: float, radius: float, start: float, end: float, *, flat: float = 1) -> list[Point]:
    """Return points on an arc around *x*, *y*; angles in turns, clockwise from the right."""
    steps = 48
    angles = [2 * pi * (start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + radius * cos(angle), y + radius * flat * sin(angle)) for angle in angles]
