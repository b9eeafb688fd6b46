"""A volume of the library as readers get it: unzipped, opened from the folder."""

from zipfile import ZipFile

import pytest

from tests.conftest import make_library
from tests.pack.conftest import archive_library
from webapp.pack.selection import Selection

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def volumes(tmp_path_factory) -> list[str]:
    """The addresses of the home pages of two volumes, in the order of their sections."""
    root = tmp_path_factory.mktemp("volumes")
    library = make_library(root / "library")
    whole = archive_library(library, Selection())
    written = archive_library(library, Selection(max_bytes=whole.volumes[0].bytes - 1000))
    for volume in written.volumes:
        ZipFile(volume.path).extractall(root / volume.path.stem)
    return [next((root / volume.path.stem).glob("*/index.html")).as_uri() for volume in written.volumes]


class TestVolume:
    def test_search(self, page, volumes: list[str]):
        """
        Each volume finds its own articles without a server, and opens them.
        """
        page.goto(volumes[1])
        page.get_by_role("link", name="搜索").first.click()
        page.get_by_role("heading", level=1, name="搜索").wait_for()
        page.locator("main [name=q]").fill("鱼塘")
        page.locator(".answers .entry h3 a").first.click()

        page.get_by_role("heading", level=1, name="鄉村的水利與魚塘").wait_for()

    def test_nothing_of_others(self, page, volumes: list[str]):
        """
        What is in another volume is not found.
        """
        page.goto(volumes[0])
        page.get_by_role("link", name="搜索").first.click()
        page.wait_for_function("window.shuwu")
        found = page.evaluate("Promise.all([shuwu.search('鱼塘'), shuwu.search('村规')])")

        assert [answer["total"] for answer in found] == [0, 1]
        assert "政策解读" in page.title() or "政策解读" in page.locator("header").inner_text()
