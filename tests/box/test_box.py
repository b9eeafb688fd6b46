"""A box as phones meet it: over HTTP."""

import gzip
import socket
from contextlib import ExitStack

import brotli
import pytest

from tests.box.conftest import PAGE, ask

pytestmark = pytest.mark.slow


class TestFiles:
    def test_page(self, port):
        """
        A page comes with its type, is asked for again each time, and may run nothing from elsewhere.
        """
        response, content = ask(port, "/farming/index.html")
        response, content = ask(port, "/farming/")

        assert (response.status, content) == (200, PAGE)
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-cache"
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]

    def test_every_file(self, site, port):
        """
        Each file of the site is sent byte for byte, as its manifest names it: copies are made from a box, too.
        """
        files = [path for path in site.rglob("*") if path.is_file()]

        assert [
            path for path in files if ask(port, f"/{path.relative_to(site).as_posix()}")[1] != path.read_bytes()
        ] == []

    @pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
    def test_compressed(self, port, encoding, unpack):
        """
        A phone that understands it gets the page compressed, under another ETag.
        """
        response, content = ask(port, "/", Accept_Encoding=encoding)
        plain, _ = ask(port, "/")

        assert response.headers["Content-Encoding"] == encoding
        assert response.headers["Vary"] == "Accept-Encoding"
        assert unpack(content) == PAGE
        assert response.headers["ETag"] != plain.headers["ETag"]

    def test_hashed(self, port):
        """
        A file whose address holds its digest is kept for ever.
        """
        response, _ = ask(port, "/assets/0123456789ab/css/site.css")

        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["Content-Type"].startswith("text/css")

    @pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
    def test_not_modified(self, port, encoding):
        """
        Who has a form of the page already gets 304, also with other ETags in the question.
        """
        first, _ = ask(port, "/", Accept_Encoding=encoding)
        asked = f'"other", W/{first.headers["ETag"]}'
        response, content = ask(port, "/", Accept_Encoding=encoding, If_None_Match=asked)

        assert (response.status, content) == (304, b"")

    def test_head(self, port):
        """
        HEAD tells the length and sends nothing.
        """
        response, content = ask(port, "/", "HEAD")

        assert (response.status, response.headers["Content-Length"], content) == (200, str(len(PAGE)), b"")

    @pytest.mark.parametrize(
        ("asked", "start", "end"), [("bytes=10-19", 10, 20), ("bytes=0-0", 0, 1), ("bytes=1000-", 1000, None)]
    )
    def test_range(self, port, asked, start, end):
        """
        A part is one of the plain file, whatever the phone could unpack.
        """
        response, content = ask(port, "/", Range=asked, Accept_Encoding="br")

        assert (response.status, content) == (206, PAGE[start:end])
        assert response.headers["Content-Range"].endswith(f"/{len(PAGE)}")

    def test_range_of_another(self, port):
        """
        A part of a file that has changed meanwhile is the whole file.
        """
        response, content = ask(port, "/", Range="bytes=10-", If_Range='"another"')

        assert (response.status, content) == (200, PAGE)

    def test_range_outside(self, port):
        """
        A part behind the end is refused.
        """
        response, _ = ask(port, "/media/a.jpg", Range="bytes=5000-")

        assert (response.status, response.headers["Content-Range"]) == (416, "bytes */1024")

    @pytest.mark.parametrize("path", ["/nothing.html", "/../site/index.html", "/%2e%2e/x", "/index.html.br"])
    def test_missing(self, port, path):
        """
        What is not there is the site's own page for it.
        """
        response, content = ask(port, path)

        assert (response.status, content) == (404, b'<html lang=zh><base href="/"><title>404</title>')

    @pytest.mark.parametrize("asked", ["", "?q=%E9%B1%BC%E5%A1%98", "?q=a&page=2"])
    def test_index(self, port, asked):
        """
        A page is sent from the address that the site's own links have, without a detour, whatever is asked of it.
        """
        response, content = ask(port, f"/farming/index.html{asked}")

        assert (response.status, content) == (200, PAGE)

    @pytest.mark.parametrize("asked", ["", "?q=%E9%B1%BC%E5%A1%98", "?q=a&b='%22%0d%0a", "?a=1?b=/2:3"])
    def test_folder_without_slash(self, port, asked):
        """
        A folder's name leads to the folder, and what is asked of it goes along.
        """
        response, _ = ask(port, f"/farming{asked}")

        assert (response.status, response.headers["Location"]) == (302, f"farming/{asked}")

    def test_post(self, port):
        """
        Nothing can be sent to it.
        """
        assert ask(port, "/", "POST")[0].status == 405


class TestPacks:
    def test_list(self, port):
        """
        The packs beside the site are listed at /packs/.
        """
        response, content = ask(port, "/packs/")

        assert (response.status, content) == (200, b"<title>packs</title>")
        assert response.headers["Content-Disposition"] is None

    def test_catalogue(self, port):
        """
        Reading apps get the catalogue of packs under its own type, to be read.
        """
        response, _ = ask(port, "/packs/opds.xml")

        assert response.headers["Content-Type"] == "application/atom+xml;profile=opds-catalog;kind=acquisition"
        assert response.headers["Content-Disposition"] is None

    def test_saved(self, port):
        """
        A pack is there to be saved, not to be opened on the spot.
        """
        response, content = ask(port, "/packs/%E4%B9%A6%E5%B1%8B.html")

        assert (response.status, content) == (200, b"<script>1</script>")
        assert response.headers["Content-Disposition"] == "attachment"

    def test_unfinished(self, port):
        """
        One that is still being written is not sent.
        """
        assert ask(port, "/packs/.half.zip")[0].status == 404

    def test_phones_that_stall(self, port):
        """
        Forty phones that fetch a pack and do not take it keep no other from reading.
        """
        with ExitStack() as stalled:
            for _ in range(40):
                phone = stalled.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
                phone.sendall(b"GET /packs/large.zip HTTP/1.1\r\nHost: box\r\n\r\n")
                assert phone.recv(15) == b"HTTP/1.1 200 OK"

            assert ask(port, "/")[0].status == 200
