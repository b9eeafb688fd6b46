"""Pages whose scripts do not come, cannot be read or end in an error, and hosts that send pictures wrongly."""

import re
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.conftest import PHONE, _QuietHandler, make_library
from tests.javascript import unreadable
from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.pack.card import write_card
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARTICLE = "farming/seedlings.html"
FAULTS = {
    "lost": lambda route: route.abort(),
    "missing": lambda route: route.fulfill(status=404, body="Not found"),
    "ends in an error": lambda route: route.fulfill(content_type="text/javascript", body="throw new Error('old')"),
    "too new": lambda route: route.fulfill(content_type="text/javascript", body="class A { #b ??= @c }"),
}
OLD = """
delete window.IntersectionObserver; delete window.DecompressionStream; delete window.structuredClone;
delete Array.prototype.flat; delete Array.prototype.flatMap; delete Array.prototype.at; delete Object.fromEntries;
delete String.prototype.replaceAll; delete String.prototype.matchAll; delete String.prototype.trimStart;
delete Promise.prototype.finally; delete Promise.allSettled; delete Element.prototype.replaceChildren;
delete Blob.prototype.stream; delete Blob.prototype.text; delete Blob.prototype.arrayBuffer;
"""
"""What browsers learned after 2017."""


@pytest.fixture
def visitor(browser):
    """A page on a phone's screen that may report errors."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> Path:
    """The folder with the frozen site, its card, and the library as one file."""
    library = make_library(tmp_path_factory.mktemp("old") / "library")
    freeze(create_app(library), library)
    write_card(library.build)
    write_onefile(create_app(library), Selection(), PictureLimit())
    return library.build


class _WrongTypes(_QuietHandler):
    """A host that does not know AVIF and WebP: it sends them as something else, or not at all."""

    refuses = False

    def guess_type(self, path):
        return "text/plain" if str(path).endswith((".avif", ".webp")) else super().guess_type(path)

    def send_head(self):
        if self.refuses and self.path.endswith((".avif", ".webp")):
            return self.send_error(404)
        return super().send_head()

    def end_headers(self):
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


class _Refuses(_WrongTypes):
    refuses = True


@pytest.fixture(params=[_WrongTypes, _Refuses], ids=["wrong type", "404"])
def poor_host(request, build: Path):
    """The address of the frozen site on such a host."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(request.param, directory=build / "site")) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class TestPictures:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_link(self, visitor, address, fault):
        """
        Where the script of the pictures does not run, a link stands in the place of each; it is seen after some
        seconds, and leads to the picture.
        """
        visitor.route(re.compile(r"/pictures\.js"), FAULTS[fault])
        visitor.goto(address(ARTICLE))
        link = visitor.get_by_role("link", name="显示图片")
        seen = link.evaluate(
            """link => {
              const waiting = link.getAnimations()[0], before = getComputedStyle(link).opacity;
              waiting.finish();
              return [before, getComputedStyle(link).opacity, waiting.effect.getTiming().duration];
            }"""
        )
        link.click()
        visitor.wait_for_url("**/media/*.jpg")

        assert seen == ["0", "1", 4000]

    def test_no_link_otherwise(self, page, address):
        """
        Where it runs, the picture is there, and no link.
        """
        page.goto(address(ARTICLE))

        expect(page.locator("figure picture img")).to_be_visible()
        expect(page.locator(".load")).to_have_count(0)

    def test_poor_host(self, visitor, poor_host):
        """
        Where a host sends AVIF and WebP under a wrong type or not at all, the picture is shown all the same.
        """
        visitor.goto(poor_host + ARTICLE)
        shown = (
            "() => { const i = document.querySelector('figure picture img'); return i && i.complete && i.naturalWidth }"
        )

        assert visitor.wait_for_function(shown).json_value() > 0


class TestOtherScripts:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_links_and_forms(self, visitor, address, fault):
        """
        With no script at all, a reader comes from the home page to an article by links, and by the form to the search.
        """
        visitor.route(re.compile(r"\.js(\?|$)"), FAULTS[fault])
        visitor.goto(address("index.html"))
        visitor.locator(".entry h3 a").first.click()
        expect(visitor.locator("article h1")).to_be_visible()
        visitor.get_by_role("link", name="搜索").click()
        visitor.locator("main [name=q]").fill("鱼塘")
        visitor.locator("main .search button").click()
        visitor.wait_for_url("**q=*")

        expect(visitor.locator(".answers h3 a, .browse .chips a").first).to_be_visible()

    def test_search_says_so(self, visitor, frozen_site):
        """
        Where the search of a frozen site does not begin, the page says so, and where to look.
        """
        visitor.route(re.compile(r"offline-search\.js"), FAULTS["lost"])
        visitor.goto(frozen_site + "search/index.html?q=鱼塘")

        expect(visitor.locator(".status")).to_contain_text("请从下面找")

    def test_search_that_runs(self, page, frozen_site):
        """
        Where it begins, it does not say that.
        """
        page.goto(frozen_site + "search/index.html")

        expect(page.locator(".status")).to_be_empty()

    def test_pack(self, visitor, build: Path, tmp_path: Path):
        """
        Where the scripts of a file of HTML do not run, a title leads to its article in it.
        """
        (pack,) = (build / "packs").glob("*.html")
        broken = tmp_path / "broken.html"
        broken.write_text(pack.read_text("utf-8").replace("<script>(", "<script>@("), encoding="utf-8")
        visitor.goto(broken.as_uri())
        visitor.locator(".entry h3 a").first.click()

        expect(visitor.locator(".readable article h2").first).to_be_in_viewport()


class TestOldBrowsers:
    def test_everything_is_of_2017(self, build: Path):
        """
        All scripts of the frozen site, its card and the pack can be read by browsers of 2017.
        """
        scripts = [path for folder in ("site", "card") for path in (build / folder).rglob("*.js")]

        assert unreadable([*scripts, *(build / "packs").glob("*.html")]) == ""

    def test_search(self, page, build: Path):
        """
        The search works in a browser that lacks what came after 2017.
        """
        page.add_init_script(OLD)
        page.goto((build / "site/search/index.html").as_uri() + "?q=鱼塘")

        expect(page.locator(".answers .entry p").first).to_contain_text("塘")

    def test_pack(self, page, build: Path):
        """
        So does a pack.
        """
        (pack,) = (build / "packs").glob("*.html")
        page.add_init_script(OLD)
        page.goto(pack.as_uri() + "#search/?q=鱼塘")

        expect(page.locator(".answers .entry p").first).to_contain_text("塘")
