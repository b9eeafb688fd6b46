"""Meetings: all of them, each with its agenda, and the same to print."""

from flask import Blueprint, abort, render_template

from webapp.core.booklet import imposed
from webapp.core.meeting import Meeting
from webapp.web.agenda import agenda
from webapp.web.booklet import booklet_pages
from webapp.web.site import ask

blueprint = Blueprint("meetings", __name__, url_prefix="/meetings")


@blueprint.get("/")
def meetings() -> str:
    """Show all meetings, the latest first."""
    return render_template("meetings.html", meetings=ask().meetings() or abort(404))


@blueprint.get("/<slug>/")
def meeting(slug: str) -> str:
    """Show what a meeting is about."""
    return _page("meeting.html", slug)


@blueprint.get("/<slug>/handout/")
def handout(slug: str) -> str:
    """Show a meeting as an A4 sheet to print."""
    return _page("handout.html", slug)


@blueprint.get("/<slug>/booklet/")
def booklet(slug: str) -> str:
    """Show a meeting as sheets that are printed on both sides and folded to A5."""
    found = find_meeting(slug)
    pages = booklet_pages(found, agenda(found))
    return render_template("booklet.html", meeting=found, pages=pages, sides=imposed(len(pages)))


def find_meeting(slug: str) -> Meeting:
    """Return the meeting *slug*; abort if readers have none."""
    return ask().meeting(slug) or abort(404)


def _page(template: str, slug: str) -> str:
    found = find_meeting(slug)
    return render_template(template, meeting=found, parts=agenda(found))
