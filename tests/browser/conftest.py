"""The three faces of the small library that a browser shows, and a host whose releases readers save."""

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from tests.browser.saving.releases import SITE, Host, Releases, publish_releases
from tests.conftest import PHONE


@pytest.fixture(params=["live", "frozen", "file"])
def site(request) -> str:
    """The address of the home page: live, frozen on a host below a folder, frozen in a folder on this machine."""
    if request.param == "live":
        return request.getfixturevalue("live_site")
    if request.param == "frozen":
        return request.getfixturevalue("frozen_site") + "index.html"
    return (request.getfixturevalue("frozen_folder") / "index.html").as_uri()


@pytest.fixture
def address(site):
    """Returns the address of a page of ``site`` from its path in the frozen copy."""

    def find(path: str) -> str:
        return urljoin(site, path if site.endswith("index.html") else path.removesuffix("index.html"))

    return find


@pytest.fixture(scope="session")
def releases(tmp_path_factory) -> Releases:
    """Folders with releases of one library, to be served one after the other."""
    return publish_releases(tmp_path_factory.mktemp("releases"))


@pytest.fixture
def host(releases: Releases) -> Iterator[tuple[str, type[Host]]]:
    """The address of the site, in a folder of the host, and the host, which has the first release."""
    state = {"folder": releases.first, "requests": [], "sent": 0, "answers_left": 1_000_000, "when_cut": None}
    kind = type("OneHost", (Host,), state)
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield f"http://127.0.0.1:{server.server_port}{SITE}", kind
        server.shutdown()


@pytest.fixture
def reader(browser) -> Iterator[Page]:
    """A page on a phone's screen, with a store of its own."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()
