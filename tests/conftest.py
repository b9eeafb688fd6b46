"""A small library, and everything that shows it: the app, the live site, the frozen copy, a browser."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from pathlib import Path
from subprocess import PIPE, CalledProcessError, Popen, run
from sys import executable
from threading import Thread
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from webapp.app import create_app
from webapp.core.html.content_policy import page_policy
from webapp.freeze.site import freeze
from webapp.ingest import document_reader
from webapp.ingest.readers.worker import Worker
from webapp.pictures import encode as encode_picture
from webapp.settings import Settings, load_settings
from webapp.web.site.assets import FIRST_STYLES, style
from webapp.web.site.environment import KeptTemplates

EXAMPLES = Path(__file__).parent / "examples"
PHONE = {"width": 360, "height": 640}
BROWSER_PATIENCE = 12_000
"""Milliseconds: a busy machine is no fault of the program."""
BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

hypothesis.settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any-machine")


def pytest_addoption(parser):
    parser.addoption("--runslow", action="store_true", help="run the slow tests too")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--runslow"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="slow: needs --runslow"))


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep compiled templates in one folder for all libraries; else each test would compile them for its own."""
    folder = tmp_path_factory.mktemp("templates")
    really = KeptTemplates.__init__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KeptTemplates, "__init__", lambda kept, _build: really(kept, folder))
        yield


@pytest.fixture(autouse=True)
def _pictures_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember the copies of each picture: the libraries of the tests have the same few, and to make them is slow."""
    monkeypatch.setattr(encode_picture, "encode_copies", _encode_once)


@pytest.fixture(scope="session")
def lasting_worker() -> Iterator[Worker]:
    """A process that reads files for many tests."""
    with Worker() as worker:
        yield worker


@pytest.fixture
def one_worker(monkeypatch: pytest.MonkeyPatch, lasting_worker: Worker) -> None:
    """Each file that is added is read by the same process: to start one takes longer than to read a file."""
    monkeypatch.setattr(document_reader, "Worker", lambda: nullcontext(lasting_worker))


@pytest.fixture
def library(tmp_path: Path) -> Settings:
    """Three articles in two sections, one of them Traditional, one with a picture; one article a page."""
    return make_library(tmp_path / "library")


@pytest.fixture
def app(library: Settings) -> Flask:
    """The pages of ``library``."""
    return create_app(library)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Asks ``app`` for pages."""
    return app.test_client()


@pytest.fixture
def disk(tmp_path):
    """A disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=True, capture_output=True)
    except (OSError, CalledProcessError) as error:
        pytest.skip(f"Needs leave to mount a small disk: {error}")
    yield place
    run(["umount", str(place)], check=True)


@pytest.fixture(scope="session")
def live_site(tmp_path_factory) -> Iterator[str]:
    """The address of the library as ``shuwu serve`` serves it."""
    settings = make_library(tmp_path_factory.mktemp("live") / "library")
    command = [executable, "-m", "webapp", "serve", "--port", "0", "--json", "--library", str(settings.root)]
    with Popen(command, stdout=PIPE, encoding="utf-8") as server:
        yield loads(server.stdout.readline())["url"]
        server.terminate()


@pytest.fixture(scope="session")
def frozen_folder(tmp_path_factory) -> Path:
    """The library as ``shuwu freeze`` freezes it, copied to a folder with a blank and a letter in its name."""
    settings = make_library(tmp_path_factory.mktemp("frozen") / "library")
    freeze(create_app(settings), settings)
    return shutil.copytree(settings.build / "site", tmp_path_factory.mktemp("host") / "a b" / "书屋")


@pytest.fixture(scope="session")
def frozen_site(frozen_folder: Path) -> Iterator[str]:
    """The address of ``frozen_folder`` on a plain web host, below a folder."""
    handler = partial(_QuietHandler, directory=frozen_folder.parent.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/a%20b/%E4%B9%A6%E5%B1%8B/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Debian's Chromium; the variable CHROMIUM names another."""
    name = os.environ.get("CHROMIUM", "chromium")
    return shutil.which(name) or name


@pytest.fixture(scope="session")
def launch(browser_path: str):
    """Starts the browser, with more options if any."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=BROWSER_PATIENCE)
    with sync_playwright() as playwright:
        yield lambda *more: playwright.chromium.launch(executable_path=browser_path, args=[*BROWSER_OPTIONS, *more])


@pytest.fixture(scope="session")
def browser(launch):
    """The browser of most tests."""
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture
def page(browser):
    """A page on a phone's screen. It must not report an error, nor fail to load anything."""
    faults: list[str] = []
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, has_touch=True)
    context.set_default_timeout(BROWSER_PATIENCE)
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    # A reader who goes on before everything is there aborts the rest.
    page.on("requestfailed", lambda gone: "ABORTED" in gone.failure or faults.append(f"{gone.url}: {gone.failure}"))
    page.on("response", lambda response: response.status >= 400 and faults.append(f"{response.url}: {response.status}"))
    yield page
    context.close()

    assert faults == []


def make_library(root: Path) -> Settings:
    """Copy the example library to *root*, draw its picture, and return its settings."""
    shutil.copytree(EXAMPLES / "library", root)
    draw_paddy(root / "content/farming/seedlings/paddy.jpg")
    return load_settings(root, environ={})


def _encode_once(copies: Sequence[Image.Image], *wishes: Sequence[Any]) -> Sequence[tuple[encode_picture.Encoded, ...]]:
    key = repr(wishes), *((copy.mode, copy.size, copy.tobytes()) for copy in copies)
    if key not in _ENCODED:
        _ENCODED[key] = tuple(_really_encode(copies, *wishes))
    return _ENCODED[key]


_ENCODED: dict[tuple[Any, ...], Sequence[tuple[encode_picture.Encoded, ...]]] = {}
_really_encode = encode_picture.encode_copies


def draw_paddy(path: Path) -> None:
    """Draw green rows of seedlings on brown water."""
    picture = Image.new("RGB", (480, 320), "#8a7a5c")
    pen = ImageDraw.Draw(picture)
    for row in range(0, 320, 16):
        pen.line([(0, row), (480, row + 36)], fill="#3f8f4a", width=5)
    picture.save(path, quality=80)


class _QuietHandler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Forbid what a careful host forbids: scripts and styles in the page, and everything from elsewhere."""
        self.send_header("Content-Security-Policy", page_policy(map(style, FIRST_STYLES)))
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Keep the test report free of requests."""
