"""The trash: the deleted articles, until it is emptied."""

from typing import Any

from flask import Blueprint, abort, render_template, request

from webapp.store.change.trash import Trashed, delete_for_good, take_back, trashed
from webapp.web.admin.access import admin_blueprint, done
from webapp.web.site.site import the_site

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.get("/trash")
def trash() -> str:
    """Show the trash."""
    return render_template("admin/trash.html", found=trashed(the_site().settings))


@blueprint.post("/trash/back")
def back() -> Any:
    """Put an article back where it was."""
    take_back(the_site().settings, _chosen())
    return done("taken_back", "admin_trash.trash")


@blueprint.post("/trash/delete")
def delete() -> Any:
    """Delete an article for good."""
    delete_for_good(the_site().settings, _chosen())
    return done("deleted_for_good", "admin_trash.trash")


@blueprint.post("/trash/empty")
def empty() -> Any:
    """Empty the trash for good."""
    for found in trashed(the_site().settings):
        delete_for_good(the_site().settings, found)
    return done("deleted_for_good", "admin_trash.trash")


def _chosen() -> Trashed:
    wanted = request.form.get("name")
    return next((found for found in trashed(the_site().settings) if found.name == wanted), None) or abort(404)
