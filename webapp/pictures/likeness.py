"""The SSIMULACRA 2 score: how similar a compressed picture looks to its original.

The metric is by Jon Sneyers (Cloudinary, 2022, BSD licence, github.com/cloudinary/ssimulacra2), fitted to judgements
of many people: 90 cannot be told from the original, 70 hardly, 50 is medium, 30 poor. The code is ours.
Of its 108 terms, 83 weigh next to nothing and are left out; at full size, which has nearly all the pixels, only
brightness remains. The blur is the recursive blur of the reference, written as its nine weights. The reference stops at
scales of fewer than 8 rows, and then mixes up its weights; ours goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""An array of shape (rows, columns, 3): sRGB bytes."""

_Plane = NDArray[np.float32]
_Weights = tuple[float, float]

# The weights of the mean and of the fourth-power mean of three errors: "ssim" of structure, "ring" for added edges,
# "blur" for lost edges; by scale (halvings of both sides) and by channel of XYB.
_TERMS: dict[tuple[int, str], dict[str, _Weights]] = {
    (0, "Y"): {"ssim": (0, 7.466890328078848), "blur": (0, 17.445833984131262)},
    (1, "X"): {"ssim": (0, 1.1041726426657346)},
    (1, "Y"): {"ssim": (0, 6.683678146179332), "blur": (0, 1.027889937768264)},
    (2, "X"): {"ssim": (0, 1.8422455520539298), "ring": (0, 11.441172603757666)},
    (2, "Y"): {"ssim": (225.20515300849274, 19.213238186143016)},
    (3, "X"): {"ssim": (0, 1.8787594979546387), "ring": (0, 10.94906990605142)},
    (3, "Y"): {"ssim": (176.39317598450694, 24.43300999870476), "ring": (0, 0.28520802612117757)},
    (3, "B"): {"ssim": (0, 8.826982764996862), "ring": (0, 23.19243343998926)},
    (4, "X"): {"ring": (0.9677937080626833, 0.9981766977854967)},
    (4, "Y"): {"ssim": (0, 34.77906344483772), "ring": (0, 44.835625328877896)},
    (4, "B"): {
        "ssim": (95.1080498811086, 0),
        "ring": (0.9863978034400682, 171.2667255897307),
        "blur": (0.9834382792465353, 0.9807858872435379),
    },
}
_SCALES = 5
# The finest scale of a large picture is compared in bands of this many rows: it takes nine tenths of the time.
_FINEST_PIXELS = 150_000
_BAND_ROWS = 48

# From linear light to the responses of the three cone types of the eye, as in JPEG XL.
_ABSORBANCE = np.array(
    [
        [0.30, 0.622, 0.078],
        [0.23, 0.692, 0.078],
        [0.24342268924547819, 0.20476744424496821, 0.5518098665095536],
    ],
    np.float32,
)
_BIAS = np.float32(0.0037930732552754493)
_ROOT_OF_BIAS = np.cbrt(_BIAS)

_STABILISER = np.float32(0.0009)


@dataclass(frozen=True, slots=True)
class _Channel:
    """One channel at one scale: its values, their local mean, and the local mean of their squares."""

    values: _Plane
    mean: _Plane
    square: _Plane


class Original:
    """A picture to compare others with; what can be computed once is kept."""

    def __init__(self, pixels: Pixels) -> None:
        self._channels = dict(_channels(pixels))

    def score(self, pixels: Pixels) -> float:
        """Return the score of *pixels*, a picture of the same size: 100 is identical, below 0 is hardly similar."""
        error = sum(
            mean * float(np.mean(map_)) + fourth * _fourth_mean(map_)
            for key, other in _channels(pixels)
            for map_, (mean, fourth) in _errors(self._channels[key], other, _TERMS[key])
        )
        return _fitted(error)


def _channels(pixels: Pixels) -> Iterator[tuple[tuple[int, str], _Channel]]:
    """Yield the channels that the terms need. At full size they are stacked bands."""
    finest, light = [], []
    for channel in range(3):
        plane = _LIGHT[pixels[:, :, channel]]
        finest.append(_bands(plane))
        light.append(_halved(plane))
    yield from _channels_at(0, finest)
    for scale in range(1, _SCALES):
        yield from _channels_at(scale, light)
        light = [_halved(plane) for plane in light]


def _channels_at(scale: int, light: list[_Plane]) -> Iterator[tuple[tuple[int, str], _Channel]]:
    wanted = "".join(channel for at, channel in _TERMS if at == scale)
    for name, values in _opponents(light, wanted):
        yield (scale, name), _Channel(values, _blurred(values), _blurred(values * values))


def _bands(plane: _Plane) -> _Plane:
    """Return *plane*; of a large one, some bands from all over it, each in its own layer."""
    rows, columns = plane.shape
    count = _FINEST_PIXELS // (_BAND_ROWS * columns) + 1
    if count * _BAND_ROWS >= rows:
        return plane
    tops = np.linspace(0, rows - _BAND_ROWS, count).astype(int)
    return np.stack([plane[top : top + _BAND_ROWS] for top in tops])


def _opponents(light: list[_Plane], wanted: str) -> Iterator[tuple[str, _Plane]]:
    """Yield the *wanted* channels among X (red to green), Y (brightness) and B (blue to yellow)."""
    long, middle = _answer(light, 0), _answer(light, 1)
    bright = (long + middle) * np.float32(0.5)
    if "X" in wanted:
        yield "X", (long - middle) * np.float32(7) + np.float32(0.42)
    if "Y" in wanted:
        yield "Y", bright + np.float32(0.01)
    if "B" in wanted:
        yield "B", _answer(light, 2) - bright + np.float32(0.55)


def _answer(light: list[_Plane], receptor: int) -> _Plane:
    mixed = np.full_like(light[0], _BIAS)
    for share, plane in zip(_ABSORBANCE[receptor], light, strict=True):
        mixed += share * plane
    return _cube_root(mixed) - _ROOT_OF_BIAS


def _cube_root(values: _Plane) -> _Plane:
    """Return cube roots to six digits by two steps of Halley's method: eight times as fast as np.cbrt."""
    root = (values.view(np.int32) // 3 + np.int32(0x2A51_19F2)).view(np.float32)
    for _ in range(2):
        cube = root * root * root
        root *= (cube + 2 * values) / (2 * cube + values)
    return root


def _errors(one: _Channel, other: _Channel, terms: dict[str, _Weights]) -> Iterator[tuple[_Plane, _Weights]]:
    """Yield the error maps that *terms* weigh, each with its weights.

    The edges of bands are left out: the blur did not see beyond them.
    """
    inside = slice(len(_BLUR) - 1, 1 - len(_BLUR)) if one.values.ndim > 2 else slice(None)
    for map_, weights in _error_maps(one, other, terms):
        yield map_[..., inside, :], weights


def _error_maps(one: _Channel, other: _Channel, terms: dict[str, _Weights]) -> Iterator[tuple[_Plane, _Weights]]:
    if "ssim" in terms:
        both = _blurred(one.values * other.values) - one.mean * other.mean
        apart = np.square(one.mean - other.mean)
        spread = one.square - np.square(one.mean) + other.square - np.square(other.mean)
        alike = (1 - apart) * (2 * both + _STABILISER) / (spread + _STABILISER)
        yield np.maximum(1 - alike, 0), terms["ssim"]
    if terms.keys() & {"ring", "blur"}:
        edges = (1 + np.abs(other.values - other.mean)) / (1 + np.abs(one.values - one.mean)) - 1
        if "ring" in terms:
            yield np.maximum(edges, 0), terms["ring"]
        if "blur" in terms:
            yield np.maximum(-edges, 0), terms["blur"]


def _fourth_mean(errors: _Plane) -> float:
    squares = np.square(errors).ravel()
    return float(np.dot(squares, squares) / squares.size) ** 0.25


def _fitted(error: float) -> float:
    error *= 0.9562382616834844
    error = 2.326765642916932 * error - 0.020884521182843837 * error**2 + 6.248496625763138e-05 * error**3
    return 100 - 10 * max(0, error) ** 0.6276336467831387


def _halved(plane: _Plane) -> _Plane:
    rows, columns = plane.shape
    even = np.pad(plane, ((0, rows % 2), (0, columns % 2)), "edge") if rows % 2 or columns % 2 else plane
    rows_added = even[::2] + even[1::2]
    return (rows_added[:, ::2] + rows_added[:, 1::2]) * np.float32(0.25)


def _blurred(plane: _Plane) -> _Plane:
    """Return *plane* blurred; outside of it all values are 0."""
    return _blurred_across(_blurred_down(plane))


def _blurred_down(plane: _Plane) -> _Plane:
    result = plane * _BLUR[0]
    for distance, weight in enumerate(_BLUR[1:], 1):
        weighted = plane * weight
        result[..., distance:, :] += weighted[..., :-distance, :]
        result[..., :-distance, :] += weighted[..., distance:, :]
    return result


def _blurred_across(plane: _Plane) -> _Plane:
    result = plane * _BLUR[0]
    for distance, weight in enumerate(_BLUR[1:], 1):
        weighted = plane * weight
        result[..., distance:] += weighted[..., :-distance]
        result[..., :-distance] += weighted[..., distance:]
    return result


def _blur_weights(sigma: float) -> NDArray[np.float32]:
    """Return the weights of the pixels at distances 0, 1, 2 and so on.

    Three cosines, cut off at their common zero, approximate the bell curve. Source: Charalampidis, Recursive
    Implementation of the Gaussian Filter Using Truncated Cosine Functions, IEEE Transactions on Signal Processing 64
    (2016); the numbers in brackets are those of its formulas.
    """
    radius = round(3.2795 * sigma + 0.2546)  # (57)
    omega = np.array([1, 3, 5]) * np.pi / (2 * radius)
    tangents = np.array([1, -1, 1]) / np.tan(omega / 2)  # (37)
    slopes = np.array([1, -1, 1]) * tangents**2 / np.sin(omega)  # (44)
    wanted = np.exp(-(sigma**2) * omega**2 / 2) / radius  # (50)
    normal = np.cross(tangents, slopes)  # (52)
    equations = np.array([tangents, slopes, normal / normal[2]])
    shares = np.linalg.solve(equations, [1, radius**2 - sigma**2, normal @ wanted / normal[2]])  # (53)
    distances = np.arange(radius)
    return (np.cos(np.outer(distances, omega)) @ shares).astype(np.float32)


def _light_of_bytes() -> NDArray[np.float32]:
    values = np.arange(256) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4).astype(np.float32)


_BLUR = _blur_weights(1.5)
_LIGHT = _light_of_bytes()
