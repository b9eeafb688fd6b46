"""Meetings: the list, each meeting with its agenda, and the sheets to print."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from webapp.core.booklet import imposed
from webapp.core.meeting import Meeting
from webapp.web.agenda import agenda
from webapp.web.booklet import booklet_pages
from webapp.web.old_addresses import PageResponse, old_address_page
from webapp.web.remark_guard import remark_token
from webapp.web.site.site import ask

blueprint = Blueprint("meetings", __name__, url_prefix="/meetings")


@dataclass(frozen=True, slots=True)
class RefusedRemark:
    """Why the remark *text* about the point *key* was refused."""

    key: str
    message: str
    text: str


@blueprint.get("/")
def meetings() -> str:
    """Show all meetings, the latest first."""
    return render_template("meetings.html", meetings=ask().meetings() or abort(404))


@blueprint.get("/<slug>/")
def meeting(slug: str) -> PageResponse:
    """Show a meeting; ``?said=`` names the point about which the reader has just left a remark."""
    found = ask().meeting(slug)
    return meeting_page(found) if found else old_address_page(f"meetings/{slug}/")


@blueprint.get("/<slug>/handout/")
def handout(slug: str) -> PageResponse:
    """Show a meeting as an A4 sheet to print."""
    found = ask().meeting(slug)
    if not found:
        return old_address_page(f"meetings/{slug}/")
    return render_template("handout.html", meeting=found, parts=agenda(found))


@blueprint.get("/<slug>/booklet/")
def booklet(slug: str) -> PageResponse:
    """Show a meeting as sheets to print on both sides and fold to A5."""
    found = ask().meeting(slug)
    if not found:
        return old_address_page(f"meetings/{slug}/")
    pages = booklet_pages(found, agenda(found))
    return render_template("booklet.html", meeting=found, pages=pages, sides=imposed(len(pages)))


def find_meeting(slug: str) -> Meeting:
    """Return the meeting *slug*; abort with 404 if readers have none."""
    return ask().meeting(slug) or abort(404)


def meeting_page(meeting: Meeting, trouble: RefusedRemark | None = None) -> str:
    """Return the page of *meeting*, with the *trouble* of a refused remark."""
    return render_template(
        "meeting.html",
        meeting=meeting,
        parts=agenda(meeting),
        token=remark_token(meeting.slug),
        said=request.args.get("said"),
        trouble=trouble,
    )
