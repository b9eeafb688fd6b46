"""The three faces of the small library that a browser shows."""

from urllib.parse import urljoin

import pytest


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
