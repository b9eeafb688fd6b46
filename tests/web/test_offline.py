"""What a frozen copy has for reading without a line, and the live site has not."""

import gzip
import json
import re
from dataclasses import replace

import pytest
from flask import Flask

from webapp.app import create_app
from webapp.settings import Settings
from webapp.web.site.site import the_site


@pytest.mark.parametrize("path", ["/worker.js", "/newer.js", "/offline/"])
class TestFrozenOnly:
    def test_live(self, app: Flask, path: str):
        """
        The live site has neither the worker nor what belongs to it: a worker would show changes a visit too late.
        """
        assert app.test_client().get(path).status_code == 404

    def test_frozen(self, app: Flask, path: str):
        """
        The frozen copy has them.
        """
        with the_site(app).library.held():
            assert app.test_client().get(path).status_code == 200


class TestScript:
    def test_weight(self, app: Flask):
        """
        What asks for the worker adds one short line to a page.
        """
        live = app.test_client().get("/about/").text
        with the_site(app).library.held():
            frozen = app.test_client().get("/about/").text
        scripts = re.findall("<script.*", frozen)

        assert "<script" not in live
        assert len(scripts) == 1
        assert len(scripts[0]) < 80

    def test_nothing_for_who_saved_nothing(self, app: Flask):
        """
        What tells of a newer release stands in no page, and none of it in the worker that all readers get.
        """
        with the_site(app).library.held():
            client = app.test_client()
            pages = client.get("/").text + client.get("/about/").text
            worker = client.get("/worker.js").data

        assert "newer.js" not in pages
        assert len(gzip.compress(worker, 9)) < 2600


class TestWords:
    def test_language(self, library: Settings):
        """
        The line that tells of a newer release speaks the language of the library.
        """
        said = {language: _said(replace(library, language=language)) for language in ("zh", "en")}

        assert said["zh"]["newer"] == "有新内容，{size}"
        assert said["en"]["newer"] == "New content, {size}"


def _said(settings: Settings) -> dict[str, str]:
    app = create_app(settings)
    with the_site(app).library.held():
        script = app.test_client().get("/newer.js").text
    return json.loads(script[script.index("{") : script.index("};") + 1])
