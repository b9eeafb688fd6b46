"""Every form and every link, through every way of bringing the library to people, with and without scripts."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from threading import Thread
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site_links import follow_all
from tests.conftest import BROWSER_PATIENCE, PHONE, make_library
from webapp.app import create_app
from webapp.core.html.content_policy import page_policy
from webapp.freeze.site import freeze
from webapp.pack.archive import write_archive
from webapp.pack.card import write_card
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings
from webapp.web.site.assets import FIRST_STYLES, style

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MEETING = """---
title: 秋收防火会
date: 2024-09-27
study: [ponds]
discuss: [谁来巡山？]
---
请先读[水利](ponds.md)。
"""
ODD = """---
title: 100% 的“水”与 <鱼> & 塘？#1
date: 2024-02-02
slug: odd-1
tags: [C++ & 水, 50%]
---
见[水利](ponds.md#渠)和[下面](#下面)。

## 下面

再看[栏目](../policy/_index.md)。
"""
WAYS = ("live", "box", "host", "folder", "file", "zip", "card", "card-host")
ASKED = "鱼塘"
FOUND = "鄉村的水利與魚塘"
NO_SCRIPTS = "不能运行脚本"


class Way(NamedTuple):
    """A way to the library: the address of its *home* page, and what the way can do."""

    name: str
    home: str

    def at(self, path: str) -> str:
        """Return the address of the file *path* of the frozen site."""
        return f"{self.home.removesuffix('index.html')}{path}"

    @property
    def searches_without_scripts(self) -> bool:
        return self.name == "live"

    @property
    def knows_its_root(self) -> bool:
        """Whether the page for what is missing holds at any depth without scripts."""
        return self.name in ("live", "box")


class Host(SimpleHTTPRequestHandler):
    """A host that sends the 404.html of a *site*; a careful one forbids scripts and styles in pages, and all else."""

    site = ""
    is_careful = True

    def end_headers(self) -> None:
        if self.is_careful:
            self.send_header("Content-Security-Policy", page_policy(map(style, FIRST_STYLES)))
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / self.site / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_arguments: object) -> None:
        """Keep the test report free of requests."""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Settings:
    """The example library with an article of an odd name, one that has moved, a meeting, and all that is made of it."""
    library = make_library(tmp_path_factory.mktemp("ways") / "library")
    for name, text in {
        "farming/odd.md": ODD,
        "meetings/autumn.md": MEETING,
        "about.md": f"看[{FOUND}](ponds.md)。",
    }.items():
        (library.content / name).parent.mkdir(exist_ok=True)
        (library.content / name).write_text(text, "utf-8")
    (library.root / "moved.json").write_text('{"farming/old": "ponds"}')
    app = create_app(library)
    freeze(app, library)
    write_card(library.build)
    packed = write_archive(app, lambda settings, part: None, Selection())
    with zipfile.ZipFile(packed.volumes[0].path) as archive:
        archive.extractall(library.build / "unpacked 书")
    return library


@pytest.fixture(scope="module", params=WAYS)
def way(request, library: Settings, tmp_path_factory) -> Iterator[Way]:
    name, build = request.param, library.build
    folders = {"file": build / "site", "zip": next((build / "unpacked 书").glob("*")), "card": build / "card"}
    if name in folders:
        yield Way(name, (folders[name] / "index.html").as_uri())
    elif name in ("live", "box"):
        options = ["--frozen"] if name == "box" else []
        command = [
            executable,
            "-m",
            "webapp",
            "serve",
            "--port",
            "0",
            "--json",
            "--library",
            str(library.root),
            *options,
        ]
        with Popen(command, stdout=PIPE, encoding="utf-8") as server:
            try:
                yield Way(name, json.loads(server.stdout.readline())["url"])
            finally:
                server.terminate()
    else:
        root = tmp_path_factory.mktemp(name)
        below = "a b/书屋/" if name == "folder" else ""
        shutil.copytree(build / ("card" if name == "card-host" else "site"), root / below, dirs_exist_ok=True)
        handler = type("Handler", (Host,), {"site": below, "is_careful": name != "card-host"})
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(root))) as server:
            Thread(target=server.serve_forever).start()
            yield Way(name, f"http://127.0.0.1:{server.server_port}/{'a%20b/%E4%B9%A6%E5%B1%8B/' if below else ''}")
            server.shutdown()


@pytest.fixture
def plain(browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.set_default_timeout(BROWSER_PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def loose(browser) -> Iterator[Page]:
    """A page that may meet an address where nothing is."""
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(BROWSER_PATIENCE)
    yield context.new_page()
    context.close()


def ask(page: Page, *, by_button: bool = False) -> None:
    """Fill in the search form of the page, and send it."""
    page.locator("main .search [name=q]").fill(ASKED)
    if by_button:
        page.locator("main .search button").click()
    else:
        page.locator("main .search [name=q]").press("Enter")


def expect_results(page: Page) -> None:
    """The search page shows what was asked and found, and the first result leads to its article."""
    expect(page.locator(".answers h3 a").first).to_have_text(FOUND)
    expect(page.locator("main .search [name=q]")).to_have_value(ASKED)
    page.locator(".answers h3 a").first.click()
    expect(page.get_by_role("heading", level=1, name=FOUND)).to_be_in_viewport()


def expect_help(page: Page) -> None:
    """The search page says that it cannot search without scripts, and leads to the article by its keywords."""
    expect(page.locator("main")).to_contain_text(NO_SCRIPTS)
    page.get_by_role("link", name="关键词索引").click()
    expect(page.get_by_role("heading", level=1, name="关键词索引")).to_be_in_viewport()


class TestLinks:
    def test_all(self, way: Way):
        """
        Each link of each page, form, picture, style and script leads to what it names, and each fragment to a place.
        """
        titles = (FOUND, "早稻育秧三件事", "村规民约为什么要大家一起定", "100% 的“水”与 <鱼> & 塘？#1", "秋收防火会")
        survey = follow_all(way.home, dict.fromkeys(titles))

        assert survey.faults == []
        assert set(titles) <= {title for page in survey.pages.values() for title in page.titles}


class TestForms:
    @pytest.mark.parametrize(("start", "by_button"), [("index.html", True), ("search/index.html", False)])
    def test_search(self, page: Page, way: Way, start: str, by_button: bool):
        """
        The search form of each page brings results.
        """
        page.goto(way.at(start))
        ask(page, by_button=by_button)

        expect_results(page)

    def test_page_for_what_is_missing(self, loose: Page, way: Way):
        """
        So does that of the page which hosts send for what is missing.
        """
        loose.goto(way.at("404.html"))
        ask(loose)

        expect_results(loose)

    @pytest.mark.parametrize("start", ["index.html", "search/index.html", "404.html"])
    def test_search_without_scripts(self, plain: Page, way: Way, start: str):
        """
        Without scripts it brings results where there is a server to search, and else a page that helps.
        """
        plain.goto(way.at(start))
        ask(plain)

        (expect_results if way.searches_without_scripts else expect_help)(plain)


class TestMissing:
    @pytest.fixture(autouse=True)
    def served(self, way: Way) -> None:
        if way.name not in ("live", "box", "host", "folder"):
            pytest.skip("Nobody answers here for what is missing.")

    @pytest.mark.parametrize("place", ["nothing.html", "farming/nothing.html", "tags/a/page/9.html"])
    def test_search(self, loose: Page, way: Way, place: str):
        """
        The page for what is missing, at any depth, has the look of the site; its form and its links lead on.
        """
        answer = loose.goto(way.at(place))
        assert answer.status == 404
        colour = loose.locator("main .search button").evaluate("button => getComputedStyle(button).backgroundColor")
        ask(loose)

        expect_results(loose)
        assert colour == "rgb(29, 92, 63)"

    @pytest.mark.parametrize("place", ["nothing.html", "tags/a/page/9.html"])
    def test_search_without_scripts(self, plain: Page, way: Way, place: str):
        """
        Without scripts too, where the server knows the root of the site, or nothing is missing below a folder.
        """
        if "/" in place and not way.knows_its_root:
            pytest.skip("A plain host does not know; url in shuwu.toml tells the page.")
        plain.goto(way.at(place))
        ask(plain)

        (expect_results if way.searches_without_scripts else expect_help)(plain)


class TestMoved:
    @pytest.fixture(autouse=True)
    def kept(self, way: Way) -> None:
        if way.name.startswith("card"):
            pytest.skip("A card keeps no old addresses.")

    def test_query_and_fragment(self, page: Page, way: Way):
        """
        An old address leads on with what is asked and with the place.
        """
        page.goto(way.at(f"farming/old.html?q={ASKED}#place"))

        expect(page.get_by_role("heading", level=1, name=FOUND)).to_be_visible()
        page.wait_for_url(re.compile(r"/farming/ponds\.html\?q=(?:鱼塘|%E9%B1%BC%E5%A1%98)#place$"))

    def test_without_scripts(self, plain: Page, way: Way):
        """
        Without scripts it leads to the article.
        """
        plain.goto(way.at("farming/old.html"))

        expect(plain.get_by_role("heading", level=1, name=FOUND)).to_be_visible()


class TestHtmlPack:
    @pytest.fixture
    def pack(self, library: Settings) -> str:
        return write_onefile(create_app(library), Selection(), PictureLimit()).path.as_uri()

    def test_search(self, page: Page, pack: str):
        """
        In the file for chats, the form of the first screen brings results.
        """
        page.goto(pack)
        ask(page, by_button=True)

        expect_results(page)

    def test_without_scripts(self, plain: Page, pack: str):
        """
        Without scripts it shows no form, but articles.
        """
        plain.goto(pack)
        plain.get_by_role("link", name=FOUND).click()

        expect(plain.locator(".search")).to_be_hidden()
        expect(plain.get_by_role("heading", level=2, name=FOUND)).to_be_in_viewport()
