import posixpath

import pytest
from flask import Flask
from flask_frozen import relative_url_for
from hypothesis import given
from hypothesis import strategies as st

from webapp.freeze.addresses import RelativeAddresses, relative_address

NAMES = st.text("ab", min_size=1, max_size=2)
PATHS = st.lists(NAMES, max_size=4).map(lambda names: "/" + "/".join(names))
FOLDERS = PATHS.map(lambda path: path.rstrip("/") + "/")


@pytest.fixture
def app() -> Flask:
    app = Flask("small", static_folder=None)
    app.add_url_rule("/", "home")
    app.add_url_rule("/<section>/", "section")
    app.add_url_rule("/<section>/<slug>.html", "article")
    return app


class TestRelativeAddress:
    @given(st.one_of(PATHS.map(lambda path: path + ".html"), FOLDERS), st.one_of(PATHS, FOLDERS))
    def test_leads_back(self, address: str, page: str) -> None:
        """
        Followed from the page, it leads to the file of the address.
        """
        file = address + "index.html" if address.endswith("/") else address
        relative = relative_address(address, page)

        assert not relative.startswith("/")
        assert posixpath.normpath(posixpath.join(page[: page.rindex("/") + 1], relative)) == file

    @pytest.mark.parametrize(
        ("address", "relative"),
        [
            ("/search/?q=a/b", "../search/index.html?q=a/b"),
            ("/farm/#a/", "index.html#a/"),
            ("/farm/tea.html#a?b", "tea.html#a?b"),
            ("https://example.org/", "https://example.org/"),
        ],
    )
    def test_tails(self, address: str, relative: str) -> None:
        """
        Queries and fragments stay; other hosts are left alone.
        """
        assert relative_address(address, "/farm/rice.html") == relative


class TestRelativeAddresses:
    @pytest.mark.parametrize("page", ["/", "/farm/", "/farm/rice.html", "/tags/page/2/"])
    @pytest.mark.parametrize(
        ("endpoint", "values"),
        [
            ("home", {}),
            ("section", {"section": "farm", "q": "茶"}),
            ("article", {"section": "farm", "slug": "tea", "_anchor": "text"}),
        ],
    )
    def test_agrees_with_frozen_flask(self, app: Flask, page: str, endpoint: str, values: dict[str, str]) -> None:
        """
        It writes the same addresses as Frozen-Flask's own relative_url_for, the first time and again.
        """
        addresses = RelativeAddresses()
        with app.test_request_context(page):
            expected = relative_url_for(endpoint, **values)

            assert [addresses(endpoint, **values), addresses(endpoint, **values)] == [expected, expected]
