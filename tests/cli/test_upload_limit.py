"""What the server takes of a request, at a real socket."""

import http.client
import subprocess
from json import loads
from sys import executable
from urllib.parse import urlsplit

import pytest

from webapp.web.admin.password import set_password

pytestmark = pytest.mark.slow

LARGE = 3_000_000


@pytest.fixture
def connection(library):
    """A connection to a library that takes one megabyte at a time."""
    with (library.root / "shuwu.toml").open("a", encoding="utf-8") as settings:
        settings.write("\nmax_upload_mb = 1\n")
    set_password(library.root, "three dry words")
    command = [executable, "-m", "webapp", "serve", "--port", "0", "--json", "--library", str(library.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        place = urlsplit(loads(server.stdout.readline())["url"])
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        yield connection
        connection.close()
        server.terminate()


def send(connection, path, body, **headers):
    connection.request("POST", path, body=body, headers={"Content-Type": "multipart/form-data; boundary=x", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


class TestUploadLimit:
    def test_too_large(self, connection):
        """
        A request that is too large is answered with a page, however large it is, and the connection goes on.
        """
        status, page = send(connection, "/admin/sign-in", b"x" * LARGE)
        after, _ = send(connection, "/admin/sign-in", b"x")

        assert (status, after) == (413, 403)
        assert "1 MB" in page

    def test_in_pieces(self, connection):
        """
        A request that does not tell its length gets no further.
        """
        status, _ = send(connection, "/admin/sign-in", iter([b"x" * 100_000] * 30))

        assert status == 413

    def test_of_readers(self, connection):
        """
        A reader's page takes nothing at all.
        """
        status, _ = send(connection, "/search/", b"x" * LARGE)

        assert status == 405
