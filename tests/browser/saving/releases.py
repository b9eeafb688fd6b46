"""Releases of a small library, a host that serves one of them, and readers who save it."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import ClassVar, NamedTuple

from playwright.sync_api import Page, expect

from tests.conftest import BROWSER_PATIENCE, make_library
from webapp.app import create_app
from webapp.core.html.content_policy import page_policy
from webapp.freeze.site import freeze
from webapp.settings import Settings
from webapp.update.minisign import SecretKey, new_secret_key
from webapp.update.sign import sign
from webapp.web.site.assets import FIRST_STYLES, style

SITE = "/site/"


class Host(SimpleHTTPRequestHandler):
    """A plain web host that can be cut off: after *answers_left* answers it gives none. Each host is its own class."""

    protocol_version = "HTTP/1.1"
    folder: ClassVar[Path]
    """The release that is on the host now."""
    answers_left: ClassVar[int]
    requests: ClassVar[list[str]]
    sent: ClassVar[int]
    """The bytes of all files that were sent."""
    refused: ClassVar[str] = "-"
    """A name that is not answered."""
    when_cut: ClassVar[Callable[[type["Host"]], None] | None]
    """What happens instead, once, when all answers were given."""

    def translate_path(self, path: str) -> str:
        """Find a file of the release of now."""
        self.directory = str(type(self).folder)
        return super().translate_path("/" + path.removeprefix(SITE))

    def do_GET(self) -> None:
        """Send a file, or hang up."""
        host = type(self)
        name = self.path.removeprefix(SITE)
        host.answers_left -= 1
        if host.answers_left < 0 and host.when_cut:
            happen, host.when_cut, host.answers_left = host.when_cut, None, 1_000_000
            happen(host)
        if host.answers_left < 0 or name == host.refused:
            self.close_connection = True
            return
        host.requests.append(name)
        del self.headers["If-Modified-Since"]  # it tells seconds only, and two releases may be of one
        super().do_GET()

    def end_headers(self) -> None:
        """Forbid what a careful host forbids, and let browsers ask each time."""
        self.send_header("Content-Security-Policy", page_policy(map(style, FIRST_STYLES)))
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source, outputfile) -> None:
        """Send a file, and count its bytes."""
        content = source.read()
        type(self).sent += len(content)
        outputfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Keep the test report free of requests."""


class Releases(NamedTuple):
    """Folders with releases of one library, each with one article more than the one before."""

    first: Path
    small: Path
    """Has a notice more, which is little to fetch."""
    unsigned: Path
    """The same, but nobody signed it."""
    strange: Path
    """The same, signed with another key."""
    large: Path
    """Has a long report more."""
    larger: Path
    """Has a second long report."""


def publish_releases(folder: Path) -> Releases:
    """Freeze and sign all of Releases below *folder*."""
    publisher = _Publisher(make_library(folder / "library"), new_secret_key())
    first = publisher.publish(1, folder / "first")
    publisher.add(2, "notice", "水库放水通知", "明天上午放水。")
    small = publisher.publish(2, folder / "small")
    unsigned = shutil.copytree(small, folder / "unsigned", ignore=shutil.ignore_patterns("release"))
    strange = shutil.copytree(unsigned, folder / "strange")
    when = datetime(2025, 6, 3, tzinfo=UTC)
    sign(strange, folder / "strange-signed", new_secret_key(), when, folder / "strange.json")
    publisher.add(4, "report", "水库年度报告", _long_text(1))
    large = publisher.publish(4, folder / "large")
    publisher.add(5, "second-report", "水库第二份报告", _long_text(2))
    return Releases(first, small, unsigned, strange, large, publisher.publish(5, folder / "larger"))


class _Publisher(NamedTuple):
    settings: Settings
    key: SecretKey

    def add(self, day: int, name: str, title: str, text: str) -> None:
        text = f"---\ntitle: {title}\ndate: 2025-06-0{day}\n---\n{text}\n"
        (self.settings.content / f"{name}.md").write_text(text, encoding="utf-8")

    def publish(self, day: int, target: Path) -> Path:
        """Make the release of that day of June, and copy it to *target*."""
        freeze(create_app(self.settings), self.settings)
        site = self.settings.build / "site"
        when = datetime(2025, 6, day, tzinfo=UTC)
        sign(site, self.settings.build / "signed", self.key, when, self.settings.root / "signed.json")
        return shutil.copytree(site, target)


def _long_text(seed: int) -> str:
    """Return 60,000 characters that repeat nothing, which is more than is brought in unasked."""
    return "".join(chr(0x4E00 + (seed * 4_999 + number * 7_919) % 20_000) for number in range(60_000))


def cut(host: type[Host], answers_left: int = 0) -> None:
    """Let the host give *answers_left* more answers, and then none."""
    host.answers_left = answers_left


def wait(reader: Page, promised: str) -> None:
    """Wait until the *promised* value, an expression, is true; Playwright's own waiting takes a promise for one."""
    reader.evaluate(
        f"""async () => {{
            const end = Date.now() + {BROWSER_PATIENCE};
            while (!await ({promised})) {{
                if (Date.now() > end) {{ throw new Error("in vain"); }}
                await new Promise((resolve) => setTimeout(resolve, 50));
            }}
        }}"""
    )


def read(reader: Page, address: str) -> None:
    """Open a page, and wait until the worker has it with what it shows."""
    reader.goto(address)
    reader.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait(reader, "!document.querySelector('.shown > noscript')")
    shown = "[...document.querySelectorAll('picture img')].map((image) => image.currentSrc)"
    kept = f"[location.href, '{SITE}offline/index.html', ...{shown}].map((url) => caches.match(url))"
    wait(reader, f"Promise.all({kept}).then((found) => found.every(Boolean))")


def save_all(reader: Page, site: str) -> None:
    """Save the whole library."""
    reader.goto(f"{site}offline/index.html")
    reader.click("button:has-text('全部存下来')")
    expect(reader.locator("[role=status]")).to_contain_text("已全部存下")
