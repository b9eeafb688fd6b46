"""The program's own styles, scripts and icons, under addresses that change with their content."""

import hashlib
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import minify
from flask import Blueprint, Response, abort

from webapp.web.headers import keep_forever

STATIC = Path(__file__).parent.parent / "static"
# Not left to mimetypes: it asks the system, and on some Windows machines a script is text/plain.
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".png": "image/png"}
_PACK = (
    *("pack_inflate", "pack_codec", "pack", "text", "query", "ranking", "pack_index", "search", "snippet", "suggest"),
    *("synonyms", "offline", "pack_reader", "pack_pages"),
)
BUNDLES = {
    "js/admin.js": ("admin",),
    "js/keep.js": ("keep",),
    "js/live-search.js": ("live", "typing"),
    "js/meeting.js": ("meeting",),
    "js/pack.js": _PACK,
    "js/pack-meeting.js": (*_PACK, "meeting"),
    "js/save.js": ("saved", "save"),
    "js/suggest.js": ("suggest", "synonyms"),
    "js/offline-search.js": ("text", "query", "ranking", "shards", "search", "snippet", "offline", "typing"),
    "js/worker.js": ("saved", "worker"),
}
"""Scripts as pages load them, each made of files of ``static/js``: one request costs a slow line less than six."""

blueprint = Blueprint("assets", __name__)


@blueprint.get("/assets/<digest>/<path:path>")
def asset(digest: str, path: str) -> Response:
    """Send an asset; one asked for under an old digest is sent too, but not to be kept."""
    if path not in asset_paths():
        abort(404)
    content, digest_now = _asset(path)
    response = Response(content, content_type=TYPES[PurePosixPath(path).suffix])
    return keep_forever(response) if digest == digest_now else response


def asset_paths() -> tuple[str, ...]:
    """Return the paths of all assets, with forward slashes, sorted."""
    files = (path for path in STATIC.rglob("*") if path.suffix in TYPES)
    plain = {path.relative_to(STATIC).as_posix() for path in files if path.suffix != ".js"}
    return tuple(sorted(plain | BUNDLES.keys()))


def reader_asset_paths() -> tuple[str, ...]:
    """Return the paths of the assets that readers' pages need, and so a frozen copy."""
    others = ("admin", "live", "pack", "worker")
    return tuple(path for path in asset_paths() if not PurePosixPath(path).name.startswith(others))


def bundle(path: str) -> bytes:
    """Return the script that BUNDLES calls *path*."""
    return _asset(path)[0]


def style(*paths: str) -> str:
    """Return the styles of *paths* as one text."""
    return "\n".join(minify.string("text/css", (STATIC / path).read_text(encoding="utf-8")) for path in paths)


@blueprint.app_url_defaults
def add_digest(endpoint: str, values: dict[str, Any]) -> None:
    """Let templates write ``url_for("assets.asset", path=...)``: the digest is filled in here."""
    if endpoint == "assets.asset" and "digest" not in values:
        values["digest"] = _asset(values["path"])[1]


def _asset(path: str) -> tuple[bytes, str]:
    """Return an asset's content and its digest."""
    files = tuple(STATIC / "js" / f"{part}.js" for part in BUNDLES.get(path, ())) or (STATIC / path,)
    return _read(files, tuple(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=256)
def _read(files: tuple[Path, ...], _modified_ns: tuple[int, ...]) -> tuple[bytes, str]:
    content = b"\n".join(file.read_bytes() for file in files)
    if files[0].suffix == ".js":
        content = minify.string("text/javascript", content.decode()).encode()
    return content, hashlib.sha256(content).hexdigest()[:12]
