import gzip
import re

import pytest
from flask.testing import FlaskClient

from webapp.core.html.content_policy import digests


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/nothing.html", "/feed.xml", "/search/?q=茶"])
    def test_security(self, client: FlaskClient, path: str):
        """
        Every answer, also to a wrong address, lets in nothing from elsewhere and sets no cookie.
        """
        headers = client.get(path).headers

        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers

    def test_unchanged_page_is_not_sent_again(self, client: FlaskClient):
        """
        A browser that has the page already is told so.
        """
        etag = client.get("/").headers["ETag"]

        response = client.get("/", headers={"If-None-Match": etag})

        assert response.status_code == 304
        assert response.data == b""

    def test_compressed(self, client: FlaskClient):
        """
        A page is sent compressed to who takes it, and is known again either way.
        """
        plain = client.get("/")

        packed = client.get("/", headers={"Accept-Encoding": "gzip, br"})

        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) / 2
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Save-Data, Accept-Encoding"
        assert client.get("/", headers={"If-None-Match": packed.headers["ETag"]}).status_code == 304

    def test_not_compressed(self, client: FlaskClient):
        """
        What is short, a picture or not wanted so is sent as it is.
        """
        assert "Content-Encoding" not in client.get("/robots.txt", headers={"Accept-Encoding": "gzip"}).headers
        assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "gzip;q=0"}).headers

    @pytest.mark.parametrize("path", ["/", "/farming/spring-tea.html", "/search/"])
    def test_nothing_the_policy_forbids(self, client: FlaskClient, path: str):
        """
        Scripts come from files only, the styles inside are those that the policy names, and no other host is named.
        """
        response = client.get(path)
        html = response.text

        styles = re.findall("<style>(.*?)</style>", html)
        assert styles
        assert all(digests([style]) in response.headers["Content-Security-Policy"] for style in styles)
        assert "style=" not in html
        assert html.count("<script") == html.count("<script src=")
        assert "http://" not in html
