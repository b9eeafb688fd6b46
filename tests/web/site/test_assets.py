import gzip
import re

from flask.testing import FlaskClient

from webapp.web.site.assets import STATIC, asset_paths

STYLE_BUDGET_BYTES = 2048


def style_address(client: FlaskClient) -> str:
    match = re.search(r'rel="stylesheet" href="([^"]+)"', client.get("/").text)
    assert match
    return match[1]


class TestAsset:
    def test_style_may_be_kept_for_ever(self, client: FlaskClient):
        """
        The address of the style sheet holds a digest of its content, so browsers need not ask again.
        """
        response = client.get(style_address(client))

        assert response.mimetype == "text/css"
        assert "immutable" in response.headers["Cache-Control"]

    def test_old_digest_gets_what_is_there_now(self, client: FlaskClient):
        """
        A page from a cache names an old digest: it gets the file, but is told to ask again.
        """
        response = client.get("/assets/000000000000/css/site.css")

        assert response.status_code == 200
        assert "immutable" not in response.headers["Cache-Control"]

    def test_nothing_outside(self, client: FlaskClient):
        """
        Only the files of the static folder are sent.
        """
        assert client.get("/assets/000000000000/../app.py").status_code == 404
        assert client.get("/assets/000000000000/%2e%2e/app.py").status_code == 404

    def test_paths_are_those_of_addresses(self):
        """
        Every file is named with forward slashes, in a fixed order.
        """
        assert "icons/icon-192.png" in asset_paths()
        assert list(asset_paths()) == sorted(asset_paths())


class TestStyle:
    def test_stays_small(self):
        """
        On a slow line the style sheet must come with the first packets.
        """
        style = (STATIC / "css/reading/site.css").read_bytes()

        assert len(gzip.compress(style, 9, mtime=0)) < STYLE_BUDGET_BYTES
