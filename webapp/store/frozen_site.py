"""The frozen site on disk: what it weighs, and all of it in one zip file."""

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

# Packing them again makes them no smaller.
_PACKED = (".jpg", ".webp", ".avif", ".png", ".gz", ".br", ".zip")
_PICTURES = (".jpg", ".webp", ".avif")


@dataclass(frozen=True, slots=True)
class Weight:
    """What a frozen site weighs: files and bytes of its *kinds* (pages, pictures, search, other), and its making."""

    files: int
    bytes: int
    kinds: tuple[tuple[str, int, int], ...]
    largest_page: tuple[str, int]
    made: datetime


def weigh(site: Path) -> Weight | None:
    """Return what the frozen site in the folder *site* weighs; None if there is none."""
    if not site.is_dir():
        return None
    sizes, counts = Counter[str](), Counter[str]()
    largest = ("", 0)
    for name, path in _files(site):
        kind, size = _kind(name), path.stat().st_size
        sizes[kind] += size
        counts[kind] += 1
        if kind == "pages" and size > largest[1]:
            largest = (name, size)
    kinds = tuple((kind, counts[kind], sizes[kind]) for kind in ("pages", "pictures", "search", "other"))
    made = datetime.fromtimestamp(site.stat().st_mtime)
    return Weight(counts.total(), sizes.total(), kinds, largest, made)


def zip_site(site: Path, target: IO[bytes]) -> None:
    """Write all of the frozen site in the folder *site* to *target* as a zip file with one folder, ``site``."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in _files(site):
            packing = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
            archive.write(path, f"site/{name}", packing)


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            yield path.relative_to(site).as_posix(), path


def _kind(name: str) -> str:
    if name.endswith(".html"):
        return "pages"
    if name.endswith(_PICTURES):
        return "pictures"
    return "search" if name.startswith("shards/") else "other"
