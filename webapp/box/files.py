"""The files of a frozen site over HTTP: WhiteNoise, with what it leaves out.

Its ETag is the same for a file and its compressed forms, and is a time; it takes a range of one byte for none, and a
part of a file that has changed meanwhile for one of the file that it was.
"""

# WhiteNoise has no types.
# mypy: allow-untyped-calls

import hashlib
import re
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.responders import Response, SlicedFile, StaticFile

from webapp.core.content_policy import page_policy
from webapp.store.packs import FOLDER, LISTS, is_to_be_saved

# Addresses that hold a digest of what is behind them, as the freeze writes them.
_HASHED = re.compile(r"/(?:assets|shards)/[0-9a-f]{8,}/|/media/[^/]*[0-9a-f]{8,}[^/]*$|/release/[0-9a-f]{32}\.bin$")
_PACKS = f"/{FOLDER}/"
_ETAG = re.compile(r'"[^"]*"')

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


class FrozenFiles(WhiteNoise):
    """A WSGI application that sends the files of *folder*, and hands on what is none of them to *missing*."""

    def __init__(self, folder: Path, missing: Any) -> None:
        super().__init__(
            missing,
            root=str(folder),
            index_file=True,
            max_age=None,
            immutable_file_test=lambda path, url: bool(_HASHED.search(url)),
            add_headers_function=_add_headers,
            # Not left to the system's own table, which on some machines is wrong.
            mimetypes={".js": "text/javascript", ".webmanifest": "application/manifest+json", ".minisig": "text/plain"},
        )

    def add_packs(self, folder: Path) -> None:
        """Send the packs in *folder* too, from ``/packs/``; what is still being written begins with a dot."""
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                self.add_file_to_dictionary(f"{_PACKS}{path.name}", str(path))

    def get_static_file(self, path: str, url: str, stat_cache: Mapping[str, Any] | None = None) -> "FrozenFile":
        """Return what answers requests for a file."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        _add_headers(headers, path, url)
        return FrozenFile(path, headers.items(), {"gzip": f"{path}.gz", "br": f"{path}.br"}, stat_cache)


class FrozenFile(StaticFile):
    """Answers requests for one file."""

    @staticmethod
    def get_alternatives(base_headers: Headers, files: Mapping[str | None, Any]) -> list[Any]:
        """Return the forms of the file, smallest first, each with an ETag of its own."""
        alternatives = StaticFile.get_alternatives(base_headers, files)
        return [(pattern, path, _own_etag(Headers(list(headers))).items()) for pattern, path, headers in alternatives]

    def is_not_modified(self, request_headers: Mapping[str, str]) -> bool:
        """Tell whether the browser has one of the forms already."""
        asked = request_headers.get("HTTP_IF_NONE_MATCH")
        if asked is None:
            return bool(super().is_not_modified(request_headers))
        known = {dict(headers)["ETag"] for _, _, headers in self.alternatives}
        return asked.strip() == "*" or not known.isdisjoint(_ETAG.findall(asked))

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Response:
        """Answer; a part is one of the plain file, which is the same whoever resumes it."""
        asked = dict(request_headers)
        if "HTTP_RANGE" in asked:
            asked.pop("HTTP_ACCEPT_ENCODING", None)
            if asked.get("HTTP_IF_RANGE", self.etag) != self.etag:
                del asked["HTTP_RANGE"]
        response: Response = super().get_response(method, asked)
        return response

    def get_range_response(self, range_header: str, base_headers: Any, file_handle: Any) -> Response:
        """Return a part of the file. Raises ValueError if none can be meant."""
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


def _add_headers(headers: Headers, path: str, url: str) -> None:
    with Path(path).open("rb") as file:
        headers["ETag"] = f'"{hashlib.file_digest(file, "sha256").hexdigest()[:20]}"'
    headers["Content-Type"] = str(headers["Content-Type"]).replace('"', "")
    headers["Accept-Ranges"] = "bytes"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    styles = _STYLE.findall(Path(path).read_bytes()) if path.endswith(".html") else ()
    headers["Content-Security-Policy"] = page_policy(style.decode() for style in styles)
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
