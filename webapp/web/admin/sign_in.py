"""Sign in and out."""

from typing import Any

from flask import redirect, render_template, request, url_for

from webapp.web.admin.access import admin_blueprint, admin_state
from webapp.web.admin.password import is_right, password_hash
from webapp.web.admin.session import sign_in, sign_out
from webapp.web.site.site import the_site

blueprint = admin_blueprint(__name__)


@blueprint.get("/sign-in")
def sign_in_page() -> str:
    """Ask for the password."""
    return render_template("admin/sign_in.html")


@blueprint.post("/sign-in")
def enter() -> Any:
    """Sign in with the password."""
    tries = admin_state().tries
    address = request.remote_addr or ""
    wait = tries.wait_seconds(address)
    if wait:
        return _again("too_many_tries", minutes=-(-wait // 60)), 429, {"Retry-After": str(wait)}
    # Count before the check, so that parallel tries count like sequential ones.
    tries.add(address)
    if not is_right(password_hash(the_site().settings.root), request.form.get("password", "")):
        return _again("wrong_password"), 403
    tries.forget(address)
    sign_in()
    return redirect(url_for("admin_articles.articles"), code=303)


@blueprint.post("/sign-out")
def leave() -> Any:
    """End the session."""
    sign_out()
    return redirect(url_for("admin_sign_in.sign_in_page"), code=303)


def _again(phrase: str, **values: object) -> str:
    return render_template("admin/sign_in.html", trouble=the_site().say(phrase, **values))
