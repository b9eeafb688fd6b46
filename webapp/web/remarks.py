"""Remarks of the live site's readers about the points of a meeting. Only the admin sees them.

The forms need no scripts and no cookie. The sender of a remark is known only while the rate limit counts it, only in
memory, and as a keyed hash.
"""

import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, abort, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.core.meeting import Meeting
from webapp.core.remark import MOST_CHARACTERS, Remark, plain_remark
from webapp.store.change.remarks import add_remark
from webapp.web.agenda import AgendaItem, items_of
from webapp.web.meetings import RefusedRemark, find_meeting, meeting_page
from webapp.web.remark_guard import add_guard, the_guard
from webapp.web.site.request_origin import is_from_elsewhere
from webapp.web.site.site import the_site
from webapp.zone import local_now

_MAX_FORM_BYTES = 20_000

Refusal = tuple[str, int]
"""The phrase with the reason, and the status of the answer."""

blueprint = Blueprint("remarks", __name__)


def take_remarks(app: Flask, is_read: Callable[[], bool]) -> None:
    """Let *app* take remarks while *is_read* returns True: an admin can read them."""
    add_guard(app, is_read)
    app.register_blueprint(blueprint)


@blueprint.post("/meetings/<slug>/remarks/<key>")
def leave(slug: str, key: str) -> Any:
    """Store a reader's remark about the point *key* of a meeting."""
    request.max_content_length = _MAX_FORM_BYTES
    if the_guard().token(slug) is None:
        abort(404)
    meeting = find_meeting(slug)
    item = next((item for item in items_of(meeting.discuss) if item.point.key == key), None) or abort(404)
    try:
        text = plain_remark(request.form.get("text", ""))
    except RequestEntityTooLarge:
        return _again(meeting, key, "", ("remark_too_long", 413))
    refusal = _refusal(meeting, text) or _hold(meeting, item, text)
    if refusal:
        return _again(meeting, key, text, refusal)
    return redirect(url_for("meetings.meeting", slug=slug, said=key, _anchor=f"point-{key}"), 303)


def _again(meeting: Meeting, key: str, text: str, refusal: Refusal) -> Any:
    phrase, status = refusal
    message = the_site().say(phrase, limit=MOST_CHARACTERS)
    return meeting_page(meeting, RefusedRemark(key, message, text)), status


def _refusal(meeting: Meeting, text: str) -> Refusal | None:
    if is_from_elsewhere() or not the_guard().is_token(request.form.get("token", ""), meeting.slug):
        return "remark_again", 403
    if not text:
        return "remark_empty", 400
    if len(text) > MOST_CHARACTERS:
        return "remark_too_long", 400
    return ("remark_later", 429) if the_guard().tries.wait_seconds(request.remote_addr or "") else None


def _hold(meeting: Meeting, item: AgendaItem, text: str) -> Refusal | None:
    the_guard().tries.add(request.remote_addr or "")
    today = local_now(the_site().settings.zone).date()
    remark = Remark(secrets.token_hex(8), item.point.key, item.words, text, today.isoformat())
    try:
        is_held = add_remark(the_site().settings, meeting, remark)
    except OSError:
        return "remark_no_room", 507
    return None if is_held else ("remark_full", 409)
