"""Reading a frozen copy offline: the service worker, the page to save the library, and the notice of a new release."""

from flask import Blueprint, Response, abort, render_template

from webapp.web.site.assets import TYPES, bundle
from webapp.web.site.site import the_site

blueprint = Blueprint("offline", __name__)


@blueprint.get("/worker.js")
def worker() -> Response:
    """Send the service worker. Its address has no digest, because browsers look there for a newer one."""
    _only_frozen()
    return Response(bundle("js/worker.js"), content_type=TYPES[".js"])


@blueprint.get("/newer.js")
def newer() -> Response:
    """Send the script that announces a newer release to readers who saved the library, with its words and style.

    The worker adds it to their pages, so its address has no digest either.
    """
    _only_frozen()
    words = render_template("newer.js").encode()
    return Response(words + b"\n" + bundle("js/newer.js"), content_type=TYPES[".js"])


@blueprint.get("/offline/")
def offline_page() -> str:
    """Show how to read the library offline, and how to save all of it."""
    _only_frozen()
    return render_template("offline.html")


def _only_frozen() -> None:
    # With a worker, admins would see their own changes one visit late.
    if not the_site().library.is_held:
        abort(404)
