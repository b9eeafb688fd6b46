"""Downloads of packs, if there are any; a frozen site has them beside it (docs/packs.md)."""

from flask import Blueprint, Response, abort, send_file

from webapp.store.packs import LISTS, find_pack, is_to_be_saved
from webapp.web.site.site import the_site

blueprint = Blueprint("packs", __name__)


@blueprint.get("/packs/")
def pack_list() -> Response:
    """Send the list of packs."""
    return pack("index.html")


@blueprint.get("/packs/<name>")
def pack(name: str) -> Response:
    """Send a pack as a download, or one of the lists."""
    path = find_pack(the_site().settings, name) or abort(404)
    return send_file(path, LISTS.get(name), as_attachment=is_to_be_saved(name), conditional=True)
