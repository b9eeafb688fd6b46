"""The pictures of an article: captions, cover, rotation, removal and additions."""

from typing import Any

from flask import Blueprint, abort, render_template, request

from webapp.core.file_names import ACCEPT_PICTURES
from webapp.core.html.shown_pictures import captions, with_caption, with_name, with_picture, without_picture
from webapp.errors import PictureError
from webapp.messages import Message, with_remedy
from webapp.store.change.article_pictures import put_beside, rotate
from webapp.store.change.edit import read_article_file, save, to_bundle
from webapp.web.admin.access import admin_blueprint, done, find_article, find_own_file
from webapp.web.admin.drop import upload_room
from webapp.web.site.pictures import show_picture
from webapp.web.site.site import current_snapshot, the_site

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.get("/articles/<slug>/pictures")
def pictures(slug: str) -> str:
    """Show the pictures of an article; the ones in its text come first."""
    return _page(slug)


@blueprint.post("/articles/<slug>/pictures/<action>")
def change(slug: str, action: str) -> Any:
    """Apply one *action* to one picture."""
    article, source = find_article(slug), find_own_file(slug)
    settings, name = the_site().settings, request.form.get("name", "")
    path = current_snapshot().picture_path(article, name)
    if action == "caption":
        save(settings, source, {}, with_caption(article.body, name, request.form.get("caption", "")))
    elif action == "cover" and path:
        save(settings, source, {"cover": "" if article.cover == name else name})
    elif action == "leave-out":
        cover = {"cover": ""} if article.cover == name else {}
        save(settings, source, cover, without_picture(article.body, name))
    elif action == "show":
        save(settings, source, {}, with_picture(article.body, name))
    elif action in ("left", "right") and path and path.parent == source.path.parent:
        try:
            rotate(settings, path, action)
        except PictureError as error:
            return _page(slug, _told(with_remedy(error.found, error.remedy))), 400
    else:
        abort(404)
    return done("saved", "admin_pictures.pictures", slug=slug)


@blueprint.post("/articles/<slug>/pictures")
def add_pictures(slug: str) -> Any:
    """Add pictures to an article, in a folder of its own; one may be a picture that the text was missing."""
    files = [(file.filename, file) for file in request.files.getlist("files") if file.filename]
    if not files:
        return _page(slug)
    article = to_bundle(the_site().settings, find_article(slug))
    source = read_article_file(the_site().settings, article)
    body, missing = article.body, request.form.get("missing", "")
    for wanted, file in files:
        with upload_room() as room:
            file.save(room / "picture")
            try:
                name = put_beside(the_site().settings, source.path, room / "picture", wanted)
            except PictureError as error:
                return _page(slug, _told(Message("at", where=wanted, what=with_remedy(error.found, error.remedy)))), 400
        body = with_name(body, missing, name) if missing else with_picture(body, name)
    save(the_site().settings, source, {}, body)
    return done("saved", "admin_pictures.pictures", slug=slug)


def _told(message: Message) -> str:
    return the_site().settings.words(message)


def _page(slug: str, trouble: str = "") -> str:
    article = find_article(slug)
    shown = captions(article.body)
    names = [*shown, *(name for name in article.pictures if name not in shown)]
    return render_template(
        "admin/pictures.html",
        article=article,
        pictures=[(name, shown.get(name), show_picture(article.slug, name)) for name in names],
        trouble=trouble,
        accept_pictures=ACCEPT_PICTURES,
    )
