"""Join the pages into one Flask application."""

from pathlib import Path
from typing import cast

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader

from webapp.disk.unfinished import sweep_left
from webapp.pictures.thumbnails import DeferPicture
from webapp.settings import Settings
from webapp.web import (
    browse,
    failures,
    feeds,
    languages,
    media,
    meetings,
    offline,
    opds,
    packs,
    pages,
    search,
    shards,
    weight,
)
from webapp.web.admin.freeze_job import Freeze
from webapp.web.site import assets
from webapp.web.site.environment import KeptTemplates, PageEnvironment
from webapp.web.site.filters import register_filters
from webapp.web.site.headers import register_headers
from webapp.web.site.held_library import LibraryPart
from webapp.web.site.site import add_site

_PACKAGE = Path(__file__).parent
_MODULES = (
    *(browse, pages, search, shards, media, assets, feeds),
    *(opds, packs, offline, meetings, failures, weight, languages),
)


def create_app(
    settings: Settings,
    *,
    with_admin: bool = False,
    freeze: Freeze | None = None,
    part: LibraryPart | None = None,
    defer_picture: DeferPicture | None = None,
) -> Flask:
    """Return the site of the library that *settings* describe.

    *with_admin* adds the admin pages, which answer once a password is set, and whose button calls *freeze*; an app to
    freeze has none. With *part*, the site has only that part of the library. With *defer_picture*, a page with a new
    picture waits only for its first copies (pictures/thumbnails.py).
    """
    app = Flask("webapp", static_folder=None, template_folder=None)
    app.jinja_environment = PageEnvironment
    app.jinja_loader = _template_loader(settings)
    app.jinja_env.bytecode_cache = KeptTemplates(settings.build)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    add_site(app, settings, cast(PageEnvironment, app.jinja_env).source_digest, part, defer_picture)
    for folder in (settings.root, settings.build):
        sweep_left(folder)
    register_headers(app, map(assets.style, assets.FIRST_STYLES))
    register_filters(app)
    for module in _MODULES:
        app.register_blueprint(module.blueprint)
    if with_admin:
        from webapp.web.admin.blueprints import register_admin  # noqa: PLC0415 (a freeze needs nothing of it)

        register_admin(app, freeze)
    return app


def template_folders() -> list[Path]:
    """Return the folders of the program's own templates: inside the installed package, or beside it."""
    return [folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()]


def _template_loader(settings: Settings) -> ChoiceLoader:
    """Return a loader that prefers the library's templates to the program's."""
    own = settings.root / "templates"
    folders = [own, *template_folders()] if own.is_dir() else template_folders()
    return ChoiceLoader([FileSystemLoader(folder) for folder in folders])
