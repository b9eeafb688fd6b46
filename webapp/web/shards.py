"""The frozen index, for the copy that has no server to ask."""

from flask import Blueprint, Response, abort, send_from_directory

from webapp.web.headers import keep_forever
from webapp.web.site import the_site

STATE = "state.js"

blueprint = Blueprint("shards", __name__)


@blueprint.get("/shards/<path:path>")
def shard(path: str) -> Response:
    """Send a file of the frozen index; all but the state and the folding table are named by their content."""
    if not path.endswith(".js"):
        abort(404)
    response = send_from_directory(the_site().shards.folder, path)
    return response if path == STATE or path.startswith("fold/") else keep_forever(response)
