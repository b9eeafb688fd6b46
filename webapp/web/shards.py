"""The frozen index, for copies without a server."""

from pathlib import Path

from flask import Blueprint, Response, abort
from werkzeug.security import safe_join

from webapp.search.frozen.word_files import WORDS
from webapp.web.site.assets import TYPES
from webapp.web.site.headers import keep_forever
from webapp.web.site.site import ask, the_site

STATE = "state.js"

blueprint = Blueprint("shards", __name__)


@blueprint.get("/shards/<path:path>")
def shard(path: str) -> Response:
    """Send a file of the frozen index; the names of segment files depend on their content."""
    file = Path(safe_join(str(the_site().shards.folder), path) or "")
    if file.suffix != ".js" or not file.is_file():
        abort(404)
    response = Response(file.read_bytes(), content_type=TYPES[".js"])
    if path == STATE or path.startswith(("fold/", f"{WORDS}/")):
        ask().file(f"shards/{path}")
        return response
    return keep_forever(response)
