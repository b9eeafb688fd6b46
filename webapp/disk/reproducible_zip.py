"""Zip files whose bytes depend only on their content, not on the system or the day."""

from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# Compressing them again saves nothing.
_PACKED = (".jpg", ".webp", ".avif", ".png", ".gz", ".br", ".zip")
# For each file: the earliest time of the format, and read permission for everybody.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16


def add_to_zip(archive: ZipFile, name: str, content: bytes, *, stored: bool = False) -> None:
    """Add the file *name* to *archive*; compress it unless *stored* or useless."""
    entry = ZipInfo(name, _NO_TIME)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    is_packed = PurePosixPath(name).suffix in _PACKED
    entry.compress_type = ZIP_STORED if stored or is_packed else ZIP_DEFLATED
    archive.writestr(entry, content)
