"""What a frozen copy has for reading without a line, and the live site has not."""

import re

import pytest
from flask import Flask


@pytest.mark.parametrize("path", ["/worker.js", "/offline/"])
class TestFrozenOnly:
    def test_live(self, app: Flask, path: str):
        """
        The live site has neither the worker nor its page: a worker would show changes a visit too late.
        """
        assert app.test_client().get(path).status_code == 404

    def test_frozen(self, app: Flask, path: str):
        """
        The frozen copy has them.
        """
        with app.extensions["shuwu"].held():
            assert app.test_client().get(path).status_code == 200


class TestScript:
    def test_weight(self, app: Flask):
        """
        What asks for the worker adds one short line to a page.
        """
        live = app.test_client().get("/about/").text
        with app.extensions["shuwu"].held():
            frozen = app.test_client().get("/about/").text
        scripts = re.findall("<script.*", frozen)

        assert "<script" not in live
        assert len(scripts) == 1
        assert len(scripts[0]) < 80
