"""Every kind of page on a phone's screen: room, pictures, and what axe finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = (
    "index.html",
    "page/1.html",
    "farming/index.html",
    "farming/page/1.html",
    "farming/seedlings.html",
    "farming/ponds.html",
    "tags/index.html",
    "words/index.html",
    "dates/index.html",
    "search/index.html",
    "about/index.html",
    "404.html",
)
RESULTS = "search/?q=乡村"
SHIFTS = """
window.shifted = 0;
new PerformanceObserver(function (list) {
  list.getEntries().forEach(function (entry) { window.shifted += entry.value; });
}).observe({ type: "layout-shift", buffered: true });
"""
ALL_PICTURES = """() => Promise.all(Array.from(document.images, (image) => {
  image.loading = "eager";
  return image.complete || new Promise((done) => { image.onload = image.onerror = done; });
}))"""
LARGER_LETTERS = "() => { document.documentElement.style.fontSize = '200%'; }"


@pytest.fixture(params=[*PAGES, RESULTS])
def live_page(request, page, live_site):
    """Each kind of page, live."""
    page.add_init_script(SHIFTS)
    page.goto(live_site + request.param.removesuffix("index.html"))
    return page


def scroll_down(page) -> None:
    """Go to the end of *page* as a reader does, until its pictures are there."""
    for _ in range(page.evaluate("Math.ceil(document.body.scrollHeight / 300)")):
        page.mouse.wheel(0, 300)
    page.evaluate(ALL_PICTURES)


class TestLooks:
    def test_width(self, live_page):
        """
        No page is wider than the screen, at the reader's own size of letters or at twice that.
        """
        narrow = live_page.evaluate("document.documentElement.scrollWidth")
        live_page.evaluate(LARGER_LETTERS)
        enlarged = live_page.evaluate("document.documentElement.scrollWidth")

        assert (narrow, enlarged) == (360, 360)

    def test_nothing_jumps(self, live_page):
        """
        Nothing moves while the page and its pictures load and the reader scrolls to its end.
        """
        scroll_down(live_page)

        assert live_page.evaluate("window.shifted") < 0.01

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_accessible(self, live_page, scheme):
        """
        Axe finds no serious and no critical fault, on a light screen and on a dark one.
        """
        live_page.emulate_media(color_scheme=scheme)
        found = Axe().run(live_page).response["violations"]

        assert [fault for fault in found if fault["impact"] in ("serious", "critical")] == []

    def test_frozen_alike(self, page, address):
        """
        A frozen page takes the same room as the live one, with its styles and pictures.
        """
        page.goto(address("farming/seedlings.html"))
        scroll_down(page)
        image = page.locator("article picture img")

        assert image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
        assert image.bounding_box()["width"] < 360
        assert page.evaluate("getComputedStyle(document.querySelector('footer ul')).listStyleType") == "none"
