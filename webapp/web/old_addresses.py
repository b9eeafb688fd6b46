"""The pages at old addresses: a redirect, or a note that the content is gone."""

from http import HTTPStatus

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.core.article import Article, Section
from webapp.core.meeting import Meeting
from webapp.web.redirects import redirect_to
from webapp.web.site.site import ask, the_site
from webapp.web.site.urls import Url, url_of

PageResponse = str | tuple[str, int] | Response
"""The result of a view."""


def old_address_page(address: str) -> PageResponse:
    """Return the page for an old *address*, such as farming/tea.html or tags/tea/; abort if it was never in use."""
    now = ask().redirect(address)
    if now:
        endpoint, values = url_of(now)
        # An old address of a handout or booklet leads to the handout or booklet.
        url = (request.endpoint if endpoint == "meetings.meeting" and request.endpoint else endpoint, values)
        return _leads_on(url, _found(endpoint, values) or abort(404))
    if not ask().is_gone(address):
        abort(404)
    page = render_template("failure.html", reason="gone", advice="gone_help")
    if the_site().library.is_held:
        return page
    return page, HTTPStatus.NOT_FOUND if ask().is_withheld(address) else HTTPStatus.GONE


def _leads_on(url: Url, found: Article | Section | Meeting) -> PageResponse:
    endpoint, values = url
    if not the_site().library.is_held:
        return redirect_to(url_for(endpoint, **values))
    # A frozen copy has no server to redirect.
    lang = getattr(found, "lang", None)
    return render_template("moved.html", endpoint=endpoint, values=values, title=found.title, lang=lang)


def _found(endpoint: str, values: dict[str, str]) -> Article | Section | Meeting | None:
    if endpoint == "pages.article":
        return ask().article(values["slug"])
    return ask().section(values["section"]) if endpoint == "pages.section" else ask().meeting(values["slug"])
