"""The program's own styles, scripts and icons, under addresses that change with their content."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort

from webapp.web.headers import keep_forever

STATIC = Path(__file__).parent.parent / "static"

# Not left to mimetypes: it asks the system, and on some Windows machines a script is text/plain.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
}

blueprint = Blueprint("assets", __name__)


@blueprint.get("/assets/<digest>/<path:path>")
def asset(digest: str, path: str) -> Response:
    """Send a file of ``static/``; one asked for under an old digest is sent too, but not to be kept."""
    if path not in asset_paths():
        abort(404)
    file = STATIC / path
    response = Response(file.read_bytes(), content_type=_TYPES[file.suffix])
    return keep_forever(response) if digest == _digest_now(path) else response


def asset_paths() -> tuple[str, ...]:
    """Return the files of ``static/``, with forward slashes, sorted."""
    files = (path for path in STATIC.rglob("*") if path.suffix in _TYPES)
    return tuple(sorted(path.relative_to(STATIC).as_posix() for path in files))


@blueprint.app_url_defaults
def add_digest(endpoint: str, values: dict[str, Any]) -> None:
    """Let templates write ``url_for("assets.asset", path=...)``: the digest is filled in here."""
    if endpoint == "assets.asset" and "digest" not in values:
        values["digest"] = _digest_now(values["path"])


def _digest_now(path: str) -> str:
    file = STATIC / path
    return _digest(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _digest(file: Path, _modified_ns: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
