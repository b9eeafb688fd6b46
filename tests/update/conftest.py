"""A publisher with two releases of a small site, and a plain web host to pull them from."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from webapp.update import fetch
from webapp.update.minisign import SecretKey, new_secret_key
from webapp.update.sign import Signed, sign

ROW = "<li>早稻育秧三件事 第{}条</li>\n"


def old_files() -> dict[str, bytes]:
    """A page longer than a block of a delta, two articles, a list, a picture that does not shrink."""
    return {
        "index.html": "".join(map(ROW.format, range(900))).encode(),
        "farming/rice.html": "<p>插秧</p>".encode() * 40,
        "farming/tea.html": "<p>种茶</p>".encode() * 40,
        "list.html": "".join(map(ROW.format, range(30))).encode(),
        "media/paddy.jpg": random.Random(7).randbytes(50_000),
        "empty.txt": b"",
    }


def new_files() -> dict[str, bytes]:
    """One article more, one gone, one moved, two lists changed, one picture more."""
    files = old_files()
    files["farming/wheat.html"] = "<p>种茶</p>".encode() * 39 + "<p>收麦</p>".encode()
    files["drinks/tea.html"] = files.pop("farming/tea.html")
    files["index.html"] = (ROW.format("新")).encode() + files["index.html"]
    files["list.html"] += (ROW.format("新")).encode()
    files["media/wheat.jpg"] = random.Random(8).randbytes(60_000)
    del files["farming/rice.html"]
    return files


def contents(root: Path) -> dict[str, bytes]:
    """Returns every file below *root* but those of the manifest."""
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: content for name, content in files.items() if not name.startswith("release/")}


@dataclass
class Publisher:
    """Has a *key*, and makes each release in *site*."""

    site: Path
    key: SecretKey

    @property
    def record(self) -> Path:
        """The file outside of ``build/`` that keeps the number of the last release."""
        return self.site.with_name("signed.json")

    def publish(self, files: dict[str, bytes], day: int = 1) -> Signed:
        """Makes *files* the site and signs it, on that day of May."""
        shutil.rmtree(self.site, ignore_errors=True)
        for name, content in files.items():
            path = self.site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return sign(self.site, self.site.parent / "signed", self.key, datetime(2025, 5, day, tzinfo=UTC), self.record)


@pytest.fixture(scope="session")
def two_releases(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    """A publisher who has made both releases and keeps them; is copied for each test."""
    publisher = Publisher(tmp_path_factory.mktemp("publisher") / "site", new_secret_key())
    for name, files in (("old", old_files()), ("new", new_files())):
        publisher.publish(files)
        shutil.copytree(publisher.site, publisher.site.with_name(name))
        shutil.copytree(publisher.site.with_name("signed"), publisher.site.with_name(f"signed-{name}"))
    return publisher


@pytest.fixture
def publisher(tmp_path: Path, two_releases: Publisher) -> Publisher:
    """Has published nothing yet, or what the test asks for below."""
    return Publisher(tmp_path / "publisher/site", two_releases.key)


@pytest.fixture
def old(publisher: Publisher, two_releases: Publisher) -> Path:
    """The first release, which the publisher has just made."""
    return _published(publisher, two_releases, "old")


@pytest.fixture
def new(publisher: Publisher, two_releases: Publisher, old: Path) -> Path:
    """The second release."""
    return _published(publisher, two_releases, "new")


def _published(publisher: Publisher, two_releases: Publisher, name: str) -> Path:
    made, here = two_releases.site, publisher.site
    for source, target in ((name, "site"), (f"signed-{name}", "signed")):
        shutil.rmtree(here.with_name(target), ignore_errors=True)
        shutil.copytree(made.with_name(source), here.with_name(target))
    return shutil.copytree(made.with_name(name), here.with_name(name))


@pytest.fixture
def copy(old: Path, tmp_path: Path) -> Path:
    """A copy of the first release."""
    return shutil.copytree(old, tmp_path / "kiosk/copy")


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "WAITS_SECONDS", (0.0, 0.0, 0.0))


class Host(SimpleHTTPRequestHandler):
    """A plain web host; what a test sets here makes it a bad one."""

    protocol_version = "HTTP/1.1"
    has_ranges = True
    left: ClassVar[list[int]] = []
    """Bytes until each next cut; empty for a good line."""
    sent = 0
    requests: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Send a file, from the byte that is asked for on."""
        type(self).requests.append(self.path)
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content, start = path.read_bytes(), 0
        if self.has_ranges and "Range" in self.headers:
            start = int(self.headers["Range"].removeprefix("bytes=").partition("-")[0])
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self._send(content[start:])

    def _send(self, content: bytes) -> None:
        if self.left and self.left[0] < len(content):
            content = content[: self.left.pop(0)]
            self.close_connection = True
        elif self.left:
            self.left[0] -= len(content)
        type(self).sent += len(content)
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Keep the test report free of requests."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], tuple[str, type[Host]]]]:
    """Serves a folder; gives its address and the host, to be made a bad one."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> tuple[str, type[Host]]:
        host = type("OneHost", (Host,), {"left": [], "requests": []})
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=folder))
        servers.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return f"http://127.0.0.1:{server.server_port}/", host

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
