"""The frozen site on disk: when it was made, and all of it in one zip file."""

import os
import zipfile
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import IO

from webapp.disk.reproducible_zip import add_to_zip


def frozen_on(site: Path, zone: tzinfo) -> datetime | None:
    """Return when the frozen site in the folder *site* was made, in *zone*; None if there is none."""
    return datetime.fromtimestamp(site.stat().st_mtime, zone).replace(tzinfo=None) if site.is_dir() else None


def zip_site(site: Path, target: IO[bytes], folder: str = "site") -> None:
    """Write all of the frozen site in the folder *site* to *target* as a zip file with one *folder*.

    The same site gives the same bytes: times and owners of files are left out.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in _files(site):
            add_to_zip(archive, f"{folder}/{name}", path.read_bytes())


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            yield path.relative_to(site).as_posix(), path
