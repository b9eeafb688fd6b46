"""What readers searched for and did not find."""

from typing import Any

from flask import Blueprint, render_template

from webapp.web.admin.gate import admin_blueprint, done, the_desk
from webapp.web.site.unfound import MIN_ASKED

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.get("/searches")
def searches() -> str:
    """Show the queries and how often they were asked."""
    return render_template("admin/searches.html", found=the_desk().unfound.shown(), least=MIN_ASKED)


@blueprint.post("/searches/forget")
def forget() -> Any:
    """Begin to count anew."""
    the_desk().unfound.forget()
    return done("counted_anew", "admin_searches.searches")
