"""Pictures, at addresses that change with their content."""

from flask import Blueprint, Response, abort

from webapp.core.picture import MIME_TYPES
from webapp.errors import PictureError
from webapp.web.site.headers import keep_forever
from webapp.web.site.site import the_site

blueprint = Blueprint("media", __name__)


@blueprint.get("/media/<name>")
def picture(name: str) -> Response:
    """Send one copy of a picture; the pages that show it have made it."""
    try:
        path = the_site().thumbnails.file(name)
    except PictureError:
        abort(404)
    return keep_forever(Response(path.read_bytes(), content_type=MIME_TYPES[path.suffix.lstrip(".")]))
