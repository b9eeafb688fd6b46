"""The files of a frozen site over HTTP: WhiteNoise, with what it lacks.

WhiteNoise uses one ETag, a time, for a file and its compressed forms. It ignores a range of one byte, and serves a
range although the file has changed. It redirects ``news/index.html``, as pages write their links, to ``news/``: that
costs a phone a round trip and drops the query.
"""

# WhiteNoise has no types.
# mypy: allow-untyped-calls

import hashlib
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.responders import Redirect, Response, SlicedFile, StaticFile

from webapp.core.html.content_policy import page_policy
from webapp.store.packs import LISTS, PACKS_FOLDER, is_to_be_saved

# Addresses that contain a digest of their content, as the freeze writes them.
_HASHED = re.compile(r"/(?:assets|shards)/[0-9a-f]{8,}/|/media/[^/]*[0-9a-f]{8,}[^/]*$|/release/[0-9a-f]{32}\.bin$")
_PACKS = f"/{PACKS_FOLDER}/"
_ETAG = re.compile(r'"[^"]*"')

_QUERY = "!$&'()*+,;=:@/?%-._~"
"""The characters of a query that need no escape; browsers write all others as %XX."""

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


class _Sums(NamedTuple):
    """What is slow to compute of a file: the digest of its content, and a page's content security policy."""

    digest: str
    policy: str


_State = tuple[int, int, int]
"""A file's inode, size and time of change: other content has another one."""


def is_hashed(url: str) -> bool:
    """Tell whether the address *url* contains a digest of its content."""
    return bool(_HASHED.search(url))


def styles_of(page: bytes) -> list[str]:
    """Return the inline styles of *page*."""
    return [style.decode() for style in _STYLE.findall(page)]


class FrozenFiles(WhiteNoise):
    """A WSGI application that sends the files of *folder*, and passes other requests to *missing*.

    It reuses what is known of the files that were there *before*.
    """

    def __init__(self, folder: Path, missing: Any, before: "FrozenFiles | None" = None) -> None:
        self._known = before._sums if before else {}
        self._sums: dict[_State, _Sums] = {}
        super().__init__(
            missing,
            root=str(folder),
            index_file=True,
            max_age=None,
            immutable_file_test=lambda path, url: is_hashed(url),
            # The system's own table is wrong on some machines.
            mimetypes={".js": "text/javascript", ".webmanifest": "application/manifest+json", ".minisig": "text/plain"},
        )

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Mapping[str, Any] | None = None) -> None:
        """Serve the file *path* at *url*; an index.html also at the address of its folder."""
        super().add_file_to_dictionary(url, path, stat_cache)
        if url.endswith("/index.html"):
            self.files[url] = self.files[url.removesuffix("index.html")]

    def add_packs(self, folder: Path) -> None:
        """Serve the packs in *folder* below ``/packs/``; names of unfinished files begin with a dot."""
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                with suppress(FileNotFoundError):  # it was deleted just now
                    self.add_file_to_dictionary(f"{_PACKS}{path.name}", str(path))

    def get_static_file(self, path: str, url: str, stat_cache: Mapping[str, Any] | None = None) -> "ServedFile":
        """Return the object that answers requests for a file."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        state = _state(path)
        self._sums[state] = self._known.get(state) or self._sums.get(state) or _sum(path)
        _add_headers(headers, path, url, self._sums[state])
        kind = PackFile if url.startswith(_PACKS) else ServedFile
        return kind(path, headers.items(), {"gzip": f"{path}.gz", "br": f"{path}.br"}, stat_cache)

    def redirect(self, from_url: str, to_url: str) -> "_LeadOn":
        """Return a redirect from a folder's name to the folder."""
        return _LeadOn(to_url.rstrip("/").rpartition("/")[2] + "/")


class _LeadOn(Redirect):
    """Redirects to another address, with the query of the request."""

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Response:
        """Answer."""
        status, (name, place) = self.response.status, self.response.headers[0]
        query = request_headers.get("QUERY_STRING")
        asked = f"?{quote(query, safe=_QUERY)}" if query else ""
        return Response(status, [(name, place + asked), ("Content-Length", "0")], None)


class ServedFile(StaticFile):
    """Answers requests for one file."""

    @staticmethod
    def get_alternatives(base_headers: Headers, files: Mapping[str | None, Any]) -> list[Any]:
        """Return the forms of the file, smallest first, each with an ETag of its own."""
        alternatives = StaticFile.get_alternatives(base_headers, files)
        return [(pattern, path, _own_etag(Headers(list(headers))).items()) for pattern, path, headers in alternatives]

    def is_not_modified(self, request_headers: Mapping[str, str]) -> bool:
        """Tell whether the browser already has one of the forms."""
        asked = request_headers.get("HTTP_IF_NONE_MATCH")
        if asked is None:
            return bool(super().is_not_modified(request_headers))
        known = {dict(headers)["ETag"] for _, _, headers in self.alternatives}
        return asked.strip() == "*" or not known.isdisjoint(_ETAG.findall(asked))

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Response:
        """Answer; a range is of the uncompressed file, which is the same for every browser."""
        asked = dict(request_headers)
        if "HTTP_RANGE" in asked:
            asked.pop("HTTP_ACCEPT_ENCODING", None)
            if asked.get("HTTP_IF_RANGE", self.etag) != self.etag:
                del asked["HTTP_RANGE"]
        response: Response = super().get_response(method, asked)
        return response

    def get_range_response(self, range_header: str, base_headers: Any, file_handle: Any) -> Response:
        """Return a range of the file. Raises ValueError if *range_header* is invalid."""
        headers = dict(base_headers)
        size = int(headers.pop("Content-Length"))
        start, end = self.get_byte_range(range_header, size)
        if start > end:
            refusal: Response = self.get_range_not_satisfiable_response(file_handle, size)
            return refusal
        headers |= {"Content-Range": f"bytes {start}-{end}/{size}", "Content-Length": str(end - start + 1)}
        return Response(
            HTTPStatus.PARTIAL_CONTENT, list(headers.items()), file_handle and SlicedFile(file_handle, start, end)
        )


class PackFile(ServedFile):
    """Answers requests for a pack, which may be replaced at any moment.

    Raises FileNotFoundError if it was.
    """

    def __init__(self, path: str, headers: Any, encodings: Any = None, stat_cache: Any = None) -> None:
        self._path, self._state = path, _state(path)
        super().__init__(path, headers, encodings, stat_cache)

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Response:
        """Answer."""
        if _state(self._path) != self._state:
            raise FileNotFoundError(self._path)
        return super().get_response(method, request_headers)


def _state(path: str) -> _State:
    found = os.stat(path)  # noqa: PTH116 (of a str)
    return found.st_ino, found.st_size, found.st_mtime_ns


def _sum(path: str) -> _Sums:
    with Path(path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:20]
    styles = styles_of(Path(path).read_bytes()) if path.endswith(".html") else ()
    return _Sums(digest, page_policy(styles))


def _add_headers(headers: Headers, path: str, url: str, sums: _Sums) -> None:
    headers["ETag"] = f'"{sums.digest}"'
    headers["Content-Type"] = str(headers["Content-Type"]).replace('"', "")
    headers["Accept-Ranges"] = "bytes"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = sums.policy
    if url.startswith(_PACKS):
        name = Path(path).name
        headers["Content-Type"] = LISTS.get(name, str(headers["Content-Type"]))
        if is_to_be_saved(name):
            headers["Content-Disposition"] = "attachment"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-cache"


def _own_etag(headers: Headers) -> Headers:
    encoding = headers.get("Content-Encoding")
    if encoding:
        headers["ETag"] = f'{str(headers["ETag"])[:-1]}-{encoding}"'
    return headers
