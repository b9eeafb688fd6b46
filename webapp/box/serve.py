"""Run a box: Granian with a process for each core, and a watch for new releases."""

import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from webapp.box.application import BoxSetup
from webapp.box.compressed import prepare
from webapp.disk.unfinished import scratch_folder
from webapp.errors import UpdateError
from webapp.messages import Message
from webapp.server import listen

Showing = Callable[[], AbstractContextManager[Callable[[Message], None]]]
"""Returns a context that shows a line in the place of the one before."""

_WATCH_SECONDS = 0.5
_BACKLOG = 1024
_END_SECONDS = 2  # a process that gets the signal before it handles it would stay for ever
_THREADS = 32  # in each process: a phone with a bad connection occupies one until it has its file


def serve_frozen(
    site: Path, host: str, port: int, ready: Callable[[str], None], showing: Showing, *, name: str = ""
) -> None:
    """Serve the frozen *site* until Ctrl-C, and each release that takes its place; call *ready* with the address.

    *name* is what readers type for the box; requests to other names are redirected to it. The first start compresses
    all files, a minute for twenty thousand; *showing* shows the progress.

    Raises UpdateError if there is no frozen site, AddressError if the address is not available.
    """
    site = site.resolve()
    if not (site / "index.html").is_file():
        raise UpdateError(str(site), Message("no_frozen_site_here"), Message("make_with_freeze"))
    with listen(host, port) as free:
        port = free.getsockname()[1]
    with showing() as show:
        prepare(site, lambda done, total: show(Message("files_compressed", done=done, total=total)))
    for task in (lambda: _watch(site), lambda: _tell(host, port, ready)):
        Thread(target=task, daemon=True).start()
    # The box forgets its phones when it ends.
    with scratch_folder() as readers:
        BoxSetup(str(site), str(readers), name, port).hand_over()
        Server(
            "webapp.box.application:make_application",
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=os.cpu_count() or 1,
            blocking_threads=_THREADS,
            backlog=_BACKLOG,
            workers_kill_timeout=_END_SECONDS,
            websockets=False,
            log_level=LogLevels.error,  # it warns of the threads
        ).serve()


def _watch(site: Path) -> None:
    """Prepare each new release."""
    while True:
        time.sleep(_WATCH_SECONDS)
        with suppress(OSError):  # the site is being replaced, or the disk is full: next time
            prepare(site)


def _tell(host: str, port: int, ready: Callable[[str], None]) -> None:
    """Call *ready* once the address answers."""
    while True:
        with suppress(OSError, HTTPException), closing(HTTPConnection(_reachable(host), port, timeout=1)) as line:
            line.request("HEAD", "/")
            line.getresponse()
            break
        time.sleep(0.05)
    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not listened to)
