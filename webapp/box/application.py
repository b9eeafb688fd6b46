"""The WSGI application of a box: the site, the welcome for phones, and the page for what is missing."""

# WhiteNoise has no types.
# mypy: allow-untyped-calls

import json
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock, Thread
from wsgiref.types import StartResponse, WSGIEnvironment

from whitenoise.string_utils import decode_path_info

from webapp.box.files import FrozenFiles, ServedFile, styles_of
from webapp.box.served import MISSING_PAGE, WELCOME, current
from webapp.box.welcome import PLACE, TAKEN, Welcome, headers
from webapp.box.welcomed_phones import WelcomedPhones

VARIABLE = "SHUWU_BOX"
_REFRESH_SECONDS = 0.5
_PATIENCE_SECONDS = 30
"""How long a page of the release before is still sent."""


@dataclass(frozen=True)
class BoxSetup:
    """What each process of a box needs: its *site*, the folder of its *readers*, its *name* and *port*."""

    site: str
    readers: str
    name: str
    port: int

    def hand_over(self) -> None:
        """Put them into the environment, for make_application in another process."""
        os.environ[VARIABLE] = json.dumps(asdict(self))


def make_application() -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Return the application of the box that the environment describes. Each process calls it once."""
    facts = BoxSetup(**json.loads(os.environ[VARIABLE]))
    box = Box(Path(facts.site), Welcome(WelcomedPhones(Path(facts.readers)), facts.name, facts.port))
    Thread(target=box.follow, daemon=True).start()
    return box


@dataclass(frozen=True)
class _Release:
    """What is served: the *files* in *folder*, the *packed* packs, and the box's own pages.

    *since* is when that began, by the monotonic clock; *before* is what was served until then.
    """

    folder: Path
    packed: frozenset[tuple[str, int, int]]
    files: FrozenFiles
    missing: bytes
    welcome: bytes
    before: FrozenFiles | None
    since: float

    def just_gone(self, path: str) -> ServedFile | None:
        """Return the file at *path* of the release before, if that was replaced a moment ago."""
        is_new = time.monotonic() - self.since < _PATIENCE_SECONDS
        return self.before.files.get(decode_path_info(path)) if self.before and is_new else None


class Box:
    """Serves the last prepared state of *site*, and the packs beside it as ``packs/``."""

    def __init__(self, site: Path, welcome: Welcome) -> None:
        self._site = site
        self._packs = site.with_name("packs")
        self._welcome = welcome
        self._refreshing = Lock()
        self._now = self._read(current(site), None)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        now, path = self._now, environ["PATH_INFO"]
        if not self._welcome.is_own(environ.get("HTTP_HOST", "")) or (path in TAKEN and path not in now.files.files):
            return self._receive(now, environ, start_response)
        try:
            return self._send(now, environ, start_response)
        except FileNotFoundError:  # a pack was replaced, or this busy process still used a release that is removed
            self.refresh()
        try:
            return self._send(self._now, environ, start_response)
        except FileNotFoundError:
            return self._say_missing(environ, start_response)

    def follow(self) -> None:
        """Switch to each new release once it is prepared, and to new packs. Does not return."""
        while True:
            time.sleep(_REFRESH_SECONDS)
            with suppress(OSError):  # packs that come and go; the next look sees them
                self.refresh()

    def refresh(self) -> bool:
        """Switch to what there is to serve now, and tell whether that is new; until it is loaded, serve the old."""
        with self._refreshing:
            before = self._now
            folder = current(self._site)
            is_new = (folder, _state(self._packs)) != (before.folder, before.packed) and folder.is_dir()
            if is_new:
                self._now = self._read(folder, before.files)
            return is_new

    def _read(self, folder: Path, before: FrozenFiles | None) -> _Release:
        packed = _state(self._packs)
        files = FrozenFiles(folder, self._missing, before)
        for own in (PLACE, f"/{MISSING_PAGE}"):
            files.files.pop(own, None)  # they are not sent as files
        if packed:
            files.add_packs(self._packs)
        own_pages = _content(folder / MISSING_PAGE), _content(folder / WELCOME)
        return _Release(folder, packed, files, *own_pages, before, time.monotonic())

    def _send(self, now: _Release, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = now.files(environ, start_response)
        return answer

    def _receive(self, now: _Release, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._welcome.answer(environ, now.welcome)
        start_response(answer.status, headers(answer, styles_of(now.welcome)))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _missing(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request for something other than the files."""
        # Another process of the box may have sent a page of a newer release that this one has not seen yet.
        if self.refresh():
            return self._send(self._now, environ, start_response)
        gone = self._now.just_gone(environ["PATH_INFO"])
        if gone:
            with suppress(FileNotFoundError):
                sent: Iterable[bytes] = FrozenFiles.serve(gone, environ, start_response)
                return sent
        return self._say_missing(environ, start_response)

    def _say_missing(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = self._now.missing
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache")]
        start_response("404 Not Found", [*headers, ("Content-Length", str(len(page)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _state(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return a value that changes with every file of *folder*; empty if there is no such folder."""
    try:
        files = {path.name: path.stat() for path in folder.iterdir()}
    except OSError:
        return frozenset()
    return frozenset((name, file.st_size, file.st_mtime_ns) for name, file in files.items())
