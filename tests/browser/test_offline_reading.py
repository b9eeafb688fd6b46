"""A reader whose line goes away: what was read, what was saved, and what a new release changes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from threading import Thread
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import BROWSER_PATIENCE, PHONE, make_library
from webapp.app import create_app
from webapp.core.content_policy import page_policy
from webapp.freeze.site import freeze
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.pack.shelf import write_shelf
from webapp.settings import Settings
from webapp.update.minisign import SecretKey, new_secret_key
from webapp.update.sign import sign
from webapp.web.assets import FIRST_STYLES, style

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NOTICE = "---\ntitle: 水库放水通知\ndate: 2025-06-01\n---\n明天上午放水。\n"
SEEDLINGS = "farming/seedlings.html"


class Host(SimpleHTTPRequestHandler):
    """A plain web host that can be cut off: after so many answers, none are given."""

    protocol_version = "HTTP/1.1"
    answers_left = 1_000_000
    requests: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Send a file, or hang up."""
        host = type(self)
        host.answers_left -= 1
        if host.answers_left < 0:
            self.close_connection = True
            return
        host.requests.append(self.path.removeprefix("/site/"))
        del self.headers["If-Modified-Since"]  # it tells seconds only, and two releases may be of one
        super().do_GET()

    def end_headers(self) -> None:
        """Forbid what a careful host forbids, and let browsers ask each time."""
        self.send_header("Content-Security-Policy", page_policy(map(style, FIRST_STYLES)))
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Keep the test report free of requests."""


class Publisher:
    """Freezes and signs a library, which a host serves."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.site = settings.build / "site"
        self._key: SecretKey = new_secret_key()

    def publish(self, day: int) -> None:
        """Make the release of that day of June."""
        freeze(create_app(self.settings), self.settings)
        when = datetime(2025, 6, day, tzinfo=UTC)
        sign(self.site, self.settings.build / "signed", self._key, when, self.settings.root / "signed.json")

    def add(self, name: str, text: str) -> None:
        """Write an article."""
        (self.settings.content / name).write_text(text, encoding="utf-8")


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    publisher = Publisher(make_library(tmp_path / "library"))
    publisher.publish(1)
    return publisher


@pytest.fixture
def host(publisher: Publisher) -> Iterator[tuple[str, type[Host]]]:
    """The address of the site, in a folder of the host, and the host, to be cut off."""
    kind = type("OneHost", (Host,), {"requests": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=publisher.site.parent)) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield f"http://127.0.0.1:{server.server_port}/site/", kind
        server.shutdown()


@pytest.fixture
def reader(browser) -> Iterator[Page]:
    """A page on a phone's screen, with a store of its own."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def cut(host: type[Host], answers_left: int = 0) -> None:
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
    kept = f"[location.href, '/site/offline/index.html', ...{shown}].map((url) => caches.match(url))"
    wait(reader, f"Promise.all({kept}).then((found) => found.every(Boolean))")


def save_all(reader: Page, site: str) -> None:
    reader.goto(f"{site}offline/index.html")
    reader.click("button:has-text('全部存下来')")
    expect(reader.locator("[role=status]")).to_contain_text("已全部存下")


class TestRead:
    def test_again_without_a_line(self, reader: Page, host):
        """
        An article that was read opens without a line, with its picture.
        """
        site, server = host
        read(reader, site + SEEDLINGS)
        cut(server)
        reader.goto(site + SEEDLINGS)

        expect(reader.locator("article")).to_contain_text("两叶一心的时候开始炼苗")
        assert reader.evaluate("document.querySelector('article picture img').decode().then(() => true)")
        assert reader.evaluate("[...document.styleSheets].pop().cssRules.length") > 10

    def test_what_was_not_read(self, reader: Page, host):
        """
        One that was not read leads to the page that says what can be read.
        """
        site, server = host
        read(reader, site + SEEDLINGS)
        cut(server)
        reader.goto(f"{site}policy/village-rules.html")

        assert reader.inner_text("h1") == "离线阅读"

    def test_newest_with_a_line(self, reader: Page, host, publisher: Publisher):
        """
        With a line, a page that was read is shown as it is now.
        """
        site, _ = host
        read(reader, f"{site}index.html")
        publisher.add("notice.md", NOTICE)
        publisher.publish(2)
        reader.goto(f"{site}index.html")

        assert "水库放水通知" in reader.inner_text("main")


class TestSave:
    def test_all(self, reader: Page, host):
        """
        The size is told first. Then every page opens without a line, and the search finds.
        """
        site, server = host
        reader.goto(f"{site}offline/index.html")
        expect(reader.locator("[role=status]")).to_contain_text("要下载至多")
        save_all(reader, site)
        cut(server)
        reader.goto(f"{site}search/index.html?q=炼苗")
        reader.click("a:has-text('早稻育秧三件事')")

        expect(reader.locator("article")).to_contain_text("两叶一心的时候开始炼苗")

    def test_resume(self, reader: Page, host):
        """
        After a cut in the middle, saving goes on with what is missing.
        """
        site, server = host
        reader.goto(f"{site}offline/index.html")
        expect(reader.locator("button")).to_contain_text("全部存下来")
        cut(server, 40)
        reader.click("button")
        expect(reader.locator("[role=status]")).to_contain_text("下载断了")
        fetched = set(server.requests)
        server.requests.clear()
        cut(server, 1_000_000)
        reader.click("button:has-text('再试一次')")
        reader.click("button:has-text('接着存')")
        expect(reader.locator("[role=status]")).to_contain_text("已全部存下")

        again = fetched & set(server.requests) - {"release/release.txt"}
        assert len(fetched) > 20
        assert len(again) < 10  # those that were on their way

    def test_undo(self, reader: Page, host):
        """
        The saved library can be deleted, and its room is free again.
        """
        site, _ = host
        save_all(reader, site)
        reader.click("button:has-text('删除存下的书库')")
        expect(reader.locator("button")).to_contain_text("全部存下来")

        kept = "caches.open('shuwu saved 1 ' + new URL('..', location)).then((store) => store.keys())"
        assert reader.evaluate(f"{kept}.then((keys) => keys.filter((key) => /content/.test(key.url)).length)") == 1

    def test_without_a_worker(self, reader: Page, host, frozen_folder: Path):
        """
        From a folder, the page names another way and nothing fails.
        """
        faults: list[str] = []
        reader.on("console", lambda message: message.type == "error" and faults.append(message.text))
        reader.goto((frozen_folder / "offline/index.html").as_uri())

        assert "向办这个书库的人要" in reader.inner_text("[role=status]")
        assert faults == []


class TestPacks:
    def test_where_nothing_can_be_saved(self, launch, library: Settings):
        """
        On a box without HTTPS the page leads to the packs that lie beside the site.
        """
        freeze(create_app(library), library)
        packed = write_onefile(create_app(library), Selection(), PictureLimit()).path
        write_shelf(create_app(library))
        command = [executable, "-m", "webapp", "serve", "--frozen", "--port", "0", "--json", "--library", library.root]
        with Popen(command, stdout=PIPE, encoding="utf-8") as box:
            port = loads(box.stdout.readline())["url"].rstrip("/").rpartition(":")[2]
            browser = launch(f"--host-resolver-rules=MAP village.example 127.0.0.1:{port}")
            reader = browser.new_page()
            reader.goto("http://village.example/offline/")
            reader.click("button:has-text('下载书库文件')")
            with reader.expect_download() as saving:
                reader.click(f"a:has-text('{packed.name}')")
            saved = saving.value.path().read_bytes()
            browser.close()
            box.terminate()

        assert saved == packed.read_bytes()


class TestUpdate:
    def test_only_changes(self, reader: Page, host, publisher: Publisher):
        """
        An update fetches the changed files, the root and the newest segment of the manifest, and nothing else.
        """
        site, server = host
        save_all(reader, site)
        before = {path: path.read_bytes() for path in publisher.site.rglob("*") if path.is_file()}
        publisher.add("notice.md", NOTICE)
        publisher.publish(2)
        changed = {
            path.relative_to(publisher.site).as_posix()
            for path in publisher.site.rglob("*")
            if path.is_file() and before.get(path) != path.read_bytes()
        }
        server.requests.clear()
        reader.reload()
        reader.click("button:has-text('更新')")
        expect(reader.locator("[role=status]")).to_contain_text("20250602")

        assert set(server.requests) - {"worker.js"} <= changed
        assert "articles/notice.html" in server.requests

    def test_unasked(self, reader: Page, host, publisher: Publisher):
        """
        A small update is fetched without being asked for, when nobody has looked for one in the last hour.
        """
        site, server = host
        save_all(reader, site)
        publisher.add("notice.md", NOTICE)
        publisher.publish(2)
        reader.evaluate(
            """async () => {
                const site = new URL("..", location).href;
                await (await caches.open("shuwu saved 1 " + site)).put(site + "saved/looked", new Response("0"));
            }"""
        )
        reader.goto(f"{site}index.html")
        expect(reader.locator("main")).not_to_contain_text("水库放水通知")
        wait(
            reader,
            "caches.match('/site/saved/state').then((f) => f.json()).then((state) => state.number >= 2025060200)",
        )
        cut(server)
        reader.reload()

        expect(reader.locator("main")).to_contain_text("水库放水通知")

    def test_no_mix(self, reader: Page, host, publisher: Publisher):
        """
        A page that is open during an update goes on with the release it came from; the next page has the new one.
        """
        site, server = host
        save_all(reader, site)
        open_page = reader.context.new_page()
        open_page.goto(f"{site}search/index.html")
        publisher.add("notice.md", NOTICE)
        publisher.publish(2)
        reader.reload()
        reader.click("button:has-text('更新')")
        expect(reader.locator("[role=status]")).to_contain_text("20250602")
        cut(server)

        search = "shuwu.search('水库放水', {limit: 5}).then((found) => found.hits.map((hit) => hit.title))"
        assert "水库放水通知" not in open_page.evaluate(search)
        open_page.reload()
        assert "水库放水通知" in open_page.evaluate(search)

    def test_older_release(self, reader: Page, host, publisher: Publisher):
        """
        What is saved is never replaced by an older release.
        """
        site, _ = host
        save_all(reader, site)
        old = {path: path.read_bytes() for path in (publisher.site / "release").iterdir()}
        publisher.add("notice.md", NOTICE)
        publisher.publish(2)
        reader.reload()
        reader.click("button:has-text('更新')")
        expect(reader.locator("[role=status]")).to_contain_text("20250602")
        for path, content in old.items():
            path.unlink(missing_ok=True)
            path.write_bytes(content)
        reader.reload()

        expect(reader.locator("[role=status]")).to_contain_text("20250602")
