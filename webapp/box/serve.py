"""Run a box: Granian, a process for each core, and an eye on new releases."""

import os
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Thread

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from webapp.box.application import FOLDER_VARIABLE
from webapp.box.compressed import identity, prepare
from webapp.errors import UpdateError
from webapp.server import listen

Showing = Callable[[], AbstractContextManager[Callable[[str], None]]]
"""Gives what shows a line, each in the place of the one before."""

_WATCH_SECONDS = 2.0
_BACKLOG = 1024
_THREADS = 32  # in each process: a phone on a bad line keeps one waiting until it has its file


def serve_frozen(site: Path, host: str, port: int, ready: Callable[[str], None], showing: Showing) -> None:
    """Serve the frozen *site* until Ctrl-C, and each release that takes its place; call *ready* with the address.

    The first time all files are compressed, a minute for twenty thousand: *showing* shows how far that is.

    Raises UpdateError if there is no frozen site, AddressError if the address is not to be had.
    """
    site = site.resolve()
    if not (site / "index.html").is_file():
        raise UpdateError(str(site), "there is no frozen site here.", "Make one with: shuwu freeze")
    with listen(host, port) as free:
        port = free.getsockname()[1]
    with showing() as show:
        prepare(site, lambda done, total: show(f"{done} of {total} files compressed"))
    os.environ[FOLDER_VARIABLE] = str(site)
    for task in (lambda: _watch(site), lambda: _tell(host, port, ready)):
        Thread(target=task, daemon=True).start()
    Server(
        "webapp.box.application:make_application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=os.cpu_count() or 1,
        blocking_threads=_THREADS,
        backlog=_BACKLOG,
        websockets=False,
        log_level=LogLevels.error,  # it warns of the threads
    ).serve()


def _watch(site: Path) -> None:
    """Prepare each new release."""
    known = identity(site)
    while True:
        time.sleep(_WATCH_SECONDS)
        with suppress(OSError):  # in the middle of being replaced: next time
            if identity(site) != known:
                known = identity(site)
                prepare(site)


def _tell(host: str, port: int, ready: Callable[[str], None]) -> None:
    """Say the address once somebody answers there."""
    while True:
        with suppress(OSError), socket.create_connection((_reachable(host), port), timeout=1):
            break
        time.sleep(0.05)
    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not listened to)
