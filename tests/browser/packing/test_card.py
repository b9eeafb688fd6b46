"""The site for memory cards, read from a folder: the same search, and articles without any script."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import PHONE, make_library
from tests.pack.own_templates import PICTURE, own_template
from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.pack.card import write_card

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUERIES = ["鱼塘", "水利", "村规民约", "育秧 炼苗", "yutang", "zzzz", "乡村"]
ASK = """async queries => {
  const answers = [];
  for (const query of queries) {
    const found = await shuwu.search(query, {limit: 10});
    answers.push([found.total, found.hits.map(hit => [hit.slug, hit.score]), await shuwu.meant(query, found)]);
  }
  return answers;
}"""

WIDTHS = "images => Promise.all(images.map(image => image.decode().then(() => image.naturalWidth)))"


def _seen_of(page, block: Path) -> list:
    """Return the caption of an article's picture and the widths of all pictures that are shown."""
    page.goto(block.as_uri() + "#farming/seedlings")
    widths = page.locator("img:visible").evaluate_all(WIDTHS)
    caption = page.locator("#farming\\/seedlings figcaption").inner_text()
    page.context.close()
    return [caption, widths]


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> Path:
    """The folder with the frozen site and its card."""
    library = make_library(tmp_path_factory.mktemp("card") / "library")
    freeze(create_app(library), library)
    write_card(library.build)
    return library.build


class TestCard:
    def test_search(self, page, build: Path):
        """
        The search gives the articles of the frozen site in its order and with its scores, and leads to them.
        """
        answers = []
        for folder in ("site", "card"):
            page.goto((build / folder / "search" / "index.html").as_uri())
            answers.append(page.evaluate(ASK, QUERIES))
        page.locator("main [name=q]").fill("鱼塘")
        page.locator(".answers h3 a").first.click()

        assert answers[0] == answers[1]
        expect(page.get_by_role("heading", level=1, name="鄉村的水利與魚塘")).to_be_in_viewport()
        assert page.url.endswith("/bound/farming-1.html#farming/ponds")

    def test_lost_file(self, browser, build: Path):
        """
        When a file of the search cannot be read the first time, a second try finds.
        """
        page = browser.new_page()
        page.route("**/card-0.js", lambda route: route.abort())
        page.goto((build / "card" / "search" / "index.html").as_uri(), wait_until="domcontentloaded")
        page.locator("main [name=q]").fill("鱼塘")
        page.locator(".status button").wait_for()
        page.unroute("**/card-0.js")
        page.locator(".status button").click()

        expect(page.locator(".answers .entry").first).to_be_visible()
        page.close()

    def test_without_scripts(self, browser, build: Path):
        """
        From the home page to an article, what follows it hidden, and on to its section, without any script.
        """
        context = browser.new_context(java_script_enabled=False, viewport=PHONE)
        page = context.new_page()
        page.goto((build / "card" / "index.html").as_uri())
        page.get_by_role("link", name="农业技术").first.click()
        page.locator("section:target a[rel=next]").click()
        page.locator("section:target a", has_text="鄉村的水利與魚塘").click()

        expect(page.get_by_role("heading", level=1, name="鄉村的水利與魚塘")).to_be_in_viewport()
        expect(page.get_by_role("heading", level=1, name="早稻育秧三件事")).to_be_hidden()
        page.locator("header a", has_text="农业技术").click()
        expect(page.locator("section:target a", has_text="早稻育秧三件事")).to_be_in_viewport()
        context.close()

    def test_pictures(self, page, build: Path):
        """
        The pictures of an article are shown.
        """
        page.goto((build / "card" / "bound" / "farming-1.html").as_uri() + "#farming/seedlings")

        assert page.locator("article img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    def test_own_template(self, browser, tmp_path: Path):
        """
        Pictures that a library writes in a template of its own are shown too, with scripts and without.
        """
        library = make_library(tmp_path / "library")
        own_template(library, "_picture.html", PICTURE)
        freeze(create_app(library), library)
        write_card(library.build)
        pages = [browser.new_context(java_script_enabled=scripts).new_page() for scripts in (True, False)]
        seen = [_seen_of(page, library.build / "card" / "bound" / "farming-1.html") for page in pages]

        assert seen == [["图一", [320]]] * 2
