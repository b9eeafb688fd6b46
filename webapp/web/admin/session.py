"""The admin's session: who is signed in, and which forms belong to the session."""

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
    """Flask's signed cookie, hidden from scripts and other sites, and not sent with readers' pages."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie is only for HTTPS: if this request used it. A hotspot has no HTTPS."""
        return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def keep_sessions(app: Flask) -> None:
    """Give *app* sessions. They end with the process, because its key is not stored."""
    app.secret_key = secrets.token_bytes(32)
    app.session_interface = AdminSessions()
    app.config.update(SESSION_COOKIE_NAME=COOKIE, SESSION_COOKIE_PATH=PREFIX, SESSION_COOKIE_SAMESITE="Strict")
    app.extensions[_ENDED] = set()


def sign_in() -> None:
    """Begin a session for the sender of this request."""
    session.clear()
    session.update(id=secrets.token_hex(16), csrf=secrets.token_hex(16), by=_password_mark(), seen=time.time())


def sign_out() -> None:
    """Sign out; the cookie becomes invalid."""
    current_app.extensions[_ENDED].add(session.get("id", ""))
    session.clear()


def csrf() -> Markup:
    """Return the CSRF field, which every form has to send back."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_hex(16)
    return Markup('<input type="hidden" name="csrf" value="{}">').format(session["csrf"])


def is_signed_in() -> bool:
    """Tell whether this request is the admin's; if so, extend the session."""
    if not _is_valid(session):
        return False
    session["seen"] = time.time()
    return True


def is_own_form() -> bool:
    """Tell whether this request comes from a form of its sender's session, not from another site."""
    if is_from_elsewhere():
        return False
    return compare_digest(request.form.get("csrf", "").encode(), session.get("csrf", secrets.token_hex(16)).encode())


def has_session(cookies: str) -> bool:
    """Tell whether the Cookie header *cookies* has a valid session."""
    serializer = AdminSessions().get_signing_serializer(current_app)
    try:
        return serializer is not None and _is_valid(serializer.loads(parse_cookie(cookies).get(COOKIE, "")))
    except BadSignature:
        return False


def _is_valid(kept: Mapping[str, Any]) -> bool:
    """Tell whether the session *kept* has the present password, is not expired and was not ended."""
    is_known = kept.get("by") == _password_mark() and kept.get("id") not in current_app.extensions[_ENDED]
    return is_known and time.time() - kept.get("seen", 0) < MAX_IDLE_SECONDS


def _password_mark() -> str:
    """Return a mark of the password: a session ends when the password changes."""
    return sha256(password_hash(the_site().settings.root).encode()).hexdigest()[:16]
