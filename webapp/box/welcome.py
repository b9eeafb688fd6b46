"""Welcome phones that join the network of the box, and tell welcomed ones that they are online.

A phone probes a host of its maker; in the network of the box all names lead here. The box redirects the phone to its
welcome page. Once the reader presses the button there, the phone gets the expected answer and keeps the network.
Requests to any other host are redirected to the box, so readers stay under one address.
"""

import ipaddress
import socket
from functools import lru_cache
from html import escape
from typing import NamedTuple
from wsgiref.types import WSGIEnvironment

from webapp.box.probes import PATHS, hoped_for, is_asked
from webapp.box.served import ADDRESS, WELCOME
from webapp.box.welcomed_phones import WelcomedPhones
from webapp.core.html.content_policy import page_policy

PLACE = f"/{WELCOME}"
TAKEN = frozenset((PLACE, *PATHS))
"""Paths of the box's own host that this module answers."""


class WelcomeResponse(NamedTuple):
    """A response: *status* as WSGI writes it, *type* and *body*; *location* if it redirects."""

    status: str
    body: bytes = b""
    type: str = ""
    location: str = ""


class Welcome:
    """Receives phones at the box's *name*, or without a name at its IP address in their network, and *port*."""

    def __init__(self, readers: WelcomedPhones, name: str = "", port: int = 80) -> None:
        self._readers = readers
        self._name = name.lower()
        self._port = "" if port == 80 else f":{port}"
        self.is_own = lru_cache(maxsize=256)(self._is_own)

    def answer(self, environ: WSGIEnvironment, page: bytes) -> WelcomeResponse:
        """Answer a request to a host other than the box, or for a path in TAKEN; *page* is the welcome page."""
        host, path, phone = environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ.get("REMOTE_ADDR", "")
        if path == PLACE and self.is_own(host):
            return self._open(environ, page, phone)
        is_in = self._readers.has(phone)
        hoped = hoped_for(_name_of(host), path)
        if is_in and hoped:
            return WelcomeResponse(hoped.status, hoped.body, hoped.type)
        return WelcomeResponse("302 Found", location=self._address(environ) + ("/" if is_in else PLACE))

    def _open(self, environ: WSGIEnvironment, page: bytes, phone: str) -> WelcomeResponse:
        if environ["REQUEST_METHOD"] == "POST":
            self._readers.let_in(phone)
            return WelcomeResponse("303 See Other", location="/")
        address = escape(f"{self._address(environ)}/").encode()
        return WelcomeResponse("200 OK", page.replace(ADDRESS, address), "text/html")

    def _is_own(self, host: str) -> bool:
        """Tell whether *host*, as in a request, is the box. Without a name, the box is any host that is not probed."""
        name = _name_of(host)
        if not self._name:
            return not is_asked(name)
        return name in ("", "localhost", self._name) or _is_number(name)

    def _address(self, environ: WSGIEnvironment) -> str:
        """Return the address at which the requesting phone reaches the box."""
        host = environ.get("HTTP_HOST", "")
        if self._name:
            return f"http://{self._name}{self._port}"
        if host and self.is_own(host):
            return f"http://{host}"
        return f"http://{_number_for(environ['REMOTE_ADDR'])}{self._port}"


def headers(answer: WelcomeResponse, styles: list[str]) -> list[tuple[str, str]]:
    """Return the headers of *answer*, which phones must not cache."""
    found = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    if answer.location:
        found.append(("Location", answer.location))
    if answer.type:
        found.append(("Content-Type", f"{answer.type}; charset=utf-8"))
        found.append(("Content-Security-Policy", page_policy(styles)))
    return found if answer.status.startswith("204") else [*found, ("Content-Length", str(len(answer.body)))]


def _name_of(host: str) -> str:
    """Return *host* without its port, in lower case."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).strip("[]").rstrip(".").lower()


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _number_for(phone: str) -> str:
    """Return the IP address of this machine in the network of *phone*. Sends nothing."""
    family = socket.AF_INET6 if ":" in phone else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as asked:
        asked.connect((phone, 9))
        number: str = asked.getsockname()[0]
    return f"[{number}]" if ":" in number else number
