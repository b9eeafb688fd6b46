"""The admin's session: who is signed in, and which forms are that session's own."""

import secrets
import time
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from markupsafe import Markup
from werkzeug.http import parse_cookie

from webapp.web.admin.password import password_hash
from webapp.web.site.request_origin import is_from_elsewhere
from webapp.web.site.site import the_site

PREFIX = "/admin"
COOKIE = "shuwu-admin"
MAX_IDLE_SECONDS = 4 * 3600

_ENDED = "shuwu-ended-sessions"


class AdminSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, which browsers keep from scripts and other sites, and off the readers' pages."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie may only go over HTTPS: whenever this request came so. A hotspot has none."""
        return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def keep_sessions(app: Flask) -> None:
    """Let *app* keep sessions. They end with the process, whose key nobody else has."""
    app.secret_key = secrets.token_bytes(32)
    app.session_interface = AdminSessions()
    app.config.update(SESSION_COOKIE_NAME=COOKIE, SESSION_COOKIE_PATH=PREFIX, SESSION_COOKIE_SAMESITE="Strict")
    app.extensions[_ENDED] = set()


def sign_in() -> None:
    """Begin a session for whoever sent this request."""
    session.clear()
    session.update(id=secrets.token_hex(16), csrf=secrets.token_hex(16), by=_password_mark(), seen=time.time())


def sign_out() -> None:
    """Sign out; the cookie is worth nothing from now on."""
    current_app.extensions[_ENDED].add(session.get("id", ""))
    session.clear()


def csrf() -> Markup:
    """Return the field that every form has to send back, so that no other site's page can send one for the admin."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_hex(16)
    return Markup('<input type="hidden" name="csrf" value="{}">').format(session["csrf"])


def is_signed_in() -> bool:
    """Tell whether this request is the admin's, and keep its session from ending for another while."""
    if not _is_valid(session):
        return False
    session["seen"] = time.time()
    return True


def is_own_form() -> bool:
    """Tell whether this request comes from a form that was made for its sender, not from another site's page."""
    if is_from_elsewhere():
        return False
    return compare_digest(request.form.get("csrf", "").encode(), session.get("csrf", secrets.token_hex(16)).encode())


def has_session(cookies: str) -> bool:
    """Tell whether the Cookie header *cookies* is that of somebody who is signed in."""
    serializer = AdminSessions().get_signing_serializer(current_app)
    try:
        return serializer is not None and _is_valid(serializer.loads(parse_cookie(cookies).get(COOKIE, "")))
    except BadSignature:
        return False


def _is_valid(kept: Mapping[str, Any]) -> bool:
    """Tell whether a session that holds *kept* was begun with the password of today, lately, and not ended."""
    is_known = kept.get("by") == _password_mark() and kept.get("id") not in current_app.extensions[_ENDED]
    return is_known and time.time() - kept.get("seen", 0) < MAX_IDLE_SECONDS


def _password_mark() -> str:
    """Return what a session remembers of the password: with another one it ends."""
    return sha256(password_hash(the_site().settings.root).encode()).hexdigest()[:16]
