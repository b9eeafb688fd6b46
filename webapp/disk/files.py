"""Write files so that a cut of the power leaves the old one or the new one, and never half of it.

A file is written under another name beside its own. It is on the disk before it takes its place, for a rename may reach
the disk before the bytes do, and afterwards its folder is. Of the thousands of files of a release none is waited for:
they are written into a folder that nobody reads yet, and ``flush`` has all of them on the disk at once.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from webapp.disk.unfinished import unfinished_path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # which is Windows' own
_CANNOT_SYNC = {errno.EINVAL, errno.EBADF, errno.ENOSYS, errno.ENOTSUP, errno.EACCES}
"""What some file systems answer who would have a folder on the disk."""


@contextmanager
def writing(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Give a file to write to, which then is on the disk and takes the place of *path*, if nothing failed."""
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
    """Let a file that holds *data* take the place of *path*, or be there if nothing was."""
    with writing(path, mode) as file:
        file.write(data)


def write_unsynced(path: Path, data: bytes) -> None:
    """Do as ``write_file``, but wait for no disk: for one of many that are flushed together, or for what is checked."""
    unfinished = unfinished_path(path)
    try:
        write_new(str(unfinished), data)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def write_new(path: str, data: bytes) -> os.stat_result:
    """Write a file where none is, in one go and waiting for no disk; return its state. Raises OSError if one is there.

    It has its name before it is whole: for folders that nobody reads yet.
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
    """Let a copy of *source* take the place of *target*, or be there if nothing was."""
    with source.open("rb") as reader, writing(target) as writer:
        shutil.copyfileobj(reader, writer)


def replace_line(path: Path, number: int, line: bytes) -> None:
    """Let *line*, with its end, take the place of line *number* of the file, from 1."""
    with path.open("rb") as reader, writing(path) as writer:
        writer.writelines(line if at == number else each for at, each in enumerate(reader, 1))


def append_file(path: Path, data: bytes) -> None:
    """Write *data* behind what *path* holds: a cut may leave half of it, and who reads the file bears that."""
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def link_file(source: Path, path: Path) -> None:
    """Give the file at *source* the name *path* as well, in the place of what was there; copy it where that fails.

    It waits for no disk.
    """
    new = unfinished_path(path)
    try:
        os.link(source, new)
    except OSError:  # cards, and folders on two disks, cannot
        shutil.copy2(source, new)
    new.replace(path)
    # Two names of one file already: then nothing was replaced, and the first name is still there.
    new.unlink(missing_ok=True)


def move(source: Path, target: Path) -> None:
    """Give the file or folder *source* the name *target*, and have that on the disk."""
    source.replace(target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def make_folder(path: Path) -> None:
    """Make the folder *path*, and those above it, if they are not there, and have them on the disk."""
    made = [folder for folder in (path, *path.parents) if not folder.is_dir()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in made:
        sync_folder(folder.parent)


def sync_folder(path: Path) -> None:
    """Have on the disk which names the folder *path* holds."""
    if os.name == "nt":  # which opens no folders
        return
    try:
        folder = os.open(path, os.O_RDONLY)
    except PermissionError:  # one may write into a folder that one may not read
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(folder)
