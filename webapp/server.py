"""Serve an application with waitress, which runs wherever Python does."""

import errno
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server

from webapp.errors import AddressError
from webapp.messages import Message

_THREADS = 8
_CONNECTIONS = 500  # a hotspot's phones keep theirs open
_MAX_BODY_BYTES = 64 * 1024  # readers send nothing but questions
_MAX_DRAINED_BYTES = 2_000_000_000

BodyLimit = Callable[[str, str], int]
"""Returns the most bytes of a request, given its path and its Cookie header; 0 for the default."""


def serve(
    app: Flask, host: str, port: int, ready: Callable[[str], None], body_limit: BodyLimit = lambda path, cookies: 0
) -> None:
    """Serve *app* until Ctrl-C; call *ready* with its address once it accepts connections.

    Port 0 means any free one. Raises AddressError if the address is not available.
    """
    with listen(host, port) as listening:
        server = create_server(
            app,
            sockets=[listening],
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            max_request_body_size=_MAX_DRAINED_BYTES,
            ident=None,
        )
        server.channel_class = _channel_class(body_limit)  # type: ignore[union-attr]  # one socket, one server
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        server.run()


def _channel_class(body_limit: BodyLimit) -> type[HTTPChannel]:
    """Return waitress's channel with a limit for each request.

    The body of a larger request is read and discarded: a browser that is cut off while it sends shows no answer. The
    application gets the request without its body, but with its length, and answers that it is too large.
    """

    class Parser(HTTPRequestParser):
        path: str

        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.body_rcv is not None:
                most = body_limit(self.path, self.headers.get("COOKIE", "")) or _MAX_BODY_BYTES
                self.body_rcv.buf = _Bounded(self.body_rcv.buf, most)  # type: ignore[assignment]

    class Channel(HTTPChannel):
        parser_class = Parser

    return Channel


class _Bounded:
    """A buffer that keeps only its first *most* bytes, but counts all in its length."""

    def __init__(self, buffer: Any, most: int) -> None:
        self._buffer = buffer
        self._most = most
        self._length = 0

    def append(self, data: bytes) -> None:
        self._length += len(data)
        if self._length <= self._most:
            self._buffer.append(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._buffer, name)

    def __len__(self) -> int:
        return self._length


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 means any free one. Raises AddressError if the address is not available."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise AddressError(f"{host}:{port}", *_explain(error, port)) from error


def _explain(error: OSError, port: int) -> tuple[Message, Message]:
    """Return what is wrong with the address, and what to do."""
    if error.errno == errno.EACCES and port < 1024:
        return Message("needs_root"), Message("choose_port", port=8000)
    if error.errno in (errno.EADDRINUSE, errno.EACCES):  # on Windows a port in use gives EACCES
        return Message("port_taken"), Message("choose_port", port=port % 65535 + 1)
    return Message("no_such_address"), Message("use_local_address")
