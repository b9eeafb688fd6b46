"""Serve a folder on this machine as a plain web host does: compressed, over connections that stay open."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".webmanifest", ".xml"}
"""The endings that hosts compress; what is compressed by itself, as Pagefind's index is, goes out as it is."""

KEPT_SECONDS = 600
"""How long a browser may keep a file without asking again: what GitHub Pages says of all files."""

LEVEL = 6
"""How hard to compress: what Apache does unless told otherwise."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve *folder* meanwhile; give its address, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body are two writes, and the second would wait for the first to be acknowledged.
    disable_nagle_algorithm = True

    def handle(self) -> None:
        # A reader may turn away before all has come.
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = _body(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", f"max-age={KEPT_SECONDS}")
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Keep the report free of requests."""


@lru_cache(maxsize=4096)
def _body(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, LEVEL, mtime=0) if path.suffix in COMPRESSED else content
