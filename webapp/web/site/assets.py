"""The program's own styles, scripts and icons, at addresses that change with their content."""

import hashlib
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import minify
from flask import Blueprint, Response, abort

from webapp.web.site.headers import keep_forever

STATIC = Path(__file__).parents[2] / "static"
# Not from mimetypes, which asks the system: on some Windows machines a script is text/plain.
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".png": "image/png"}
_FILES = {path.name: path for path in STATIC.rglob("*.*")}
"""The path of each script and style by its name, which is unique; folders are named by purpose."""
FIRST_STYLES = ("first", "lists", "figures")
"""The inline styles of pages: no page waits for them."""

_PACK_FIRST = ("pack_inflate", "pack_codec", "pack", "text")
_PACK_LAST = (
    *("query", "ranking", "search", "snippet", "quoted", "suggest", "synonyms", "offline", "pack_reader"),
    "pack_pages",
)
_PACK = (*_PACK_FIRST, "pack_index", *_PACK_LAST)
_PACK_WORDS = (*_PACK_FIRST, "word_table", "tokens", "pack_index", "families", "pack_words", *_PACK_LAST)
BUNDLES = {
    "css/admin.css": ("admin",),
    "css/booklet.css": ("booklet",),
    "css/handout.css": ("handout",),
    "css/meeting.css": ("meeting",),
    "css/site.css": ("lists", "figures", "site"),
    "js/admin.js": ("admin",),
    "js/card.js": ("card",),
    "js/keep.js": ("keep",),
    "js/live-search.js": ("live", "typing"),
    "js/long.js": ("long_lists",),
    "js/languages.js": ("languages",),
    "js/lost.js": ("lost",),
    "js/meeting.js": ("meeting",),
    "js/moved.js": ("moved",),
    "js/newer.js": ("saved", "host", "notice", "newer"),
    "js/pack.js": _PACK,
    "js/pack-whole.js": ("pack_whole",),
    "js/pack-meeting.js": (*_PACK, "meeting"),
    "js/pack-words.js": _PACK_WORDS,
    "js/pack-words-meeting.js": (*_PACK_WORDS, "meeting"),
    "js/pictures.js": ("pictures",),
    "js/quoted.js": ("quoted",),
    "js/save.js": ("saved", "host", "notice", "save"),
    "js/translate.js": ("translate",),
    "js/suggest.js": ("suggest", "synonyms"),
    "js/offline-search.js": ("text", "shards", "query", "ranking", "search", "snippet", "offline", "typing"),
    "js/offline-words.js": (
        *("text", "word_table", "tokens", "shards", "families", "index_words", "query", "ranking", "search"),
        *("snippet", "offline", "typing"),
    ),
    "js/worker.js": ("saved", "worker"),
}
"""The bundles that pages load, with their files: on a slow connection one request is cheaper than six."""

blueprint = Blueprint("assets", __name__)

# The default writes `catch{`, which browsers of 2017 cannot parse.
minify.config({"js-version": 2017})


@blueprint.get("/assets/<digest>/<path:path>")
def asset(digest: str, path: str) -> Response:
    """Send an asset; for an old digest, without letting browsers keep it."""
    if path not in asset_paths():
        abort(404)
    content, digest_now = _asset(path)
    response = Response(content, content_type=TYPES[PurePosixPath(path).suffix])
    return keep_forever(response) if digest == digest_now else response


def asset_paths() -> tuple[str, ...]:
    """Return the paths of all assets, with forward slashes, sorted."""
    icons = {path.relative_to(STATIC).as_posix() for path in STATIC.glob("icons/*.png")}
    return tuple(sorted(icons | BUNDLES.keys()))


def reader_asset_paths() -> tuple[str, ...]:
    """Return the paths of the assets for readers' pages and frozen copies."""
    others = ("admin", "card", "languages", "live", "newer", "pack", "translate", "worker")
    return tuple(path for path in asset_paths() if not PurePosixPath(path).name.startswith(others))


def bundle(path: str) -> bytes:
    """Return the bundle *path* of BUNDLES."""
    return _asset(path)[0]


def style(*names: str) -> str:
    """Return the styles *names* as one text, for use inside a page."""
    content, _ = _newest(_style_files(names))
    return content.decode()


@lru_cache(maxsize=64)
def _style_files(names: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(_FILES[f"{name}.css"] for name in names)


@blueprint.app_url_defaults
def add_digest(endpoint: str, values: dict[str, Any]) -> None:
    """Fill in the digest, so that templates can write ``url_for("assets.asset", path=...)``."""
    if endpoint == "assets.asset" and "digest" not in values:
        values["digest"] = _asset(values["path"])[1]


def _asset(path: str) -> tuple[bytes, str]:
    """Return an asset's content and its digest."""
    file = PurePosixPath(path)
    return _newest(tuple(_FILES[f"{part}{file.suffix}"] for part in BUNDLES.get(path, (file.stem,))))


def _newest(files: tuple[Path, ...]) -> tuple[bytes, str]:
    return _read(files, tuple(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=256)
def _read(files: tuple[Path, ...], _modified_ns: tuple[int, ...]) -> tuple[bytes, str]:
    content = b"\n".join(file.read_bytes() for file in files)
    kind = TYPES[files[0].suffix]
    if kind.startswith("text/"):
        content = minify.string(kind.partition(";")[0], content.decode()).encode()
    return content, hashlib.sha256(content).hexdigest()[:8]
