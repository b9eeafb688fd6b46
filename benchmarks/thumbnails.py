"""Compare making thumbnails our way with opening the whole photo: CPU time and peak memory, as ratios.

    python benchmarks/thumbnails.py

Each way runs in a process of its own, on the same drawn photo of 5.5 megapixels, and makes the same files. The
figures of both are taken in the same run, so only their ratio says something about the program.
"""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps
from process_cost import peak_megabytes

from webapp.core.picture import Size, rendition_sizes
from webapp.settings import Settings
from webapp.store.thumbnails import Thumbnails

PHOTO_SIZE = (2720, 2040)
ROUNDS = 5


def main() -> None:
    """Print what both ways cost, and the ratio."""
    if len(sys.argv) == 3:
        print(*measure(WAYS[sys.argv[1]], Path(sys.argv[2])))
        return
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        draw_photo().save(photo, quality=88)
        figures = {way: run(way, photo) for way in WAYS}
    for way, (milliseconds, megabytes) in figures.items():
        print(f"{way:6} {milliseconds:7.0f} ms CPU a photo {megabytes:7.1f} MB above idle")
    ours, plain = figures["ours"], figures["plain"]
    print(f"ratio  {plain[0] / ours[0]:7.1f} times less CPU  {plain[1] / ours[1]:7.1f} times less memory")


def draw_photo() -> Image.Image:
    """Return a picture with the coarse and fine detail of a photo, always the same."""
    ramp = Image.radial_gradient("L").resize(PHOTO_SIZE)
    waves = [ramp.rotate(turn).point([(level * factor) % 256 for level in range(256)]) for turn, factor in WAVES]
    return Image.blend(Image.merge("RGB", waves), Image.merge("RGB", [ramp] * 3), 0.6)


def run(way: str, photo: Path) -> tuple[float, float]:
    """Return CPU milliseconds and peak megabytes of one photo, measured in a new process."""
    found = subprocess.run([sys.executable, __file__, way, str(photo)], capture_output=True, text=True, check=True)
    milliseconds, megabytes = found.stdout.split()
    return float(milliseconds), float(megabytes)


def measure(make: Callable[[Path, Path], None], photo: Path) -> tuple[float, float]:
    """Return CPU milliseconds of one call of *make*, and what its peak is above idle in megabytes."""
    Image.init()
    idle = peak_megabytes()
    start = time.process_time()
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            make(photo, Path(folder))
    return (time.process_time() - start) / ROUNDS * 1000, peak_megabytes() - idle


def make_ours(photo: Path, folder: Path) -> None:
    """Make the set as the program does."""
    Thumbnails(Settings(root=folder)).describe(photo)


def make_plainly(photo: Path, folder: Path) -> None:
    """Make the same files by decoding the whole photo and shrinking it for each of them."""
    with Image.open(photo) as image:
        upright = ImageOps.exif_transpose(image)
        for size in rendition_sizes(Size(*upright.size), Settings(root=folder).picture_widths):
            copy = upright.resize((size.width, size.height), Image.Resampling.LANCZOS)
            for kind, options in FORMATS.items():
                data = io.BytesIO()
                copy.save(data, kind, **options)
                (folder / f"{size.width}.{kind}").write_bytes(data.getvalue())


WAVES = ((0, 7), (31, 11), (73, 13))
FORMATS = {"WEBP": {"quality": 70, "method": 4}, "JPEG": {"quality": 72, "optimize": True, "progressive": True}}
WAYS = {"ours": make_ours, "plain": make_plainly}

if __name__ == "__main__":
    main()
