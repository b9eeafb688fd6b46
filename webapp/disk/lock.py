"""A lock between processes that ends with its holder, even after a crash."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_WAIT_SECONDS = 0.2


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Hold the lock file *path* in a context; yield False at once if another process holds it.

    The system drops the lock with the process, so a file that a crash left locks nobody out.
    """
    with path.open("a") as file:
        yield _lock(file)


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock file *path* in a context; wait while another process holds it."""
    with path.open("a") as file:
        while not _lock(file):
            time.sleep(_WAIT_SECONDS)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
