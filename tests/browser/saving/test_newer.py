"""A reader who saved the library, and a host that has something else by now."""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.box.conftest import serving, wait_for_start
from tests.browser.saving.releases import Host, Releases, cut, read, save_all, wait
from tests.conftest import BROWSER_OPTIONS, PHONE
from webapp.disk.exchange import exchange
from webapp.update.root import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LINE = ".newer [role=status]"
NOTICE = "水库放水通知"
REPORT = "水库年度报告"
SECOND = "水库第二份报告"
HOME = "index.html"
SEEDLINGS = "shuwu.search('育秧', {limit: 9}).then((found) => found.hits.map((hit) => hit.title))"
FIND = "shuwu.search('水库', {limit: 9}).then((found) => found.hits.map((hit) => hit.title))"


@pytest.fixture
def saved(reader: Page, host) -> tuple[Page, str, type[Host]]:
    """A reader who has saved the first release, the address of the site and its host."""
    site, server = host
    save_all(reader, site)
    server.requests.clear()
    server.sent = 0
    return reader, site, server


@pytest.fixture
def open_profile(browser, browser_path) -> Iterator[Callable[[Path], BrowserContext]]:
    """Starts a browser that keeps what it knows in a folder."""
    options = {"executable_path": browser_path, "args": BROWSER_OPTIONS, "viewport": PHONE}
    opened: list[BrowserContext] = []

    def start(folder: Path) -> BrowserContext:
        opened.append(browser.browser_type.launch_persistent_context(folder, **options))
        return opened[-1]

    yield start
    opened[-1].close()


def press(reader: Page, label: str) -> None:
    reader.click(f".newer button:has-text('{label}')")


def shown_articles(reader: Page) -> str:
    return reader.inner_text("main")


class TestLittle:
    def test_comes_by_itself(self, saved, releases: Releases):
        """
        A small update is brought in unasked. The page that is open stays, says so, and shows the new state if asked.
        """
        reader, site, server = saved
        server.folder = releases.small
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_have_text("新内容已经存好")
        cut(server)
        assert NOTICE not in shown_articles(reader)
        press(reader, "看新的")

        expect(reader.locator("main")).to_contain_text(NOTICE)

    def test_data_is_saved(self, saved, releases: Releases):
        """
        Who saves data is asked also about little.
        """
        reader, site, server = saved
        server.folder = releases.small
        reader.evaluate("localStorage.setItem('saves-data', 'yes')")
        reader.goto(site + HOME)

        expect(reader.locator(LINE)).to_contain_text("有新内容，")

    def test_nothing_new(self, saved):
        """
        Where the host has what is saved, a page says nothing, and asks for the root of the manifest alone.
        """
        reader, site, server = saved
        with reader.expect_response("**/release/release.txt"):
            reader.goto(site + HOME)

        expect(reader.locator(LINE)).to_be_attached()
        assert reader.inner_text(".newer") == ""
        assert set(server.requests) - {"worker.js"} == {"release/release.txt"}


class TestMuch:
    def test_is_offered(self, saved, releases: Releases):
        """
        A large update is offered on every page with what it takes; the button brings it in and shows the same page.
        """
        reader, site, server = saved
        server.folder = releases.large
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_contain_text("有新内容，")
        told = int(re.findall(r"(\d+) kB", reader.inner_text(LINE))[0])
        assert not any(name.startswith("articles/") for name in server.requests)
        assert REPORT not in shown_articles(reader)
        server.sent = 0
        press(reader, "更新")
        expect(reader.locator("main")).to_contain_text(REPORT)
        cut(server)

        assert (
            told * 1000 - 1000 < server.sent < told * 1000 + 10_000
        )  # the root, its signature and worker.js are asked for again
        reader.click(f"a:has-text('{REPORT}')")
        expect(reader.locator("h1")).to_have_text(REPORT)

    def test_moves_nothing(self, saved, releases: Releases):
        """
        The line lies over the end of the screen: no text moves, and it can be put away.
        """
        reader, site, server = saved
        server.folder = releases.large
        reader.goto(f"{site}farming/seedlings.html")
        expect(reader.locator(LINE)).to_contain_text("有新内容，")
        shifts = reader.evaluate(
            """() => new Promise((resolve) => {
                const watch = (list) => resolve(list.getEntries().map((entry) => entry.value));
                new PerformanceObserver(watch).observe({type: "layout-shift", buffered: true});
                setTimeout(() => resolve([]), 200);
            })"""
        )
        box = reader.locator(".newer").bounding_box()
        press(reader, "收起")

        assert shifts == []
        assert box["y"] + box["height"] == PHONE["height"]
        assert box["height"] < PHONE["height"] / 6
        expect(reader.locator(".newer button")).to_have_count(0)

    def test_by_keyboard(self, saved, releases: Releases):
        """
        The buttons are reached by the keyboard.
        """
        reader, site, server = saved
        server.folder = releases.large
        reader.goto(site + HOME)
        reader.locator(".newer button").first.focus()
        reader.keyboard.press("Enter")

        expect(reader.locator("main")).to_contain_text(REPORT)

    def test_host_is_gone(self, saved, releases: Releases):
        """
        A failure says what to do. What was saved stays whole, and another try goes on.
        """
        reader, site, server = saved
        server.folder = releases.large
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_contain_text("有新内容，")
        cut(server, 3)
        press(reader, "更新")
        expect(reader.locator(LINE)).to_contain_text("有网时请再试")
        assert REPORT not in reader.evaluate("fetch('index.html').then((home) => home.text())")
        cut(server, 1_000_000)
        press(reader, "再试一次")

        expect(reader.locator("main")).to_contain_text(REPORT)

    def test_comes_online(self, saved, releases: Releases):
        """
        A page that was opened without a line says it once there is one.
        """
        reader, site, server = saved
        server.folder = releases.large
        reader.context.set_offline(True)
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_be_attached()
        reader.context.set_offline(False)

        expect(reader.locator(LINE)).to_contain_text("有新内容，")

    def test_gone_back_to(self, saved, releases: Releases):
        """
        A page that the browser kept as it was says it when the reader goes back to it.
        """
        reader, site, server = saved
        with reader.expect_response("**/release/release.txt"):
            reader.goto(site + HOME)
        server.folder = releases.large
        reader.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

        expect(reader.locator(LINE)).to_contain_text("有新内容，")


class TestNotAnUpdate:
    @pytest.mark.parametrize(
        ("release", "said"), [("unsigned", "没有签名"), ("strange", "换了发布人的签名")], ids=["unsigned", "other-key"]
    )
    def test_can_be_read_online(self, saved, releases: Releases, release: str, said: str):
        """
        What nobody signed, or somebody else, is not brought in: it is told, and read online. Without a line the saved
        release is read.
        """
        reader, site, server = saved
        server.folder = getattr(releases, release)
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_contain_text(said)
        assert NOTICE not in shown_articles(reader)
        press(reader, "联网看")
        reader.click(f"a:has-text('{NOTICE}')")
        expect(reader.locator("h1")).to_have_text(NOTICE)
        cut(server)
        reader.goto(site + HOME)

        assert NOTICE not in shown_articles(reader)
        assert reader.evaluate("[...document.styleSheets].pop().cssRules.length") > 10

    def test_host_without_404(self, saved, releases: Releases, tmp_path: Path):
        """
        A host that shows a page where the manifest should be has none.
        """
        reader, site, server = saved
        server.folder = shutil.copytree(releases.unsigned, tmp_path / "site", copy_function=os.link)
        (server.folder / "release").mkdir()
        shutil.copy(server.folder / "404.html", server.folder / "release/release.txt")
        reader.goto(site + HOME)

        expect(reader.locator(LINE)).to_contain_text("没有签名")

    def test_signed_again(self, saved, releases: Releases):
        """
        Who reads online is told of the next signed release, and reads what is saved from then on.
        """
        reader, site, server = saved
        server.folder = releases.unsigned
        reader.goto(site + HOME)
        press(reader, "联网看")
        expect(reader.locator("main")).to_contain_text(NOTICE)
        server.folder = releases.large
        reader.goto(site + HOME)
        with reader.expect_navigation():
            press(reader, "更新")
        cut(server)
        reader.reload()

        expect(reader.locator("main")).to_contain_text(REPORT)

    def test_older_release(self, reader: Page, host, releases: Releases):
        """
        What is saved never gives way to an older release by itself; a reader may change to it.
        """
        site, server = host
        server.folder = releases.small
        save_all(reader, site)
        server.folder = releases.first
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_contain_text("更早的一期")
        assert NOTICE in shown_articles(reader)
        reader.goto(f"{site}offline/index.html")
        reader.click("button:has-text('换成网上的那一期')")
        expect(reader.locator(".saving [role=status]")).to_contain_text("20250601")
        reader.goto(site + HOME)

        assert NOTICE not in shown_articles(reader)


class TestOneRelease:
    def test_two_tabs(self, saved, releases: Releases):
        """
        A tab goes on with the release that it shows, its links too, while another brings in a newer one.
        """
        reader, site, server = saved
        other = reader.context.new_page()
        other.goto(f"{site}search/index.html")
        server.folder = releases.large
        reader.goto(site + HOME)
        press(reader, "更新")
        expect(reader.locator("main")).to_contain_text(REPORT)
        cut(server)

        assert REPORT not in other.evaluate(FIND)
        other.click("header a >> nth=0")
        other.wait_for_url("**/index.html")
        assert REPORT not in shown_articles(other)
        press(other, "看新的")
        expect(other.locator("main")).to_contain_text(REPORT)

    def test_both_tabs_update(self, saved, releases: Releases):
        """
        Two tabs that bring in the same update fetch each file once.
        """
        reader, site, server = saved
        other = reader.context.new_page()
        server.folder = releases.large
        reader.goto(site + HOME)
        other.goto(site + HOME)
        press(other, "更新")
        press(reader, "更新")
        expect(reader.locator("main")).to_contain_text(REPORT)
        expect(other.locator("main")).to_contain_text(REPORT)

        assert server.requests.count("articles/report.html") == 1

    def test_browser_is_killed(self, open_profile, host, releases: Releases, tmp_path: Path):
        """
        When the browser is killed in the middle, what was saved is whole, and the next try fetches what is missing.
        """
        site, server = host
        context = open_profile(tmp_path)
        reader = context.pages[0]
        save_all(reader, site)
        server.folder = releases.large
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_contain_text("有新内容，")
        fetched = len(server.requests)
        server.when_cut = lambda _host: os.kill(_main_process(tmp_path), signal.SIGKILL)
        cut(server, 12)
        press(reader, "更新")
        with pytest.raises(Error):
            reader.evaluate("new Promise(() => {})")  # until the end
        before = set(server.requests[fetched:])
        cut(server)
        reader = open_profile(tmp_path).pages[0]
        reader.goto(site + HOME)
        assert REPORT not in shown_articles(reader)
        assert reader.evaluate("[...document.styleSheets].pop().cssRules.length") > 10
        cut(server, 1_000_000)
        server.requests.clear()
        reader.reload()
        press(reader, "更新")
        expect(reader.locator("main")).to_contain_text(REPORT)
        assert len(before & set(server.requests)) < len(before)


def _main_process(profile: Path) -> int:
    """Return the process of the browser that has *profile*."""
    lines = {path.parent.name: path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline")}
    return next(int(pid) for pid, line in lines.items() if str(profile).encode() in line and b"--type=" not in line)


class TestSwitched:
    def test_while_it_comes(self, saved, releases: Releases):
        """
        When the host changes to a further release meanwhile, nothing is mixed: the page has all of one or the other.
        """
        reader, site, server = saved
        server.folder = releases.large
        reader.goto(site + HOME)
        expect(reader.locator(LINE)).to_contain_text("有新内容，")
        server.when_cut = lambda host: setattr(host, "folder", releases.larger)
        cut(server, 6)
        press(reader, "更新")
        expect(reader.locator(LINE)).to_contain_text("有网时请再试")
        assert REPORT not in reader.evaluate("fetch('index.html').then((home) => home.text())")
        press(reader, "再试一次")
        expect(reader.locator("main")).to_contain_text(SECOND)
        cut(server)
        reader.goto(f"{site}search/index.html")

        assert {SECOND, REPORT, NOTICE} <= set(reader.evaluate(FIND))


class TestRead:
    def test_index_of_the_page(self, reader: Page, host, releases: Releases):
        """
        A search page that was read before has its own index without a line; a newer page does not get the old one.
        """
        site, server = host
        read(reader, f"{site}search/index.html")
        reader.reload()
        assert "早稻育秧三件事" in reader.evaluate(SEEDLINGS)
        kept = f"caches.open('shuwu read 1 {site}').then((store) => store.keys())"
        wait(reader, f"{kept}.then((keys) => keys.some((key) => key.url.includes('state.js?of=')))")
        cut(server)
        reader.reload()
        assert "早稻育秧三件事" in reader.evaluate(SEEDLINGS)
        cut(server, 1_000_000)
        server.folder = releases.small
        server.refused = "shards/state.js"
        reader.reload()

        with pytest.raises(Error, match=r"state\.js"):
            reader.evaluate(SEEDLINGS)


class TestBox:
    def test_from_a_box(self, reader: Page, releases: Releases, tmp_path: Path):
        """
        Who saved the library from a box is told of what the box has next, and can bring it in.
        """
        site = shutil.copytree(releases.first, tmp_path / "site")
        next_site = shutil.copytree(releases.large, tmp_path / "next")
        with serving(site) as port:
            save_all(reader, f"http://localhost:{port}/")
            exchange(next_site, site)
            wait_for_start(port, f"/{ROOT}", (site / ROOT).read_bytes())
            reader.goto(f"http://localhost:{port}/{HOME}")
            expect(reader.locator(LINE)).to_contain_text("有新内容")
            press(reader, "更新")

            expect(reader.locator("main")).to_contain_text(REPORT)
