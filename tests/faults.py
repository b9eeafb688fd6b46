"""Stop a process at one of its file operations: what a kill, or a disk that fails, does at the worst moment."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any


def stop_at(step: int, folder: Path, stop: Callable[[], None], once: bool) -> None:
    """Call *stop* when this process is about to do its file operation number *step* in *folder*; if not *once*, on."""
    steps = count()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(("open", "os.", "shutil.")) and str(folder) in str(arguments):
            now = next(steps)
            if now == step or (now > step and not once):
                stop()

    sys.addaudithook(watch)


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise OSError(errno.EIO, "Input/output error", "a file")
