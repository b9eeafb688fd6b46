"""Compare what pictures cost, to make and to fetch, with sharp, pyvips and plain Pillow, in the same run.

    python benchmarks/pictures.py

Needs ``pip install -r benchmarks/requirements.in``, and Node with npm. Photos are the eight of people, animals,
things and landscapes that scikit-image, scikit-learn and matplotlib come with. Likeness is SSIMULACRA 2 as our own
program measures it; 60 is what it aims at. sharp and pyvips make the same sizes and formats at their usual quality,
without measuring; WebP and JPEG by Pillow are given the quality that reaches 60. CPU time counts all threads; each
way runs in a process of its own.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import matplotlib
import numpy as np
import pyvips
import skimage
import sklearn
from bars import Bar
from PIL import Image, ImageCms
from process_cost import peak_megabytes

from webapp.core.picture import Size, rendition_sizes
from webapp.pictures.likeness import Original
from webapp.pictures.quality import Attempt, Goal, find_quality
from webapp.pictures.thumbnails import Thumbnails
from webapp.settings import Settings

PHOTOS = {
    skimage: (
        "data/astronaut.png",
        "data/chelsea.png",
        "data/coffee.png",
        "data/motorcycle_left.png",
        "data/rocket.jpg",
    ),
    sklearn: ("datasets/images/china.jpg", "datasets/images/flower.jpg"),
    matplotlib: ("mpl-data/sample_data/grace_hopper.jpg",),
}
PEERS = Path(__file__).parent / "peers"
LIKENESS = 60
WIDTHS = (320, 640, 960, 1280)
PHOTO_SIZE = (2720, 2040)
LARGE_SIZE = (11_600, 8_700)
BARS = {
    "thumbnail, bytes": Bar(5_000, 4_000),
    "a 5.5 MP photo, CPU ms": Bar(2_500, 1_200),
    "a 100 MP JPEG, MB above idle": Bar(60, 30),
}
WAVES = ((0, 7), (31, 11), (73, 13))


def main() -> None:
    """Print what thumbnails weigh and how they look, then what photos take to make."""
    if len(sys.argv) == 3:
        print(*measure(WAYS[sys.argv[1]], Path(sys.argv[2])))
        return
    print(f"{os.cpu_count()} cores, Pillow {Image.__version__}, libvips {pyvips.version(0)}.{pyvips.version(1)}")
    for way, files in THUMBNAILS.items():
        found = [best(original, files(path, original)) for path, original in photos()]
        sizes, likenesses = zip(*found, strict=True)
        reached = sum(likeness >= LIKENESS for likeness in likenesses)
        row = f"{way}: 320 px, median of {len(found)}: {median(sizes):,.0f} bytes, likeness {median(likenesses):.0f}"
        print(f"{row}, {LIKENESS} reached by {reached}  {verdict(way, 'thumbnail, bytes', median(sizes))}")
    with tempfile.TemporaryDirectory() as folder:
        photo, large = Path(folder) / "photo.jpg", Path(folder) / "large.jpg"
        draw_photo().save(photo, quality=88)
        Image.radial_gradient("L").resize(LARGE_SIZE).convert("RGB").save(large)
        sharp = shutil.copytree(PEERS / "sharp", Path(folder) / "sharp")
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=sharp, check=True)
        for way in (*WAYS, sharp):
            cost, _ = run(way, photo)
            _, memory = run(way, large)
            rows = (("a 5.5 MP photo, CPU ms", cost), ("a 100 MP JPEG, MB above idle", memory))
            print(
                f"{Path(way).name}: "
                + "; ".join(f"{name} {value:.0f} {verdict(way, name, value)}" for name, value in rows)
            )


def verdict(way: str, row: str, value: float) -> str:
    """Return how our own figures stand."""
    return BARS[row].verdict(value) if way == "shuwu" else ""


def photos() -> Iterator[tuple[Path, Image.Image]]:
    """Yield the photos, each with itself in sRGB at the width of a thumbnail, which copies are compared with."""
    for package, names in PHOTOS.items():
        for name in names:
            path = Path(package.__file__).parent / name
            with Image.open(path) as opened:
                image = opened.convert("RGB")
            if profile := image.info.pop("icc_profile", None):
                ours = ImageCms.createProfile("sRGB")
                image = ImageCms.profileToProfile(image, io.BytesIO(profile), ours)
            image.info.clear()
            (size,) = rendition_sizes(Size(*image.size), WIDTHS[:1])
            yield path, image.resize((size.width, size.height), Image.Resampling.LANCZOS)


def best(original: Image.Image, files: list[bytes]) -> tuple[int, float]:
    """Return the bytes of the smallest of *files*, which a browser of today takes, and its likeness."""
    smallest = min(files, key=len)
    with Image.open(io.BytesIO(smallest)) as opened:
        copy = opened.convert("RGB").resize(original.size)
    return len(smallest), Original(np.asarray(original)).score(np.asarray(copy))


def our_thumbnail(photo: Path, _original: Image.Image) -> list[bytes]:
    """Return the thumbnail of *photo* in each of our formats."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = Thumbnails(Settings(root=Path(folder), picture_widths=WIDTHS))
        copies = pictures.describe(photo).renditions
        return [pictures.file(copy.name).read_bytes() for copy in copies if copy.size.width == WIDTHS[0]]


def vips_thumbnail(photo: Path, _original: Image.Image) -> list[bytes]:
    """Return the thumbnail of *photo* in each format, as libvips makes them."""
    image = pyvips.Image.thumbnail(str(photo), WIDTHS[0], output_profile="srgb").copy_memory()
    return [image.write_to_buffer(ending, strip=True) for ending in VIPS]


def pillow_thumbnail(kind: str, **options: object) -> Callable[[Path, Image.Image], list[bytes]]:
    """Return what makes of a thumbnail the smallest file of *kind* that is as like it as ours should be."""

    def make(_photo: Path, original: Image.Image) -> list[bytes]:
        measure = Original(np.asarray(original))

        def attempt(quality: int) -> Attempt:
            data = io.BytesIO()
            original.save(data, kind, quality=quality, **options)
            with Image.open(data) as copy:
                return Attempt(quality, measure.score(np.asarray(copy.convert("RGB"))), data.getvalue())

        return [find_quality(attempt, Goal(LIKENESS, sys.maxsize), 50, 9).content]

    return make


def make_ours(photo: Path, folder: Path) -> None:
    """Make all copies as the program does."""
    Thumbnails(Settings(root=folder, picture_widths=WIDTHS)).describe(photo)


def make_by_vips(photo: Path, folder: Path) -> None:
    """Make them by libvips, at its usual quality."""
    for width in WIDTHS:
        image = pyvips.Image.thumbnail(str(photo), width).copy_memory()
        for ending in VIPS:
            image.write_to_file(f"{folder}/{width}{ending}")


def make_plainly(photo: Path, folder: Path) -> None:
    """Make them by Pillow, from the whole photo, at a fixed quality."""
    with Image.open(photo) as image:
        for size in rendition_sizes(Size(*image.size), WIDTHS):
            copy = image.resize((size.width, size.height), Image.Resampling.LANCZOS)
            for kind in ("avif", "webp", "jpeg"):
                copy.save(folder / f"{size.width}.{kind}", quality=60)


def run(way: str | Path, photo: Path) -> tuple[float, float]:
    """Return CPU milliseconds and peak megabytes above idle of one photo, measured in a new process."""
    if isinstance(way, Path):
        return sharp_cost(way, photo)
    found = subprocess.run([sys.executable, __file__, way, str(photo)], capture_output=True, text=True, check=True)
    milliseconds, megabytes = found.stdout.split()
    return float(milliseconds), float(megabytes)


def sharp_cost(sharp: Path, photo: Path) -> tuple[float, float]:
    """Return the same of the script in the folder *sharp*, which is idle when it is asked for no width."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["node", sharp / "make.mjs", photo, folder]
        idle, busy = (
            subprocess.run([*command, *map(str, widths)], capture_output=True, text=True, check=True).stdout.split()
            for widths in ((), WIDTHS)
        )
    return float(busy[0]) - float(idle[0]), (float(busy[1]) - float(idle[1])) / 1000


def measure(make: Callable[[Path, Path], None], photo: Path) -> tuple[float, float]:
    """Return CPU milliseconds of one call of *make*, and what its peak is above idle in megabytes."""
    Image.init()
    idle, start = peak_megabytes(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        make(photo, Path(folder))
    return (time.process_time() - start) * 1000, peak_megabytes() - idle


def draw_photo() -> Image.Image:
    """Return a picture with the coarse and fine detail of a photo, always the same."""
    ramp = Image.radial_gradient("L").resize(PHOTO_SIZE)
    waves = [ramp.rotate(turn).point([(level * factor) % 256 for level in range(256)]) for turn, factor in WAVES]
    return Image.blend(Image.merge("RGB", waves), Image.merge("RGB", [ramp] * 3), 0.6)


VIPS = (".avif", ".webp", ".jpg")
THUMBNAILS = {
    "shuwu": our_thumbnail,
    "pyvips": vips_thumbnail,
    "WebP": pillow_thumbnail("WEBP", method=6),
    "JPEG": pillow_thumbnail("JPEG", optimize=True, progressive=True),
}
WAYS = {"shuwu": make_ours, "pyvips": make_by_vips, "Pillow": make_plainly}

if __name__ == "__main__":
    main()
