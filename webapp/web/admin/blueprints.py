"""All admin pages."""

from flask import Flask

from webapp.web.admin import articles as admin_articles
from webapp.web.admin import cleaning as admin_cleaning
from webapp.web.admin import drop as admin_drop
from webapp.web.admin import edit as admin_edit
from webapp.web.admin import freeze as admin_freeze
from webapp.web.admin import history as admin_history
from webapp.web.admin import pictures as admin_pictures
from webapp.web.admin import remarks as admin_remarks
from webapp.web.admin import searches as admin_searches
from webapp.web.admin import sign_in as admin_door
from webapp.web.admin import trash as admin_trash
from webapp.web.admin.freezing import Freeze, Freezing
from webapp.web.admin.gate import prepare_admin
from webapp.web.remarks import take_remarks

_MODULES = (
    *(admin_door, admin_articles, admin_drop, admin_edit, admin_cleaning, admin_pictures, admin_history),
    *(admin_trash, admin_searches, admin_remarks, admin_freeze),
)


def register_admin(app: Flask, freeze: Freeze | None = None) -> None:
    """Add the admin pages to *app*; their button calls *freeze*, and is not there without."""
    prepare_admin(app, Freezing(freeze))
    take_remarks(app)
    for module in _MODULES:
        app.register_blueprint(module.blueprint)
