"""What readers of the live site say about a point of a meeting: held for the admin, and shown to nobody else.

The forms work without scripts and without a cookie. What a form carries is made of the meeting, the hour and the
reader's address, with a key that lives as long as the process: so a page of another site cannot hold one that is good
for its visitors. Who sent a remark is known for as long as it is counted, in memory, as a keyed hash.
"""

import secrets
import time
from dataclasses import dataclass, field
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.core.meeting import Meeting
from webapp.core.remark import MOST_CHARACTERS, Remark, plain_remark
from webapp.store.change.remarks import add_remark
from webapp.web.admin.password import password_hash
from webapp.web.admin.session import is_from_elsewhere
from webapp.web.agenda import AgendaItem, items_of
from webapp.web.meetings import RefusedRemark, find_meeting, meeting_page
from webapp.web.site.rate_limit import RateLimiter, network
from webapp.web.site.site import the_site
from webapp.zone import local_now

MOST_REMARKS_OF_ONE = 20
MOST_REMARKS_OF_ALL = 300

_HOUR_SECONDS = 3600
_OPEN_HOURS = 12
"""How long a page may stay open before its form is sent."""
_MAX_FORM_BYTES = 20_000
_DOOR = "shuwu-remarks"

Refusal = tuple[str, int]
"""The phrase that says why, and the status of the answer."""

blueprint = Blueprint("remarks", __name__)


@dataclass(frozen=True, slots=True)
class RemarkGuard:
    """What is known of those who send remarks, while the process runs."""

    tries: RateLimiter = field(
        default_factory=lambda: RateLimiter(most_of_one=MOST_REMARKS_OF_ONE, most_of_all=MOST_REMARKS_OF_ALL)
    )
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))


def take_remarks(app: Flask) -> None:
    """Let *app* take remarks while there is an admin who can read them."""
    app.extensions[_DOOR] = RemarkGuard()
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
    return meeting_page(meeting, RefusedRemark(key, message, text)), status


def _refusal(meeting: Meeting, text: str) -> Refusal | None:
    if is_from_elsewhere() or not _is_token(request.form.get("token", ""), meeting.slug):
        return "remark_again", 403
    if not text:
        return "remark_empty", 400
    if len(text) > MOST_CHARACTERS:
        return "remark_too_long", 400
    return ("remark_later", 429) if _door().tries.wait_seconds(request.remote_addr or "") else None


def _hold(meeting: Meeting, item: AgendaItem, text: str) -> Refusal | None:
    _door().tries.add(request.remote_addr or "")
    today = local_now(the_site().settings.zone).date()
    remark = Remark(secrets.token_hex(8), item.point.key, item.words, text, today.isoformat())
    try:
        is_held = add_remark(the_site().settings, meeting, remark)
    except OSError:
        return "remark_no_room", 507
    return None if is_held else ("remark_full", 409)


def _door() -> RemarkGuard:
    door: RemarkGuard = current_app.extensions[_DOOR]
    return door


def _token_now(slug: str) -> str | None:
    """Return what a form of the meeting *slug* carries; None if nobody could read what it brings."""
    return _token(slug, _hour()) if password_hash(the_site().settings.root) else None


def _is_token(sent: str, slug: str) -> bool:
    tokens = (_token(slug, _hour() - hours) for hours in range(_OPEN_HOURS))
    return any(compare_digest(sent.encode(), token.encode()) for token in tokens)


def _token(slug: str, hour: int) -> str:
    parts = f"{slug}\0{hour}\0{network(request.remote_addr or '')}"
    return blake2b(parts.encode(), key=_door().key, digest_size=16).hexdigest()


def _hour() -> int:
    return int(time.time()) // _HOUR_SECONDS
