"""Stop a process at one of its file operations: what a kill, or a disk that fails, does at the worst moment."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from webapp.errors import UpdateError


def stop_at(step: int, folder: Path, stop: Callable[[], None], once: bool) -> None:
    """Call *stop* when this process is about to do its file operation number *step* in *folder*; if not *once*, on."""
    steps = count()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(("open", "os.", "shutil.")) and str(folder) in str(arguments):
            now = next(steps)
            if now == step or (now > step and not once):
                stop()

    sys.addaudithook(watch)


def in_child(work: Callable[[], object], folder: Path, step: int, stop: Callable[[], None], once: bool) -> int:
    """Do *work* in another process that is stopped at *step*; return its exit status: 0 done, 1 a failure it tells."""
    child = os.fork()
    if child == 0:
        status = 2
        try:
            stop_at(step, folder, stop, once)
            work()
            status = 0
        except (UpdateError, OSError):
            status = 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise OSError(errno.EIO, "Input/output error", "a file")


def fill(disk: Path) -> None:
    """Write until nothing more goes on the disk."""
    with pytest.raises(OSError, match="No space left"), (disk / "fill").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
