"""Unpack a zip within bounds on the number of files, their size, and the compression ratio."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from webapp.core.file_names import is_junk, safe_parts, split_path
from webapp.errors import FileRefused
from webapp.messages import Message

MAX_ENTRIES = 5_000
MAX_BYTES = 500_000_000
MAX_RATIO = 200
MAX_DEPTH = 3

# A small file of spaces compresses very well, and is harmless.
_FREE_BYTES = 10_000_000
_BLOCK_BYTES = 1 << 20
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_SPLIT = Message("unpack_in_portions")


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Return *data* as a zip. Raises FileRefused if it is damaged, encrypted or beyond the bounds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused(name, Message("damaged"), Message("copy_again")) from error
    if len(entries) > MAX_ENTRIES:
        raise FileRefused(name, Message("too_many_files", count=len(entries), most=MAX_ENTRIES), _SPLIT)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise FileRefused(name, Message("locked"), Message("unpack_with_password"))
    size = sum(entry.file_size for entry in entries)
    if size > MAX_BYTES or size > max(_FREE_BYTES, MAX_RATIO * len(data)):
        raise FileRefused(name, Message("unpacked_too_big", size=size // 1_000_000), _SPLIT)
    return archive


def read_member(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, max_bytes: int = MAX_BYTES) -> bytes:
    """Return at most *max_bytes* of a member, whatever its header says. Raises KeyError if there is none."""
    with archive.open(member) as stream:
        return stream.read(max_bytes)


def unpack(data: bytes, name: str, folder: Path) -> None:
    """Write the files in the zip *data* to *folder*, under their own names if these are safe.

    Raises FileRefused as ``open_zip`` does.
    """
    left = MAX_BYTES
    with open_zip(data, name) as archive:
        for path, entry in _files(archive):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                left -= _write(archive, entry, target, left)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
                reason = Message("member_damaged", name=path.name)
                raise FileRefused(name, reason, Message("pack_anew")) from error
            if left <= 0:
                raise FileRefused(name, Message("unpacked_over", most=MAX_BYTES // 1_000_000), _SPLIT)


def member_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of *entry*; old Windows programs write it in GBK without saying so."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, zipfile.ZipInfo]]:
    """Yield each file with a unique path inside the folder."""
    taken: set[str] = set()
    for entry in archive.infolist():
        name = member_name(entry)
        # is_dir() fails for an empty name.
        if not name or entry.is_dir() or any(map(is_junk, split_path(name))):
            continue
        path = PurePosixPath(*safe_parts(name))
        if any(str(parent).lower() in taken for parent in (path, *path.parents)):
            path = PurePosixPath(f"{len(taken)}", path)
        taken.add(str(path).lower())
        yield path, entry


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, max_bytes: int) -> int:
    size = 0
    with archive.open(entry) as stream, target.open("xb") as file:
        while size <= max_bytes and (block := stream.read(_BLOCK_BYTES)):
            size += file.write(block)
    return size
