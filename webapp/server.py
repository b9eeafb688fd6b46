"""Serve an application with waitress, which runs wherever Python does."""

import errno
import socket
from collections.abc import Callable

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
    with _listen(host, port) as listening:
        server = create_server(
            app,
            sockets=[listening],
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            max_request_body_size=_MAX_BODY_BYTES,
            ident=None,
        )
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        server.run()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise AddressError(host, port, *_explain(error, port)) from error


def _explain(error: OSError, port: int) -> tuple[str, str]:
    """Return what is wrong with the address, and what to do."""
    if error.errno == errno.EACCES and port < 1024:
        return "only root may use ports below 1024.", "Choose another: --port 8000"
    if error.errno in (errno.EADDRINUSE, errno.EACCES):  # the second is what Windows says of a port in use
        return "another program uses this port.", f"Choose another: --port {port % 65535 + 1}"
    return "this machine has no such address.", "Use 127.0.0.1, or 0.0.0.0 for all that it has."
