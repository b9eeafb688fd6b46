from pathlib import Path

import pytest

from tests.web.small_library import client_of, write
from webapp.app import create_app
from webapp.settings import load_settings


class TestHeld:
    def test_library_stays_as_it_was(self, root: Path):
        """
        While it is held, the library does not change, whatever happens on disk.
        """
        app = create_app(load_settings(root, environ={}))
        with app.extensions["shuwu"].held():
            before = app.test_client().get("/").data
            write(root, "content/safety/new.md", "---\ntitle: 新文章\ndate: 2025-09-01\n---\n正文\n")

            assert app.test_client().get("/").data == before

    def test_let_go_after_a_failure(self, root: Path):
        """
        A freeze that fails does not leave the site held.
        """
        site = create_app(load_settings(root, environ={})).extensions["shuwu"]
        with pytest.raises(ZeroDivisionError), site.held():
            raise ZeroDivisionError

        assert site.snapshot() is not None


class TestTemplates:
    def test_library_overrides_one(self, root: Path):
        """
        A template of the library goes before the program's, and may build on its layout.
        """
        write(root, "templates/about.html", '{% extends "base.html" %}{% block main %}我们村{% endblock %}')

        html = client_of(root).get("/about/").text

        assert "我们村" in html
        assert '<html lang="zh-Hans">' in html
