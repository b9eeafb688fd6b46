"""Where a release is pulled from: a plain web host, or a folder.

We use urllib3: it has no dependencies and keeps connections open, which a site of thousands of small files needs.
(http.client leaves redirects and broken connections to us; urllib opens a connection for each file.)
"""

import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import urllib3
from urllib3.exceptions import (
    HTTPError,
    LocationValueError,
    NameResolutionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from webapp.causes import cause
from webapp.errors import UpdateError
from webapp.messages import Message, Value

_CHUNK_BYTES = 32 * 1024
_TIMEOUT = urllib3.Timeout(connect=20, read=30)
_REDIRECTS = urllib3.Retry(total=None, connect=0, read=0, status=0, other=0, redirect=4)
_CONNECTIONS = 8
# A compressed transfer cannot be resumed in the middle. Files up to this size are begun again.
_MOST_COMPRESSED_BYTES = 64 * 1024


Chunk = tuple[bytes, int]


class Missing(Exception):
    """The source does not have this file."""


class Broken(Exception):
    """The connection broke, the host sent an error or the disk could not be read. The bytes so far are good."""


@dataclass(frozen=True)
class ByteStream:
    """The bytes of a file from *start* on. *start* may be 0 although another one was requested.

    Each of *chunks* is a piece and the bytes transferred for it: fewer where the host compresses. If the length
    *is_known*, the end is the end of the file; otherwise it may be a cut.
    """

    start: int
    chunks: Iterator[Chunk]
    is_known: bool = True


class Source(Protocol):
    """A host or a folder."""

    where: str

    def open(self, name: str, start: int, most_bytes: int) -> ByteStream:
        """Return the file *name* from byte *start* on. The caller reads at most *most_bytes* of it.

        Raises Missing if there is no such file. Opening and iterating over the chunks may raise Broken.
        """


def open_source(address: str) -> Source:
    """Return the source at *address*, a URL or a folder. Raises UpdateError if it is neither."""
    if address.lower().startswith(("http://", "https://")):
        return _Host(address)
    if "://" in address:
        raise UpdateError(address, Message("only_http"), Message("name_one_or_folder"))
    if not Path(address).is_dir():
        raise UpdateError(address, Message("no_such_folder"), Message("name_folder_or_http"))
    return _Folder(Path(address))


class _Folder:
    def __init__(self, root: Path) -> None:
        self.where = str(root)
        self._root = root

    def open(self, name: str, start: int, most_bytes: int) -> ByteStream:
        path = self._root / name
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise Missing(name)
            return ByteStream(start, self._read(path, start))
        except (FileNotFoundError, NotADirectoryError):
            raise Missing(name) from None
        except OSError as error:
            raise Broken(f"{path}: {error.strerror}") from None

    @staticmethod
    def _read(path: Path, start: int) -> Iterator[Chunk]:
        try:
            with path.open("rb") as file:
                file.seek(start)
                while chunk := file.read(_CHUNK_BYTES):
                    yield chunk, len(chunk)
        except OSError as error:
            raise Broken(f"{path}: {error.strerror}") from None


class _Host:
    def __init__(self, address: str) -> None:
        address = address.partition("#")[0].partition("?")[0].removesuffix("index.html")
        self.where = address if address.endswith("/") else f"{address}/"
        proxy = _proxy(self.where)
        manager = partial(urllib3.ProxyManager, proxy) if proxy else urllib3.PoolManager
        self._pool = manager(maxsize=_CONNECTIONS)

    def open(self, name: str, start: int, most_bytes: int) -> ByteStream:
        compress = start == 0 and most_bytes <= _MOST_COMPRESSED_BYTES
        headers = {"Accept-Encoding": "gzip" if compress else "identity", "Cache-Control": "no-cache"}
        if start:
            headers["Range"] = f"bytes={start}-"
        try:
            url = self.where + quote(name)
            response = self._pool.request(
                *("GET", url),
                headers=headers,
                timeout=_TIMEOUT,
                retries=_REDIRECTS,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, LocationValueError) as error:
            raise Broken(_explain(error)) from None
        if response.status in (404, 410, 416):  # 416: the file ends before *start*
            response.drain_conn()
            raise Missing(name)
        if response.status not in (200, 206):
            response.close()
            raise Broken(Message("host_answers", status=response.status, name=name))
        begins = _range_start(response) if response.status == 206 else 0
        if begins not in (0, start):
            response.close()
            raise Broken(Message("host_other_part", name=name))
        is_compressed = response.headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip")
        is_known = "Content-Length" in response.headers or response.chunked
        return ByteStream(begins, (_unzip if is_compressed else _plain)(_stream(response)), is_known)


def _stream(response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    try:
        yield from response.stream(_CHUNK_BYTES, decode_content=False)
        response.release_conn()
    except (HTTPError, OSError) as error:
        raise Broken(_explain(error)) from None
    finally:
        response.close()


def _plain(chunks: Iterable[bytes]) -> Iterator[Chunk]:
    for chunk in chunks:
        yield chunk, len(chunk)


def _unzip(chunks: Iterable[bytes]) -> Iterator[Chunk]:
    unzip = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            piece, rest = unzip.decompress(chunk, _CHUNK_BYTES), unzip.unconsumed_tail
            yield piece, len(chunk)
            while rest:
                piece, rest = unzip.decompress(rest, _CHUNK_BYTES), unzip.unconsumed_tail
                yield piece, 0
    except zlib.error as error:
        raise Broken(Message("host_compressed", why=cause(error))) from None


def _range_start(response: urllib3.BaseHTTPResponse) -> int:
    unit, _, numbers = response.headers.get("Content-Range", "").partition(" ")
    first = numbers.partition("-")[0]
    return int(first) if unit == "bytes" and first.isdecimal() else -1


def _proxy(url: str) -> str | None:
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 (slow, and only a host needs it)

    parsed = urllib3.util.parse_url(url)
    if proxy_bypass(parsed.host or ""):
        return None
    return getproxies().get(parsed.scheme or "http")


def _explain(error: Exception) -> Value:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, (ProtocolError, ReadTimeoutError, OSError)):
        return Message("line_was_cut")
    if isinstance(reason, NameResolutionError):
        return Message("os_no_name")
    if isinstance(reason, SSLError):
        return Message("bad_certificate", why=str(reason))
    if isinstance(reason.__cause__, OSError):
        return cause(reason.__cause__)
    return str(reason).rpartition(": ")[2] or type(reason).__name__
