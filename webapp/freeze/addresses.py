"""Relative addresses for frozen pages: they work below any folder of any host, and from ``file://``."""

from typing import Any

from flask import request, url_for

NOWHERE = "frozen.invalid"
"""The host that pages are frozen on; the check refuses a page that names it."""

_Key = tuple[str, tuple[tuple[str, Any], ...]]


class RelativeAddresses:
    """A ``url_for`` for templates, relative to the page being rendered.

    It gives what Frozen-Flask's ``relative_url_for`` gives in a third of the time: a page of a list holds about a
    hundred addresses, nearly all of them known from the pages before.
    """

    def __init__(self) -> None:
        self._known: dict[_Key, str] = {}

    def __call__(self, endpoint: str, **values: Any) -> str:
        """Return the address of *endpoint*, which ends in a real file."""
        return relative_address(self._absolute(endpoint, values), request.path)

    def _absolute(self, endpoint: str, values: dict[str, Any]) -> str:
        if endpoint.startswith("."):
            return url_for(endpoint, **values)  # means another view on each blueprint
        key = (endpoint, tuple(values.items()))
        address = self._known.get(key)
        if address is None:
            address = self._known[key] = url_for(endpoint, **values)
        return address


def relative_address(address: str, page: str) -> str:
    """Return *address*, a path from the root of the site, as *page*, another one, has to write it.

    What does not start with ``/`` leads elsewhere and is left as it is.
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
