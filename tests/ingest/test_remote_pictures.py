"""Pictures from other sites come into the library where it is allowed, and nobody reaches an inner network that way."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from webapp.core.draft import Draft
from webapp.ingest import document_reader, remote_pictures
from webapp.ingest.remote_pictures import bring_in, is_public

pytestmark = pytest.mark.slow


def png(colour: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "PNG")
    return stream.getvalue()


ANSWERS = {
    "/red.png": (200, {}, png("red")),
    "/moved": (302, {"Location": "/red.png"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/inwards": (302, {"Location": "http://192.168.1.1/router.png"}, b""),
    "/page": (200, {}, b"<html>not a picture"),
    "/huge": (200, {}, b"\x89PNG" + bytes(remote_pictures.MOST_BYTES)),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[ThreadingHTTPServer]:
    """A site with pictures, on this machine; it notes what is asked of it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.shutdown()


def address(host: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{host.server_port}{path}"


def is_local(ip: str) -> bool:
    return ip == "127.0.0.1"


class TestBringIn:
    def test_fetched(self, host: ThreadingHTTPServer, tmp_path: Path) -> None:
        """
        A picture becomes a file beside the article, the same one once; nothing is said of it any more.
        """
        red, moved = address(host, "/red.png"), address(host, "/moved")
        draft = Draft(text=f"![红]({red})\n\n![又红]({moved})\n", form="markdown")
        draft, findings, files = bring_in(draft, [remote_pictures.finding(red)], tmp_path, is_local)

        assert draft.text == "![红](remote-1.png)\n\n![又红](remote-1.png)\n"
        assert (list(files), findings) == (["remote-1.png"], [])
        assert files["remote-1.png"].read_bytes() == png("red")

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("/none.png", "404"),
            ("/round", "on and on"),
            ("/inwards", "open internet"),
            ("/page", "no picture"),
            ("/huge", "more than 8 MB"),
        ],
    )
    def test_not_fetched(self, host: ThreadingHTTPServer, tmp_path: Path, path: str, reason: str) -> None:
        """
        A picture that cannot be had stays listed, with why and what to do.
        """
        draft = Draft(text=f"![图]({address(host, path)})", form="markdown")
        after, (found,), files = bring_in(draft, [], tmp_path, is_local)

        assert (after.text, files) == (draft.text, {})
        assert reason in str(found.message)
        assert found.remedy

    def test_no_host(self, tmp_path: Path) -> None:
        """
        So does one whose host takes no connections.
        """
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        _, (found,), _ = bring_in(
            Draft(text=f"![图](http://127.0.0.1:{port}/a.png)", form="markdown"), [], tmp_path, is_local
        )

        assert "cannot be reached" in str(found.message)

    def test_too_many(self, host: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        For one article, at most MOST_PICTURES pictures are fetched.
        """
        monkeypatch.setattr(remote_pictures, "MOST_PICTURES", 1)
        text = f"![一]({address(host, '/red.png')}) ![二]({address(host, '/moved')})"
        _, findings, files = bring_in(Draft(text=text, form="markdown"), [], tmp_path, is_local)

        assert (len(files), len(findings)) == (1, 1)


class TestInnerNetwork:
    def test_nobody_is_asked(self, host: ThreadingHTTPServer, tmp_path: Path) -> None:
        """
        A host of this machine or of an inner network is not even connected to, whatever its name is.
        """
        names = (f"http://localhost:{host.server_port}/red.png", address(host, "/red.png"))
        for name in names:
            _, (found,), _ = bring_in(Draft(text=f"![图]({name})", form="markdown"), [], tmp_path)
            assert "open internet" in str(found.message)

        assert host.asked == []  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        "ip",
        ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.1", "0.0.0.0"],
    )
    def test_inner_addresses(self, ip: str) -> None:
        """
        All addresses that only this machine can reach are known.
        """
        assert not is_public(ip)
        assert is_public("93.184.216.34")

    def test_other_schemes(self, tmp_path: Path) -> None:
        """
        Only the web is asked: no file of this machine comes in.
        """
        text = "![图](file:///etc/passwd) ![图](ftp://host/a.png)"
        draft, _, files = bring_in(Draft(text=text, form="markdown"), [], tmp_path)

        assert (draft.text, files) == (text, {})


class TestSetting:
    def test_added(self, desk, host: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A dropped page brings its pictures when the setting says so, and lists them otherwise.
        """
        monkeypatch.setattr(
            document_reader, "bring_in", lambda draft, findings, folder: bring_in(draft, findings, folder, is_local)
        )
        text = "<p>" + "村里来了农技员，教大家剪柑橘的枝。" * 20 + "</p>"
        page = f'<html><title>农技员来了</title><article>{text}<img data-src="{address(host, "/red.png")}"></article>'
        desk.write("a.html", page)
        (listed,) = desk.add("a.html").added
        desk.settings = replace(desk.settings, remote_pictures="fetch")
        desk.write("b.html", page.replace("农技员来了", "教剪枝").replace("枝。", "枝条。"))
        (fetched,) = desk.add("b.html").added

        assert [each.rule for each in listed.findings].count("remote-picture") == 1
        assert [each.rule for each in fetched.findings].count("remote-picture") == 0
        assert any(path.endswith("/remote-1.png") for path in desk.content())
