"""Serve an application with waitress, which runs wherever Python does."""

import errno
from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress.server import create_server

from webapp.errors import AddressError

_THREADS = 8
_CONNECTIONS = 500  # a hotspot's phones keep theirs open
_MAX_BODY_BYTES = 64 * 1024  # nothing is sent to the site but questions


def serve(app: Flask, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve *app* until Ctrl-C; call *ready* with its address once it accepts connections.

    Port 0 stands for any free one. Raises AddressError if the address is not to be had.
    """
    try:
        server: Any = create_server(
            app,
            host=host,
            port=port,
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            max_request_body_size=_MAX_BODY_BYTES,
            ident=None,
        )
    except (OSError, ValueError) as error:
        raise _address_error(error, host, port) from error
    ready(f"http://{_in_url(host)}:{_port(server)}/")
    server.run()


def _port(server: Any) -> int:
    # A name such as localhost has several addresses, and then the server has several sockets.
    several = getattr(server, "effective_listen", None)
    return int(several[0][1] if several else server.effective_port)


def _address_error(error: Exception, host: str, port: int) -> AddressError:
    number = getattr(error, "errno", None)
    if number in (errno.EADDRINUSE, errno.EACCES) and port >= 1024:
        return AddressError(host, port, "another program uses this port.", f"Choose another: --port {port + 1}")
    if number == errno.EACCES:
        return AddressError(host, port, "only root may use ports below 1024.", "Choose another: --port 8000")
    return AddressError(host, port, "this machine has no such address.", "Use 127.0.0.1, or 0.0.0.0 for all it has.")


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
