"""Pages that save data fetch no picture before a reader asks for it."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.conftest import BROWSER_PATIENCE, PHONE, make_library
from webapp.app import create_app
from webapp.freeze.site import freeze

pytestmark = pytest.mark.slow

ARTICLE = "farming/seedlings.html"
NAME = "显示图片"


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
        image = page.locator("figure img")
        expect(image).to_be_focused()
        page.wait_for_function("document.querySelector('figure img').naturalWidth > 0")

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
        page.wait_for_function("document.querySelector('figure img').naturalWidth > 0")

        assert before == []
        assert len(fetched) == 1
