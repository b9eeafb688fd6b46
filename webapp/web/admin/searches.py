"""The failed searches of readers."""

from typing import Any

from flask import Blueprint, render_template

from webapp.web.admin.access import admin_blueprint, admin_state, done
from webapp.web.admin.failed_searches import MIN_ASKED

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.get("/searches")
def searches() -> str:
    """Show the queries and their counts."""
    return render_template("admin/searches.html", found=admin_state().failed_searches.shown(), least=MIN_ASKED)


@blueprint.post("/searches/forget")
def forget() -> Any:
    """Delete all counts."""
    admin_state().failed_searches.forget()
    return done("counted_anew", "admin_searches.searches")
