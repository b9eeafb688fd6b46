from pathlib import Path

from flask import url_for

from tests.web.small_library import write
from webapp.app import create_app
from webapp.settings import load_settings
from webapp.web.site.site import the_site


def addresses(root: Path) -> list[str]:
    app = create_app(load_settings(root, environ={}))
    with app.test_request_context():
        return [url_for(endpoint, **values) for endpoint, values in the_site(app).release.urls()]


class TestUrls:
    def test_every_address_answers(self, root: Path):
        """
        Whatever the list names is there while a frozen copy is made.
        """
        write(root, "shuwu.toml", "page_size = 1\n")
        app = create_app(load_settings(root, environ={}))

        with the_site(app).library.held():
            statuses = {path: app.test_client().get(path).status_code for path in addresses(root)}

        assert set(statuses.values()) == {200}

    def test_every_kind_of_page_is_named(self, root: Path):
        """
        Lists with their pages, articles, pictures, feeds and the program's own files are all named.
        """
        write(root, "shuwu.toml", "page_size = 1\n")

        paths = addresses(root)

        assert {"/", "/page/2.html", "/farming/", "/farming/page/1.html", "/farming/drying.html", "/404.html"} <= set(
            paths
        )
        assert {"/404.html", "/tags/", "/search/", "/about/", "/feed.xml", "/sitemap.xml", "/robots.txt"} <= set(paths)
        assert any(path.startswith("/media/") for path in paths)
        assert any(path.endswith("/css/site.css") for path in paths)

    def test_unused_picture_is_left_out(self, root: Path):
        """
        A picture that no article shows is not carried along.
        """
        write(root, "content/farming/spring-tea/index.md", "---\ntitle: 春茶\ndate: 2025-04-02\n---\n正文\n")

        assert not any(path.startswith("/media/") for path in addresses(root))
