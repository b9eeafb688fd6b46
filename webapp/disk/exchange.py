"""System calls that Python lacks: swap two names in one step, and flush one disk."""

import ctypes
import errno
import os
import sys
from pathlib import Path

from webapp.disk.files import sync_folder

_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
_AT_FDCWD = -100
_SWAP = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS


def exchange(first: Path, second: Path) -> bool:
    """Swap the names of two folders in one step; return False where the system cannot.

    Linux has ``renameat2`` (not on every file system), macOS ``renamex_np``, Windows nothing. Raises OSError if the
    call fails.
    """
    paths = os.fsencode(first), os.fsencode(second)
    try:
        if sys.platform == "linux":
            failed = _libc().renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _SWAP)
        elif sys.platform == "darwin":
            failed = _libc().renamex_np(*paths, _SWAP)
        else:
            return False
    except AttributeError:  # a C library without it
        return False
    if failed and ctypes.get_errno() not in _CANNOT:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(first), None, str(second))
    if not failed:
        for folder in {first.parent, second.parent}:
            sync_folder(folder)
    return not failed


def flush(folder: Path) -> None:
    """Flush the disk of *folder*: otherwise a power cut soon after could leave empty files under their new names."""
    if sys.platform == "linux":
        opened = os.open(folder, os.O_RDONLY)
        failed = _libc().syncfs(opened)
        os.close(opened)
        if failed:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    elif hasattr(os, "sync"):
        os.sync()


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
