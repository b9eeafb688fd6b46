"""Pages that save data fetch no picture before a reader asks for it."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.packing.test_pack import WITHOUT_STORE
from tests.conftest import BROWSER_PATIENCE, PHONE, make_library
from webapp.app import create_app
from webapp.freeze.site import freeze

pytestmark = pytest.mark.slow

ARTICLE = "farming/seedlings.html"
NAME = "显示图片"
SWITCH = "省流量"


@pytest.fixture(scope="module")
def saving_site(tmp_path_factory) -> str:
    """The address, as a file, of a frozen library with ``data_saver = "on"``."""
    settings = replace(make_library(tmp_path_factory.mktemp("saving") / "library"), data_saver="on")
    freeze(create_app(settings), settings)
    return f"{(settings.build / 'site').as_uri()}/"


@pytest.fixture
def fetched(page) -> list[str]:
    """The pictures that ``page`` asked for."""
    names: list[str] = []
    page.on("request", lambda request: "/media/" in request.url and names.append(request.url))
    return names


def is_shown(page) -> bool:
    """Wait for the picture of ``page``, and tell whether it can be shown."""
    return page.locator("figure picture img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")


class TestFrozen:
    def test_nothing_is_fetched_unasked(self, page, fetched, saving_site):
        """
        An article that is opened as a file fetches no picture.
        """
        page.goto(saving_site + ARTICLE, wait_until="networkidle")

        assert fetched == []

    def test_key_loads_the_picture(self, page, fetched, saving_site):
        """
        The link says what it costs; the Enter key puts one file of the picture in its place, and the focus on it.
        """
        page.goto(saving_site + ARTICLE, wait_until="load")
        page.get_by_role("link", name=NAME).press("Enter")
        image = page.locator("figure picture img")
        expect(image).to_be_focused()
        assert is_shown(page)

        assert len(fetched) == 1
        assert page.url == saving_site + ARTICLE

    def test_link_is_large_enough(self, page, saving_site):
        """
        A finger hits the link: it is 44 pixels high.
        """
        page.goto(saving_site + ARTICLE)

        assert page.get_by_role("link", name=NAME).bounding_box()["height"] >= 44

    def test_without_scripts(self, browser, saving_site):
        """
        Without scripts, the link leads to the picture's file.
        """
        context = browser.new_context(viewport=PHONE, java_script_enabled=False)
        page = context.new_page()
        page.set_default_timeout(BROWSER_PATIENCE)
        page.goto(saving_site + ARTICLE)
        page.get_by_role("link", name=NAME).click()
        page.wait_for_url("**/media/*.jpg")
        context.close()


class TestLive:
    def test_browser_that_saves_data(self, page, fetched, live_site):
        """
        With Save-Data, the live site sends links in the place of pictures; a tap loads one.
        """
        page.set_extra_http_headers({"Save-Data": "on"})
        page.goto(f"{live_site}{ARTICLE}", wait_until="networkidle")
        before = list(fetched)
        page.get_by_role("link", name=NAME).tap()
        assert is_shown(page)

        assert before == []
        assert len(fetched) == 1


class TestReader:
    def test_switch(self, page, fetched, address):
        """
        A reader who saves data meets stand-ins and links on every page from then on; a tap loads one picture.
        """
        page.goto(address(ARTICLE))
        page.get_by_label(SWITCH).check()
        page.goto(address("index.html"), wait_until="networkidle")
        there = set(fetched)
        fetched.clear()
        page.reload(wait_until="networkidle")
        page.goto(address(ARTICLE), wait_until="networkidle")
        before = list(fetched)
        page.get_by_role("link", name=NAME).tap()
        assert is_shown(page)

        assert before == []
        assert len(set(fetched) - there) <= 1  # what the first page fetched, the browser has
        expect(page.get_by_label(SWITCH)).to_be_checked()

    def test_back_again(self, page, fetched, address):
        """
        Who saves data no longer sees the pictures at once.
        """
        page.goto(address(ARTICLE))
        page.get_by_label(SWITCH).check()
        page.reload()
        page.get_by_label(SWITCH).uncheck()

        assert is_shown(page)

    def test_over_the_library(self, page, saving_site):
        """
        A reader who wants pictures has them too where the library saves data.
        """
        page.goto(saving_site + ARTICLE)
        page.get_by_label(SWITCH).uncheck()
        page.reload()

        assert is_shown(page)

    def test_browser_that_wishes(self, page, fetched, frozen_site):
        """
        A frozen page heeds a browser that is set to save data.
        """
        page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        page.goto(frozen_site + ARTICLE, wait_until="networkidle")

        assert fetched == []
        expect(page.get_by_role("link", name=NAME)).to_be_visible()

    def test_without_store(self, page, frozen_site):
        """
        Where nothing can be stored, the switch works for the page that is open.
        """
        page.add_init_script(WITHOUT_STORE)
        page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        page.goto(frozen_site + ARTICLE)
        page.get_by_label(SWITCH).uncheck()

        assert is_shown(page)

    def test_nothing_moves(self, page, frozen_site):
        """
        A picture has the room of its stand-in to the pixel, so that nothing on the page moves when it comes.
        """
        page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        page.goto(frozen_site + ARTICLE)
        before = page.locator("figure").bounding_box()
        page.get_by_role("link", name=NAME).tap()
        assert is_shown(page)

        assert page.locator("figure").bounding_box() == before

    def test_accessible(self, page, frozen_site):
        """
        axe finds nothing to complain of where data is saved.
        """
        page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        page.goto(frozen_site + ARTICLE)

        assert Axe().run(page).response["violations"] == []
