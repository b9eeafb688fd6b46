"""A reader's cheap phone: Chromium on a small screen that counts what it fetches, on a slow line if need be."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Playwright

SCREEN = {"width": 360, "height": 640}
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
LINE_BITS_A_SECOND = 280_000
ROUND_TRIP_MS = 800
CPU_SLOWDOWN = 6

QUIET_SECONDS = 0.4
"""After so long without a request, a page has fetched what it wants: longer than it waits for more typing."""

MOST_SECONDS = 120

# Notes, in the page's own clock, when the reader typed and when the first result line was wholly on the screen.
WATCH = """(() => {
  const watch = window.watch = { typed: 0, seen: null };
  const look = () => {
    const line = document.querySelector(".answers .entry h3 a"), box = line && line.getBoundingClientRect();
    const visible = box && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
    if (visible && watch.seen === null) { watch.seen = performance.now(); }
    requestAnimationFrame(look);
  };
  addEventListener("input", () => { watch.typed = performance.now(); watch.seen = null; }, true);
  requestAnimationFrame(look);
})()"""

# Notes when words of the page's content were first on the screen.
WATCH_TEXT = """(() => {
  const look = () => {
    const words = document.querySelector("main p, main li, main h1, article p, #content p, .md-content p");
    if (words && words.getBoundingClientRect().height > 0) { window.textSeen = performance.now(); return; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""

ANSWERED = """query => {
  const answers = document.querySelector(".answers");
  return Boolean(answers) && answers.textContent.includes(query)
    && (watch.seen !== null || !answers.querySelector(".entries"));
}"""


@dataclass(frozen=True)
class Fetched:
    """One file that the browser fetched: its address, and the bytes of its body as they came over the line."""

    url: str
    body_bytes: int


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium; the variable CHROMIUM names another."""
    name = os.environ.get("CHROMIUM", "chromium")
    return playwright.chromium.launch(executable_path=shutil.which(name) or name, args=OPTIONS)


@contextmanager
def new_phone(browser: Browser) -> Iterator["Phone"]:
    """Lend a phone that has fetched nothing yet."""
    # What a service worker fetches is neither counted nor slowed down.
    context = browser.new_context(viewport=SCREEN, device_scale_factor=2, has_touch=True, service_workers="block")
    yield Phone(context.new_page())
    context.close()


class Phone:
    """One page of the browser. Both contenders' pages have the same box and the same result lines."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._line = page.context.new_cdp_session(page)
        self._waiting: dict[str, str] = {}
        self._header_bytes: dict[str, int] = {}
        self._fetched: list[Fetched] = []
        self._last_event = time.monotonic()
        page.add_init_script(WATCH)
        page.add_init_script(WATCH_TEXT)
        self._line.send("Network.enable")
        self._line.on("Network.requestWillBeSent", self._on_request)
        self._line.on("Network.responseReceived", self._on_response)
        self._line.on("Network.loadingFinished", self._on_finished)
        self._line.on("Network.loadingFailed", self._on_failed)

    def open(self, address: str) -> None:
        """Go to *address* and wait until the page has fetched all it wants."""
        self._page.goto(address)
        self._settle()

    def search(self, query: str, most_seconds: int = MOST_SECONDS) -> bool:
        """Type *query* and wait until all of its answer is there; tell whether anything was found.

        Raises Playwright's TimeoutError if there is no answer after *most_seconds*.
        """
        self._page.locator("main [name=q]").fill(query)
        self._await_answer(query, most_seconds)
        self._settle()
        return bool(self._page.locator(".answers .entry").count())

    def requests_before_text(self) -> int:
        """Return how many blocking requests of the open page were done before it showed words, its own included."""
        is_before = "each.renderBlockingStatus === 'blocking' && each.responseEnd <= textSeen"
        found = f"performance.getEntriesByType('resource').filter(each => {is_before}).length"
        return 1 + int(self._page.evaluate(found))

    def milliseconds_to_text(self, address: str) -> float:
        """Go to *address*, and return after how long there were words to read."""
        self._page.goto(address, wait_until="commit")
        self._page.wait_for_function("window.textSeen", polling=50, timeout=MOST_SECONDS * 1000)
        return float(self._page.evaluate("textSeen"))

    def take_fetched(self) -> list[Fetched]:
        """Return what was fetched since this was last called."""
        taken, self._fetched = self._fetched, []
        return taken

    def slow_down(self) -> None:
        """From now on be slow, with a slow line."""
        speed = LINE_BITS_A_SECOND / 8
        self._line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": speed, "uploadThroughput": speed},
        )
        self._line.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})

    def milliseconds_from_typing(self, query: str) -> float | None:
        """Type *query*, and return after how long the first result was to be seen; None if nothing was found."""
        self._page.locator("main [name=q]").fill(query)
        return self._first_seen(query)

    def milliseconds_from_opening(self, address: str, query: str) -> float | None:
        """Follow a link to the results of *query*, and return after how long the first was to be seen."""
        self._page.goto(f"{address}?{urlencode({'q': query})}", wait_until="commit")
        return self._first_seen(query)

    def _first_seen(self, query: str) -> float | None:
        self._await_answer(query)
        milliseconds: float | None = self._page.evaluate("watch.seen && watch.seen - watch.typed")
        return milliseconds

    def _await_answer(self, query: str, most_seconds: int = MOST_SECONDS) -> None:
        self._page.wait_for_function(ANSWERED, arg=query, polling=50, timeout=most_seconds * 1000)

    def _settle(self) -> None:
        end = time.monotonic() + MOST_SECONDS
        while self._waiting or time.monotonic() - self._last_event < QUIET_SECONDS:
            if time.monotonic() > end:
                raise TimeoutError(f"Still fetching: {sorted(self._waiting.values())}")
            self._page.wait_for_timeout(20)

    def _on_request(self, event: dict[str, Any]) -> None:
        self._last_event = time.monotonic()
        url = event["request"]["url"]
        # Of a worker's script the end is told to the worker alone.
        if url.startswith(("http:", "file:")) and "/workers/" not in url:
            self._waiting[event["requestId"]] = event["request"]["url"]

    def _on_response(self, event: dict[str, Any]) -> None:
        self._header_bytes[event["requestId"]] = event["response"]["encodedDataLength"]

    def _on_finished(self, event: dict[str, Any]) -> None:
        self._last_event = time.monotonic()
        url = self._waiting.pop(event["requestId"], None)
        if url:
            body_bytes = event["encodedDataLength"] - self._header_bytes.get(event["requestId"], 0)
            self._fetched.append(Fetched(url, max(0, int(body_bytes))))  # less than nothing: from the cache

    def _on_failed(self, event: dict[str, Any]) -> None:
        self._last_event = time.monotonic()
        self._waiting.pop(event["requestId"], None)
