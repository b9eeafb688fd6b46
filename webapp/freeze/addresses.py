"""Relative addresses for frozen pages: they work below any folder of any host, and from ``file://``."""

from typing import Any

from flask import request, url_for

NOWHERE = "frozen.invalid"
"""The host during a freeze; the check refuses a page that names it."""

_Key = tuple[str, tuple[tuple[str, Any], ...]]


class RelativeAddresses:
    """A ``url_for`` for templates, relative to the page being rendered.

    It returns the same as Frozen-Flask's ``relative_url_for`` in a third of the time: a list page holds about a hundred
    addresses, and most are known from the pages before.
    """

    def __init__(self) -> None:
        self._known: dict[_Key, str] = {}

    def __call__(self, endpoint: str, **values: Any) -> str:
        """Return the address of *endpoint*, which names a real file."""
        return relative_address(self._absolute(endpoint, values), request.path)

    def _absolute(self, endpoint: str, values: dict[str, Any]) -> str:
        if endpoint.startswith("."):
            return url_for(endpoint, **values)  # its meaning depends on the blueprint
        key = (endpoint, tuple(values.items()))
        address = self._known.get(key)
        if address is None:
            address = self._known[key] = url_for(endpoint, **values)
        return address


def relative_address(address: str, page: str) -> str:
    """Return *address* relative to *page*; both are paths from the root of the site.

    An address that does not start with ``/`` is returned as it is.
    """
    if not address.startswith("/"):
        return address
    path, hash_mark, fragment = address.partition("#")
    path, question_mark, query = path.partition("?")
    if path.endswith("/"):
        path += "index.html"
    folder, up = page[: page.rindex("/") + 1], ""
    while not path.startswith(folder):
        folder = folder[: folder.rindex("/", 0, -1) + 1]
        up += "../"
    return up + path[len(folder) :] + question_mark + query + hash_mark + fragment
