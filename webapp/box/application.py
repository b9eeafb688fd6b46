"""The WSGI application of a box: the site, the answers to phones that look for the internet, and the page for 404."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from webapp.box.compressed import current
from webapp.box.files import FrozenFiles

FOLDER_VARIABLE = "SHUWU_BOX_SITE"
_LOOK_SECONDS = 1.0

# What phones and computers ask for after joining a network. Any answer but the one they hope for makes them say "sign
# in", and open the page that it leads to. Sources: Android's NetworkMonitor, Apple's captive network assistant,
# Microsoft's NCSI, Firefox, GNOME; Huawei and Xiaomi use Android's path on hosts of their own.
PROBES = frozenset(
    (
        *("/generate_204", "/gen_204", "/mobile/status.php"),
        *("/hotspot-detect.html", "/library/test/success.html", "/success.html", "/bag"),
        *("/connecttest.txt", "/ncsi.txt", "/redirect"),
        *("/success.txt", "/canonical.html", "/check_network_status.txt", "/nm-check.txt"),
    )
)


def make_application() -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Return the application for the site that the environment names; is called once in each process."""
    return Box(Path(os.environ[FOLDER_VARIABLE]))


class Box:
    """Serves *site* as it was prepared last, and as ``packs/`` the packs that lie beside it."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._packs = site.with_name("packs")
        self._look()

    def _look(self) -> None:
        """See what there is to serve; until all of it is known, other threads serve what was there before."""
        folder, packed = current(self._site), _changed(self._packs)
        files = FrozenFiles(folder, self._missing)
        if packed:
            files.add_packs(self._packs)
        self._files, self._folder, self._packed = files, folder, packed
        self._looked = time.monotonic()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        self._look_again()
        if environ["PATH_INFO"] in PROBES and environ["PATH_INFO"] not in self._files.files:
            start_response("302 Found", [("Location", "/"), ("Cache-Control", "no-store"), ("Content-Length", "0")])
            return []
        answer: Iterable[bytes] = self._files(environ, start_response)
        return answer

    def _look_again(self) -> None:
        """Change to a new release once it is prepared, and to new packs."""
        if time.monotonic() - self._looked < _LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        folder = current(self._site)
        is_new = folder != self._folder or _changed(self._packs) != self._packed
        if is_new and folder.is_dir():
            self._look()

    def _missing(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = self._folder / "404.html"
        content = page.read_bytes() if page.is_file() else b""
        headers: list[tuple[str, Any]] = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache")]
        start_response("404 Not Found", [*headers, ("Content-Length", str(len(content)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]


def _changed(folder: Path) -> int:
    """Return when a file came to *folder* or went last; 0 if there is none."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
