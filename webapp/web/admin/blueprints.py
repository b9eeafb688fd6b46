"""All admin pages."""

from flask import Flask

from webapp.web.admin import (
    articles,
    cleaning,
    drop,
    edit,
    freeze,
    history,
    pictures,
    remarks,
    searches,
    sign_in,
    trash,
)
from webapp.web.admin.access import has_admin, prepare_admin
from webapp.web.admin.freeze_job import Freeze, FreezeJob
from webapp.web.remarks import take_remarks
from webapp.web.site.site import the_site

_MODULES = (
    *(sign_in, articles, drop, edit, cleaning, pictures, history),
    *(trash, searches, remarks, freeze),
)


def register_admin(app: Flask, run_freeze: Freeze | None = None) -> None:
    """Add the admin pages to *app*; their button calls *run_freeze*, and is hidden without it."""
    prepare_admin(app, FreezeJob(run_freeze))
    take_remarks(app, lambda: has_admin(the_site(app)))
    for module in _MODULES:
        app.register_blueprint(module.blueprint)
