"""The pages for unknown addresses and for errors."""

from urllib.parse import quote, urlsplit

from flask import Blueprint, Response, render_template, request
from jinja2 import TemplateError
from werkzeug.wrappers import Response as BaseResponse

from webapp.web.redirects import redirect_to
from webapp.web.site.site import ask, the_site

blueprint = Blueprint("failures", __name__)


@blueprint.get("/404.html")
def not_found_page() -> str:
    """Show the page that a static host sends for unknown addresses.

    It may appear in any folder, so its relative links need a base: the library's address, or else one from a script.
    """
    url = ask().settings.url
    base = urlsplit(url).path.rstrip("/") + "/" if url else ""
    return render_template("failure.html", reason="not_found", advice="not_found_help", base=base)


@blueprint.before_app_request
def lead_from_frozen_address() -> BaseResponse | None:
    """Redirect from the address of a page in a frozen copy; no section or tag has such a name."""
    if request.method not in {"GET", "HEAD"} or not request.path.endswith("/index.html"):
        return None
    return redirect_to(quote(request.root_path + request.path.removesuffix("index.html")))


@blueprint.app_errorhandler(404)
def not_found(_error: Exception) -> tuple[str, int]:
    """Answer an unknown address."""
    return render_template("failure.html", reason="not_found", advice="not_found_help"), 404


@blueprint.app_errorhandler(500)
def failed(_error: Exception) -> tuple[str | Response, int]:
    """Answer a bug; as plain text if the bug is in a template that this page needs too."""
    try:
        return render_template("failure.html", reason="failure", advice="failure_help"), 500
    except TemplateError:
        say = the_site().say
        return Response(f"{say('failure')}\n{say('failure_help')}\n", content_type="text/plain; charset=utf-8"), 500
