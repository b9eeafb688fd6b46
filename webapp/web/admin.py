"""What all admin pages share: who may see them, what they accept, and the article that a page is about."""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.http import parse_cookie

from webapp.core.article import Article
from webapp.errors import WebappError
from webapp.store.edit import Source, read_source
from webapp.web.freezing import Freezing
from webapp.web.password import password_hash
from webapp.web.plain_words import plain_words
from webapp.web.site import current_snapshot, the_site
from webapp.web.tries import Tries
from webapp.web.unfound import Unfound

PREFIX = "/admin"
COOKIE = "shuwu-admin"

MAX_IDLE_SECONDS = 4 * 3600
# A form holds an article's text, in which a character may take nine bytes; and a folder has many files.
_BYTES_PER_CHARACTER = 9
_MAX_PARTS = 5000
_MAX_SIGN_IN_BYTES = 20_000


@dataclass(slots=True)
class Desk:
    """What the admin pages remember while the process runs."""

    freezing: Freezing
    unfound: Unfound
    tries: Tries = field(default_factory=Tries)
    signed_out: set[str] = field(default_factory=set)


class AdminSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, which browsers keep from scripts and other sites, and off the readers' pages."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie may only go over HTTPS: whenever this request came so. A hotspot has none."""
        return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def prepare_admin(app: Flask, freezing: Freezing) -> None:
    """Let *app* keep sessions for the admin pages. They end with the process, whose key nobody else has."""
    app.secret_key = secrets.token_bytes(32)
    app.session_interface = AdminSessions()
    app.config.update(SESSION_COOKIE_NAME=COOKIE, SESSION_COOKIE_PATH=PREFIX, SESSION_COOKIE_SAMESITE="Strict")
    site = the_site(app)
    unfound = Unfound(site.settings.root)
    app.extensions["shuwu-admin"] = Desk(freezing, unfound)

    def note_search(query: str, was_found: bool) -> None:
        if password_hash(site.settings.root):
            unfound.note(query, request.remote_addr or "", was_found)

    site.note_search = note_search
    app.jinja_env.globals.update(csrf=csrf, plain_words=plain_words(site.settings))


def the_desk(app: Flask | None = None) -> Desk:
    """Return what the admin pages of *app*, or of the request's own, remember."""
    desk: Desk = (app or current_app).extensions["shuwu-admin"]
    return desk


def admin_blueprint(module: str) -> Blueprint:
    """Return the blueprint of an admin module, whose pages are for the admin only."""
    blueprint = Blueprint(module.rpartition(".")[2], module, url_prefix=PREFIX)
    blueprint.before_request(_guard)
    blueprint.after_request(_not_to_be_kept)
    blueprint.register_error_handler(RequestEntityTooLarge, _too_large)
    blueprint.register_error_handler(WebappError, _cannot)
    return blueprint


def sign_in() -> None:
    """Begin a session for whoever sent this request."""
    session.clear()
    session.update(id=secrets.token_hex(16), csrf=secrets.token_hex(16), by=_password_mark(), seen=time.time())


def sign_out() -> None:
    """End this session; its cookie is worth nothing from now on."""
    the_desk().signed_out.add(session.get("id", ""))
    session.clear()


def csrf() -> Markup:
    """Return the field that every form has to send back, so that no other site's page can send one for the admin."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_hex(16)
    return Markup('<input type="hidden" name="csrf" value="{}">').format(session["csrf"])


def body_limit(app: Flask) -> Callable[[str, str], int]:
    """Return what tells the server how many bytes a request to a path may bring, given its Cookie header.

    Only who is signed in may send files: others could fill the disk.
    """
    serializer = AdminSessions().get_signing_serializer(app)

    def limit(path: str, cookies: str) -> int:
        if not path.startswith(f"{PREFIX}/") or serializer is None:
            return 0
        try:
            kept = serializer.loads(parse_cookie(cookies).get(COOKIE, ""))
        except BadSignature:
            return 0
        with app.app_context():
            return upload_bytes() if _is_valid(kept) else 0

    return limit


def upload_bytes() -> int:
    """Return how many bytes one upload may have."""
    return the_site().settings.max_upload_mb * 1_000_000


def find_article(slug: str) -> Article:
    """Return the article *slug*, public or not; abort if there is none."""
    return current_snapshot().any_article(slug) or abort(404)


def find_source(slug: str) -> Source:
    """Return the file of the article *slug*; abort if there is none. Raises NotEditable for a row of a collection."""
    return read_source(the_site().settings, find_article(slug))


def done(phrase: str, endpoint: str, **values: Any) -> Any:
    """Show the change at once, say *phrase*, and go on to *endpoint*."""
    the_site().look_again()
    flash(the_site().say(phrase))
    return redirect(url_for(endpoint, **values), code=303)


def _guard() -> Any:
    if not password_hash(the_site().settings.root):
        abort(404)
    is_door = request.blueprint == "admin_door"
    is_signed_in = _is_signed_in()
    if not is_door and not is_signed_in:
        if request.method == "GET":
            return redirect(url_for("admin_door.sign_in_page"), code=303)
        return render_template("admin_stop.html", reason="signed_out", advice="signed_out_help"), 403
    request.max_content_length = upload_bytes() if is_signed_in else _MAX_SIGN_IN_BYTES
    request.max_form_memory_size = the_site().settings.max_article_chars * _BYTES_PER_CHARACTER
    request.max_form_parts = _MAX_PARTS
    if request.method == "POST" and not _is_own_form():
        return render_template("admin_stop.html", reason="foreign_form", advice="foreign_form_help"), 403
    return None


def _is_signed_in() -> bool:
    if not _is_valid(session):
        return False
    session["seen"] = time.time()
    return True


def _is_valid(kept: Mapping[str, Any]) -> bool:
    """Tell whether a session that holds *kept* was begun with the password of today, lately, and not ended."""
    is_known = kept.get("by") == _password_mark() and kept.get("id") not in the_desk().signed_out
    return is_known and time.time() - kept.get("seen", 0) < MAX_IDLE_SECONDS


def _is_own_form() -> bool:
    """Tell whether this request comes from a form of this session, not from another site's page."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    return compare_digest(request.form.get("csrf", "").encode(), session.get("csrf", secrets.token_hex(16)).encode())


def _password_mark() -> str:
    """Return what a session remembers of the password: with another one it ends."""
    return sha256(password_hash(the_site().settings.root).encode()).hexdigest()[:16]


def _not_to_be_kept(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


def _too_large(_error: HTTPException) -> tuple[str, int]:
    return render_template("admin_stop.html", reason="too_large", advice="too_large_help"), 413


def _cannot(error: WebappError) -> tuple[str, int]:
    return render_template("admin_stop.html", reason="cannot", advice="cannot_help", detail=str(error)), 409
