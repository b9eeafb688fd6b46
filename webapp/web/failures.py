"""The pages for what is not there and for what went wrong."""

from urllib.parse import quote, urlsplit

from flask import Blueprint, Response, render_template, request
from jinja2 import TemplateError
from werkzeug.wrappers import Response as BaseResponse

from webapp.web.redirects import redirect_to
from webapp.web.site.site import ask, the_site

blueprint = Blueprint("failures", __name__)


@blueprint.get("/404.html")
def not_found_page() -> str:
    """Show the page that a static host sends for any address it does not know.

    It may stand in any folder, so its relative links need a base; the address of the library tells it, else a script.
    """
    url = ask().settings.url
    base = urlsplit(url).path.rstrip("/") + "/" if url else ""
    return render_template("failure.html", reason="not_found", advice="not_found_help", base=base)


@blueprint.before_app_request
def lead_from_frozen_address() -> BaseResponse | None:
    """Lead to a page here from the address that it has in a frozen copy; a section or tag is never called so."""
    if request.method not in {"GET", "HEAD"} or not request.path.endswith("/index.html"):
        return None
    return redirect_to(quote(request.root_path + request.path.removesuffix("index.html")))


@blueprint.app_errorhandler(404)
def not_found(_error: Exception) -> tuple[str, int]:
    """Answer an unknown address."""
    return render_template("failure.html", reason="not_found", advice="not_found_help"), 404


@blueprint.app_errorhandler(500)
def failed(_error: Exception) -> tuple[str | Response, int]:
    """Answer a bug; in plain words if it is in a template of the library, which this page needs too."""
    try:
        return render_template("failure.html", reason="failure", advice="failure_help"), 500
    except TemplateError:
        say = the_site().say
        return Response(f"{say('failure')}\n{say('failure_help')}\n", content_type="text/plain; charset=utf-8"), 500
