"""Zip files whose bytes follow from what is in them, on whatever system and day they are written."""

from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# Packing them again makes them no smaller.
_PACKED = (".jpg", ".webp", ".avif", ".png", ".gz", ".br", ".zip")
# What is written for each file: the first time that zip knows, and that everybody may read it.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16


def add_to_zip(archive: ZipFile, name: str, content: bytes, *, stored: bool = False) -> None:
    """Add the file *name* to *archive*, packed unless it is *stored* or would get no smaller."""
    entry = ZipInfo(name, _NO_TIME)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    is_packed = PurePosixPath(name).suffix in _PACKED
    entry.compress_type = ZIP_STORED if stored or is_packed else ZIP_DEFLATED
    archive.writestr(entry, content)
