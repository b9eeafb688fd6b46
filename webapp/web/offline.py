"""What a frozen copy needs to be read without a line: the service worker, how the library is saved, and news of it."""

from flask import Blueprint, Response, abort, render_template

from webapp.web.site.assets import TYPES, bundle
from webapp.web.site.site import the_site

blueprint = Blueprint("offline", __name__)


@blueprint.get("/worker.js")
def worker() -> Response:
    """Send the service worker. It has no digest in its address: browsers look there for a newer one."""
    _only_frozen()
    return Response(bundle("js/worker.js"), content_type=TYPES[".js"])


@blueprint.get("/newer.js")
def newer() -> Response:
    """Send what tells those who saved the library of a newer release, with its words and its style.

    The worker puts it behind their pages, so its address has no digest either.
    """
    _only_frozen()
    words = render_template("newer.js").encode()
    return Response(words + b"\n" + bundle("js/newer.js"), content_type=TYPES[".js"])


@blueprint.get("/offline/")
def offline_page() -> str:
    """Show how the library is read without a line, and how to save all of it."""
    _only_frozen()
    return render_template("offline.html")


def _only_frozen() -> None:
    # A worker would show admins their own changes a visit too late.
    if not the_site().library.is_held:
        abort(404)
