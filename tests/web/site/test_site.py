from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from tests.web.small_library import client_of, write
from webapp.app import create_app
from webapp.settings import load_settings
from webapp.web.site.site import Site, the_site


class TestParts:
    @pytest.fixture
    def site(self, root: Path) -> Site:
        return the_site(create_app(load_settings(root, environ={})))

    def test_nothing_is_exchanged(self, site: Site):
        """
        A site keeps the parts that it was made of.
        """
        with pytest.raises(FrozenInstanceError):
            site.say = str

    @pytest.mark.parametrize(
        "name", ["library", "questions", "search", "synonyms", "thumbnails", "references", "release"]
    )
    def test_nothing_is_assigned(self, site: Site, name: str):
        """
        What a part remembers is its own: others call its methods.
        """
        assert [name for name in vars(getattr(site, name)) if not name.startswith("_")] == []


class TestHeld:
    def test_library_stays_as_it_was(self, root: Path):
        """
        While it is held, the library does not change, whatever happens on disk.
        """
        app = create_app(load_settings(root, environ={}))
        with the_site(app).library.held():
            before = app.test_client().get("/").data
            write(root, "content/safety/new.md", "---\ntitle: 新文章\ndate: 2025-09-01\n---\n正文\n")

            assert app.test_client().get("/").data == before

    def test_let_go_after_a_failure(self, root: Path):
        """
        A freeze that fails does not leave the site held.
        """
        library = the_site(create_app(load_settings(root, environ={}))).library
        with pytest.raises(ZeroDivisionError), library.held():
            raise ZeroDivisionError

        assert not library.is_held


class TestTemplates:
    def test_library_overrides_one(self, root: Path):
        """
        A template of the library goes before the program's, and may build on its layout.
        """
        write(root, "templates/about.html", '{% extends "base.html" %}{% block main %}我们村{% endblock %}')

        html = client_of(root).get("/about/").text

        assert "我们村" in html
        assert '<html lang="zh-Hans">' in html
