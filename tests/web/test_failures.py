from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.small_library import client_of, write
from webapp.app import create_app
from webapp.settings import load_settings
from webapp.web.site.site import the_site


class TestNotFound:
    def test_looks_like_the_site(self, client: FlaskClient):
        """
        An unknown address is answered in the look of the site, with a search form and the way home.
        """
        response = client.get("/farming/nothing.html")

        assert response.status_code == 404
        assert "没有这个页面" in response.text
        assert 'role="search"' in response.text
        assert '<a class="button" href="/">' in response.text

    def test_page_for_static_hosts(self, client: FlaskClient):
        """
        /404.html is a page like others, for a freeze to keep.
        """
        response = client.get("/404.html")

        assert response.status_code == 200
        assert "<base" not in response.text

    def test_base_below_a_folder(self, root: Path):
        """
        A host sends the page for addresses of any depth, so it says from where its links count.
        """
        write(root, "shuwu.toml", 'url = "https://example.org/books"\n')

        html = client_of(root).get("/404.html").text

        assert '<base href="/books/">' in html
        assert 'href="#main"' not in html


class TestFailed:
    def test_bug_gives_a_page_without_its_details(self, root: Path):
        """
        A bug is answered in the look of the site, and tells readers nothing about itself.
        """
        write(root, "templates/about.html", "{{ 1 // 0 }}")

        response = client_of(root).get("/about/")

        assert response.status_code == 500
        assert "页面出错了" in response.text
        assert "ZeroDivisionError" not in response.text

    def test_broken_layout_gives_plain_words(self, root: Path):
        """
        When the library's own layout is what is broken, the answer does without it.
        """
        write(root, "templates/base.html", "{% block")

        response = client_of(root).get("/")

        assert response.status_code == 500
        assert response.mimetype == "text/plain"
        assert "页面出错了" in response.text

    def test_library_that_cannot_be_read(self, root: Path, monkeypatch):
        """
        The page for failures does not need the library, which may be what failed.
        """
        app = create_app(load_settings(root, environ={}))
        monkeypatch.setattr(the_site(app).library, "snapshot", lambda: 1 // 0)

        response = app.test_client().get("/")

        assert response.status_code == 500
        assert "页面出错了" in response.text


class TestFrozenAddress:
    @pytest.mark.parametrize("asked", ["", "?q=%E9%B1%BC%E5%A1%98&page=2"])
    @pytest.mark.parametrize("page", ["/", "/search/", "/farming/", "/tags/"])
    def test_leads_on(self, client: FlaskClient, page: str, asked: str):
        """
        The address of a page in a frozen copy leads to that page, with what is asked of it.
        """
        response = client.get(f"{page}index.html{asked}")

        assert (response.status_code, response.location) == (301, f"{page}{asked}")

    def test_below_a_folder(self, client: FlaskClient):
        """
        It does so on a host that has the library below a folder.
        """
        response = client.get("/search/index.html?q=a", base_url="http://localhost/books")

        assert response.location == "/books/search/?q=a"

    def test_folder_without_slash(self, client: FlaskClient):
        """
        A folder without its slash leads to the folder, with what is asked.
        """
        assert client.get("/search?q=a%26b").location.endswith("/search/?q=a%26b")
