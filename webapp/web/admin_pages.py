"""All admin pages."""

from flask import Flask

from webapp.web import (
    admin_articles,
    admin_cleaning,
    admin_door,
    admin_drop,
    admin_edit,
    admin_freeze,
    admin_history,
    admin_pictures,
    admin_remarks,
    admin_searches,
    admin_trash,
)
from webapp.web.admin import prepare_admin
from webapp.web.freezing import Freeze, Freezing
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
