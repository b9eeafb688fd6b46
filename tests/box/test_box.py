"""A box as phones meet it: over HTTP."""

import gzip
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import brotli
import pytest

from webapp.box.application import PROBES, Box
from webapp.box.compressed import prepare, served_folder

pytestmark = pytest.mark.slow

PAGE = ("<title>书屋</title>" + "<p>早稻育秧看天气，更看管理。</p>" * 200).encode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frozen site, as small as can be."""
    site = tmp_path_factory.mktemp("box") / "site"
    for name, content in {
        "index.html": PAGE,
        "farming/index.html": PAGE,
        "404.html": b"<title>404</title>",
        "assets/0123456789ab/css/site.css": b"body { color: green } " * 50,
        "site.webmanifest": b"{}",
        "media/a.jpg": bytes(range(256)) * 4,
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    packs = site.with_name("packs")
    packs.mkdir()
    (packs / "index.html").write_bytes(b"<title>packs</title>")
    (packs / "opds.xml").write_bytes(b"<feed/>")
    (packs / "书屋.html").write_bytes(b"<script>1</script>")
    (packs / "large.zip").write_bytes(bytes(20_000_000))
    (packs / ".half.zip").write_bytes(b"PK")
    return site


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    """The port where the box answers, run as a command."""
    command = [sys.executable, "-m", "webapp", "serve", "--frozen", str(site), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        yield int(json.loads(server.stdout.readline())["url"].rstrip("/").rpartition(":")[2])
        server.terminate()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


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

        assert (response.status, content) == (404, b"<title>404</title>")

    def test_post(self, port):
        """
        Nothing can be sent to it.
        """
        assert ask(port, "/", "POST")[0].status == 405

    @pytest.mark.parametrize("path", sorted(PROBES))
    def test_probe(self, port, path):
        """
        A phone that looks for the internet is led to the page.
        """
        response, _ = ask(port, path, Host="connectivitycheck.gstatic.com")

        assert (response.status, response.headers["Location"]) == (302, "/")


class TestPrepared:
    @pytest.fixture
    def own(self, site, tmp_path):
        return shutil.copytree(site, tmp_path / "site")

    def test_not_in_the_site(self, own):
        """
        The compressed files lie beside the site, where nobody copies them.
        """
        folder = prepare(own)

        assert (folder / "index.html.br").is_file()
        assert not list(own.rglob("*.br"))

    def test_again(self, own, tmp_path):
        """
        What did not change is not compressed again.
        """
        before = (prepare(own) / "farming/index.html.br").stat()
        own.rename(tmp_path / "old")
        shutil.copytree(tmp_path / "old", own)
        (own / "index.html").write_bytes(PAGE[:-7])
        folder = prepare(own)

        assert (folder / "farming/index.html.br").stat().st_ino == before.st_ino
        assert brotli.decompress((folder / "index.html.br").read_bytes()) == PAGE[:-7]
        assert len([path for path in served_folder(own).iterdir() if path.is_dir()]) == 1

    def test_new_release(self, own, monkeypatch):
        """
        A box goes over to a new release while it serves.
        """
        prepare(own)
        box = Box(own)
        monkeypatch.setattr("webapp.box.application._LOOK_SECONDS", 0)
        new = shutil.copytree(own, own.with_name("new"))
        (new / "index.html").write_bytes(b"new")
        shutil.rmtree(own)
        new.rename(own)
        prepare(own)
        with closing(box({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: None)) as body:
            assert b"".join(body) == b"new"


def status(box: Box, path: str) -> str:
    """Return how *box* answers a request for *path*."""
    answers: list[str] = []
    box({"REQUEST_METHOD": "HEAD", "PATH_INFO": path}, lambda status, headers: answers.append(status))
    return answers[0]


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

    def test_new(self, site, tmp_path, monkeypatch):
        """
        A pack that is made while the box runs is there a moment later; without any, there is no list.
        """
        copy = shutil.copytree(site, tmp_path / "site")
        prepare(copy)
        box = Box(copy)
        monkeypatch.setattr("webapp.box.application._LOOK_SECONDS", 0)
        assert status(box, "/packs/new.zip") == "404 Not Found"
        (tmp_path / "packs").mkdir()
        (tmp_path / "packs" / "new.zip").write_bytes(b"PK")

        assert status(box, "/packs/new.zip") == "200 OK"

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
