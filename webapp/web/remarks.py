"""What readers of the live site say about a point of a meeting: held for the admin, and shown to nobody else.

The forms work without scripts and without a cookie. What a form carries is made of the meeting, the hour and the
reader's address, with a key that lives as long as the process: so a page of another site cannot hold one that is good
for its visitors. Who sent a remark is known for as long as it is counted, in memory, as a keyed hash.
"""

import secrets
import time
from datetime import date
from hashlib import blake2b
from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.core.meeting import Meeting
from webapp.core.remark import MOST_CHARACTERS, Remark, plain_remark
from webapp.store.remarks import hold
from webapp.web.agenda import Item, items_of
from webapp.web.meetings import Trouble, find_meeting, meeting_page
from webapp.web.password import password_hash
from webapp.web.session import is_from_elsewhere
from webapp.web.site import the_site
from webapp.web.tries import Tries, network

MOST_OF_ONE = 20
MOST_OF_ALL = 300

_HOUR_SECONDS = 3600
_OPEN_HOURS = 12
"""How long a page may stay open before its form is sent."""
_MAX_FORM_BYTES = 20_000
_TRIES = "shuwu-remarks"

Refusal = tuple[str, int]
"""The phrase that says why, and the status of the answer."""

blueprint = Blueprint("remarks", __name__)


def take_remarks(app: Flask) -> None:
    """Let *app*, which keeps sessions, take remarks while there is an admin who can read them."""
    app.extensions[_TRIES] = Tries(most_of_one=MOST_OF_ONE, most_of_all=MOST_OF_ALL)
    app.register_blueprint(blueprint)
    the_site(app).remark_token = _token_now


@blueprint.post("/meetings/<slug>/remarks/<key>")
def leave(slug: str, key: str) -> Any:
    """Hold what a reader says about the point *key* of a meeting."""
    request.max_content_length = _MAX_FORM_BYTES
    if the_site().remark_token(slug) is None:
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
    return meeting_page(meeting, Trouble(key, message, text)), status


def _refusal(meeting: Meeting, text: str) -> Refusal | None:
    if is_from_elsewhere() or request.form.get("token") not in _tokens(meeting.slug):
        return "remark_again", 403
    if not text:
        return "remark_empty", 400
    if len(text) > MOST_CHARACTERS:
        return "remark_too_long", 400
    return ("remark_later", 429) if _tries().wait_seconds(request.remote_addr or "") else None


def _hold(meeting: Meeting, item: Item, text: str) -> Refusal | None:
    _tries().add(request.remote_addr or "")
    remark = Remark(secrets.token_hex(8), item.point.key, item.words, text, date.today().isoformat())
    try:
        is_held = hold(the_site().settings, meeting, remark)
    except OSError:
        return "remark_no_room", 507
    return None if is_held else ("remark_full", 409)


def _tries() -> Tries:
    tries: Tries = current_app.extensions[_TRIES]
    return tries


def _token_now(slug: str) -> str | None:
    """Return what a form of the meeting *slug* carries; None if nobody could read what it brings."""
    return _token(slug, _hour()) if password_hash(the_site().settings.root) else None


def _tokens(slug: str) -> list[str]:
    return [_token(slug, _hour() - hours) for hours in range(_OPEN_HOURS)]


def _token(slug: str, hour: int) -> str:
    secret = current_app.secret_key
    key = secret.encode() if isinstance(secret, str) else secret
    parts = f"{slug}\0{hour}\0{network(request.remote_addr or '')}"
    return blake2b(parts.encode(), key=key or b"", digest_size=16).hexdigest()


def _hour() -> int:
    return int(time.time()) // _HOUR_SECONDS
