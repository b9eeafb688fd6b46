"""Whatever file operation fails while the real site is frozen again, readers have a whole site, old or new."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest

from webapp.app import create_app
from webapp.errors import FreezeError
from webapp.freeze.mirror import mirror
from webapp.freeze.site import freeze
from webapp.settings import Settings, load_settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="Ends forked processes; Windows has none."),
]

ARTICLE = "---\ntitle: {title}\ndate: 2025-03-{day:02}\n---\n{title}，正文。\n"


STRIDE = int(os.environ.get("FAULT_STRIDE", "8"))
"""Of about 400 file operations, each STRIDE-th is stopped: to stop all of them takes minutes."""


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail_to_read() -> None:
    raise OSError(errno.EIO, "Input/output error", "a file")


def fail_to_write() -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "a file")


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def stop_at(step: int, root: Path, stop: Callable[[], None]) -> "count[int]":
    """Call *stop* when this process is about to do its file operation number *step* below *root*; writes count too."""
    steps = count()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(("open", "os.", "shutil.")) and str(root) in str(arguments) and next(steps) == step:
            stop()

    write = os.write

    def watched_write(file: int, data: bytes) -> int:
        if next(steps) == step:
            stop()
        return write(file, data)

    os.write = watched_write
    sys.addaudithook(watch)
    return steps


def freeze_in_child(settings: Settings, step: int, stop: Callable[[], None]) -> int:
    """Freeze in another process that is stopped at *step*; return its exit status.

    0 is done, 1 a FreezeError or what the command line says of a disk, 3 done without having come to that step.
    """
    child = os.fork()
    if child == 0:
        status = 2
        try:
            app = create_app(settings)
            steps = stop_at(step, settings.build, stop)
            freeze(app, settings)
            status = 0 if next(steps) > step else 3
        except (FreezeError, OSError):
            status = 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    root = tmp_path / "library"
    (root / "content/farming").mkdir(parents=True)
    for day in (1, 2):
        path = root / f"content/farming/article-{day}.md"
        path.write_text(ARTICLE.format(title=f"水稻第{day}课", day=day), encoding="utf-8")
    (root / "shuwu.toml").write_text("", encoding="utf-8")
    return load_settings(root, {})


class TestEveryStep:
    def test_stopped(self, settings: Settings, tmp_path: Path) -> None:
        """
        Killed, with an unreadable file or a full disk, at any file operation: the site is the old one or
        the new one, and a freeze after it gives the new one.
        """
        freeze(create_app(settings), settings)
        mirror(str(settings.build), str(tmp_path / "build"))
        old = contents(settings.build / "site")
        (settings.content / "farming/article-2.md").rename(settings.content / "farming/article-3.md")
        (settings.content / "farming/article-4.md").write_text(ARTICLE.format(title="棉花", day=4), encoding="utf-8")
        freeze(create_app(settings), settings)
        new = contents(settings.build / "site")
        broken = {}
        for step, stop in zip(count(0, STRIDE), cycle((kill_self, fail_to_read, fail_to_write)), strict=False):
            mirror(str(tmp_path / "build"), str(settings.build))
            (settings.root / "moved.json").unlink(missing_ok=True)
            status = freeze_in_child(settings, step, stop)
            after = contents(settings.build / "site")
            again = freeze_in_child(settings, -1, stop)
            is_whole = after in ((new,) if status in (0, 3) else (old, new))
            if status == 2 or not is_whole or again != 0 or contents(settings.build / "site") != new:
                broken[step] = (status, again)
            if status == 3:
                break

        assert broken == {}
        assert step > 50
