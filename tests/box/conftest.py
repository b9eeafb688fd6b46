"""A box: a site as small as can be, and the command that serves it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

PAGE = ("<title>书屋</title>" + "<p>早稻育秧看天气，更看管理。</p>" * 200).encode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frozen site, and packs beside it."""
    site = tmp_path_factory.mktemp("box") / "site"
    for name, content in {
        "index.html": PAGE,
        "farming/index.html": PAGE,
        "404.html": b"<html lang=zh><title>404</title>",
        "assets/0123456789ab/css/site.css": b"body { color: green } " * 50,
        "site.webmanifest": b"{}",
        "media/a.jpg": bytes(range(256)) * 4,
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    packs = site.with_name("packs")
    packs.mkdir()
    (packs / "index.html").write_bytes(b"<title>packs</title>")
    (packs / "opds.xml").write_bytes(b"<feed/>")
    (packs / "书屋.html").write_bytes(b"<script>1</script>")
    (packs / "large.zip").write_bytes(bytes(20_000_000))
    (packs / ".half.zip").write_bytes(b"PK")
    return site


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    """The port where the box answers, run as a command."""
    with serving(site) as port:
        yield port


@contextmanager
def serving(site: Path, *options: str) -> Iterator[int]:
    """Serve *site* as a box meanwhile; give its port."""
    command = [sys.executable, "-m", "webapp", "serve", "--frozen", str(site), "--port", "0", "--json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            yield int(json.loads(server.stdout.readline())["url"].rstrip("/").rpartition(":")[2])
        finally:
            server.terminate()


def ask(
    port: int, path: str, method: str = "GET", phone: str = "127.0.0.1", **headers: str
) -> tuple[HTTPResponse, bytes]:
    """Ask the box at *port*, from the address of *phone*; return the response and its content."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20, source_address=(phone, 0))
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def wait_for_start(port: int, path: str, start: bytes) -> None:
    """Wait until what all processes of the box at *port* send for *path* begins with *start*: 20 times in a row."""
    seen, deadline = 0, time.monotonic() + 60
    while seen < 20:
        assert time.monotonic() < deadline, f"{path} does not begin with {start!r}."
        seen = seen + 1 if ask(port, path)[1].startswith(start) else 0
