"""Temporary names for unfinished files and folders, in one style, so that leftovers can be found and deleted."""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BEGINNING = ".unfinished-"
_LEFT_SECONDS = 24 * 3600


def unfinished_path(path: Path) -> Path:
    """Return an unused temporary name beside *path*."""
    # It does not contain the name of *path*, which may be as long as the disk allows.
    return path.with_name(f"{_BEGINNING}{os.getpid()}-{secrets.token_hex(6)}")


@contextmanager
def unfinished_folder(parent: Path, mode: int = 0o777) -> Iterator[Path]:
    """Yield a new folder in *parent*, which is made if missing; delete what is left of it afterwards."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = unfinished_path(parent / "folder")
    folder.mkdir(mode)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a new folder among the system's temporary files; delete it afterwards."""
    with tempfile.TemporaryDirectory(prefix="shuwu-") as folder:
        yield Path(folder)


def sweep(root: Path, but: Path | None = None) -> None:
    """Delete all unfinished files below *root*, except in *but*. Nobody else may be writing there."""
    for entry in _entries(root):
        if _is_unfinished(entry):
            _delete(entry)
        elif entry.is_dir(follow_symlinks=False) and Path(entry) != but:
            sweep(Path(entry))


def sweep_left(root: Path) -> None:
    """Delete unfinished files that are old or whose process has ended, in *root* and the folders in it."""
    for folder in (str(root), *(entry.path for entry in _entries(root) if entry.is_dir(follow_symlinks=False))):
        for entry in _entries(folder):
            with suppress(OSError):
                if _is_unfinished(entry) and not _is_being_written(entry):
                    _delete(entry)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is_unfinished(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith(_BEGINNING)


def _is_being_written(entry: os.DirEntry[str]) -> bool:
    # Another process may have the same number now, and on a network drive it may belong to another machine.
    is_young = abs(time.time() - entry.stat(follow_symlinks=False).st_mtime) < _LEFT_SECONDS
    pid = entry.name.removeprefix(_BEGINNING).partition("-")[0]
    return is_young and not (pid.isdecimal() and _is_gone(int(pid)))


def _is_gone(pid: int) -> bool:
    if os.name == "nt":  # there, signal 0 would end the process
        return False
    with suppress(PermissionError, OverflowError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
    return False


def _delete(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry, ignore_errors=True)
    else:
        with suppress(OSError):
            os.unlink(entry)  # noqa: PTH108 (an entry)
