"""Write files so that a power cut leaves the old file or the new one, and never half of it.

A file is written under a temporary name beside its own, synced, renamed, and then its folder is synced: without the
first sync a rename may reach the disk before the bytes. The thousands of files of a release are not synced one by one.
They are written into a folder that nobody reads yet, and ``flush`` syncs all of them at once.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from webapp.disk.unfinished import unfinished_path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # O_BINARY exists on Windows only
_CANNOT_SYNC = {errno.EINVAL, errno.EBADF, errno.ENOSYS, errno.ENOTSUP, errno.EACCES}
"""Errors of file systems that cannot sync a folder."""


@contextmanager
def writing(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Yield a file to write to; at the end, sync it and put it in place of *path*, unless the block fails."""
    unfinished = unfinished_path(path)
    try:
        with os.fdopen(os.open(unfinished, _NEW, mode), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    sync_folder(path.parent)


def write_file(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Create or replace the file *path* with *data*."""
    with writing(path, mode) as file:
        file.write(data)


def write_unsynced(path: Path, data: bytes) -> None:
    """Do as ``write_file`` without a sync: for files that are flushed together, or checked when they are read."""
    unfinished = unfinished_path(path)
    try:
        write_new(str(unfinished), data)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def write_new(path: str, data: bytes) -> os.stat_result:
    """Create a file without a sync, and return its state. Raises OSError if it exists.

    It has its name before it is complete: for folders that nobody reads yet.
    """
    file = os.open(path, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        return os.fstat(file)
    finally:
        os.close(file)


def copy_file(source: Path, target: Path) -> None:
    """Create or replace *target* with a copy of *source*."""
    with source.open("rb") as reader, writing(target) as writer:
        shutil.copyfileobj(reader, writer)


def replace_line(path: Path, number: int, line: bytes) -> None:
    """Replace line *number* of the file, counted from 1, with *line*, which has its line end."""
    with path.open("rb") as reader, writing(path) as writer:
        writer.writelines(line if at == number else each for at, each in enumerate(reader, 1))


def append_file(path: Path, data: bytes) -> None:
    """Append *data* to *path*. A power cut may leave half of it, so readers of the file must bear that."""
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def link_file(source: Path, path: Path) -> None:
    """Create or replace *path* with a hard link to *source*, or with a copy where links fail.

    Does not sync.
    """
    new = unfinished_path(path)
    try:
        os.link(source, new)
    except OSError:  # cards have no links, and two disks share none
        shutil.copy2(source, new)
    new.replace(path)
    # If both are already names of one file, replace does nothing, and the temporary name remains.
    new.unlink(missing_ok=True)


def move(source: Path, target: Path) -> None:
    """Rename the file or folder *source* to *target*, and sync."""
    source.replace(target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def make_folder(path: Path) -> None:
    """Make the folder *path* and its parents if they are missing, and sync them."""
    made = [folder for folder in (path, *path.parents) if not folder.is_dir()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in made:
        sync_folder(folder.parent)


def sync_folder(path: Path) -> None:
    """Sync the names in the folder *path*."""
    if os.name == "nt":  # Windows opens no folders
        return
    try:
        folder = os.open(path, os.O_RDONLY)
    except PermissionError:  # a folder may be writable and not readable
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(folder)
