"""The remarks of readers about the points of meetings."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from webapp.core.remark import Remark
from webapp.core.spreadsheet import to_csv
from webapp.store.change.remarks import MeetingRemarks, all_remarks, delete
from webapp.web.admin.access import admin_blueprint, done
from webapp.web.site.site import the_site

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.get("/remarks")
def remarks() -> str:
    """Show all remarks, by meeting and point."""
    found = [(meeting, _by_point(meeting)) for meeting in all_remarks(the_site().settings)]
    return render_template("admin/remarks.html", found=found)


@blueprint.get("/remarks/<slug>.csv")
def export(slug: str) -> Response:
    """Send the remarks of one meeting as a table."""
    meeting = _chosen(slug)
    say = the_site().say
    head = (say("remark_meeting"), say("remark_point"), say("remark_text"), say("remark_day"))
    rows = [(meeting.title, remark.words, remark.text, remark.day) for _, row in _by_point(meeting) for remark in row]
    response = Response(to_csv([head, *rows]), content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{meeting.slug}.csv")
    return response


@blueprint.post("/remarks/delete")
def delete_some() -> Any:
    """Delete one remark for good, or all of a meeting."""
    meeting = _chosen(request.form.get("meeting", ""))
    wanted = request.form.get("id")
    ids = [remark.id for remark in meeting.remarks if wanted in (None, remark.id)] or abort(404)
    delete(the_site().settings, meeting.slug, ids)
    return done("deleted_for_good", "admin_remarks.remarks")


def _chosen(slug: str) -> MeetingRemarks:
    return next((found for found in all_remarks(the_site().settings) if found.slug == slug), None) or abort(404)


def _by_point(meeting: MeetingRemarks) -> list[tuple[str, list[Remark]]]:
    """Return each point's text, as it is or was last, with its remarks."""
    points: dict[str, list[Remark]] = {}
    for remark in meeting.remarks:
        points.setdefault(remark.point, []).append(remark)
    return [(row[-1].words, row) for row in points.values()]
