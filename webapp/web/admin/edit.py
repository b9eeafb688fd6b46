"""Change an article, and whether and when readers see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from webapp.core.article import Article
from webapp.core.moment import read_moment
from webapp.core.visibility import status_of
from webapp.errors import ChangedMeanwhile
from webapp.store.change.edit import move_article, read_article_file, save
from webapp.store.change.own_file import is_row, own_file
from webapp.store.change.trash import throw_away
from webapp.web.admin.access import admin_blueprint, done, find_article, find_article_file, find_own_file
from webapp.web.site.site import current_snapshot, the_site
from webapp.zone import local_now, to_local

_TAG_ENDS = re.compile(r"[,，、;；\s]+")

blueprint: Blueprint = admin_blueprint(__name__)


@dataclass(frozen=True, slots=True)
class Form:
    """The values of an article's form, as text; *publish* is now, draft or later."""

    title: str
    body: str
    date: str = ""
    tags: str = ""
    source: str = ""
    author: str = ""
    section: str = ""
    publish: str = "now"
    publish_date: str = ""
    expiry_date: str = ""


class FormError(Exception):
    """A field has an unusable value; *phrase* is the message."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


@blueprint.get("/articles/<slug>/")
def edit_page(slug: str) -> str:
    """Show the form of an article."""
    article = find_article(slug)
    return _page(article, _form_of(article), find_article_file(slug).stamp)


@blueprint.post("/articles/<slug>/")
def write(slug: str) -> Any:
    """Save the form of an article."""
    article, form = find_article(slug), _sent_form()
    settings, source = the_site().settings, find_article_file(slug)
    stamp = request.form.get("stamp", "")
    try:
        if stamp != source.stamp:
            raise ChangedMeanwhile(article.path)
        changes = _changes(form, article)
        if is_row(article):
            article = own_file(settings, article)
            source = read_article_file(settings, article)
        save(settings, source, changes, form.body)
        if form.section and form.section != article.section:
            move_article(settings, article, form.section)
    except ChangedMeanwhile:
        return _page(article, form, source.stamp, "changed_meanwhile"), 409
    except FormError as error:
        return _page(article, form, stamp, error.phrase), 400
    return done("saved", "admin_edit.edit_page", slug=slug)


@blueprint.post("/articles/<slug>/preview")
def preview(slug: str) -> str:
    """Show the form as sent, with a preview of the article."""
    return _page(find_article(slug), _sent_form(), request.form.get("stamp", ""))


@blueprint.post("/articles/<slug>/publish")
def publish(slug: str) -> Any:
    """Let readers see an article from now on."""
    article = find_article(slug)
    save(the_site().settings, find_own_file(slug), _publishing(replace(_form_of(article), publish="now"), article))
    return done("published_now", "admin_articles.articles")


@blueprint.post("/articles/<slug>/delete")
def delete(slug: str) -> Any:
    """Move an article to the trash."""
    throw_away(the_site().settings, find_article(slug))
    return done("deleted", "admin_articles.articles")


@blueprint.get("/articles/<slug>/preview")
def preview_again(slug: str) -> Any:
    """Redirect a reloaded preview to the form."""
    return redirect(url_for("admin_edit.edit_page", slug=slug), code=303)


def _page(article: Article, form: Form, stamp: str, trouble: str = "") -> str:
    shown = replace(article, title=form.title, body=form.body)
    return render_template(
        "admin/edit.html",
        article=article,
        collection=article.path.partition("#")[0] if is_row(article) else "",
        status=status_of(article, current_snapshot().now),
        form=form,
        stamp=stamp,
        shown=shown,
        trouble=the_site().say(trouble) if trouble else "",
        sections=current_snapshot().sections,
    )


def _form_of(article: Article) -> Form:
    publish = "draft" if article.draft else "later" if article.publish_date else "now"
    return Form(
        title=article.title,
        body=article.body,
        date=_input(article.date),
        tags="、".join(article.tags),
        source=article.source,
        author=article.author,
        section=article.section,
        publish=publish,
        publish_date=_input(article.publish_date),
        expiry_date=_input(article.expiry_date),
    )


def _sent_form() -> Form:
    sent = request.form
    section = sent.get("new_section", "").strip() or sent.get("section", "")
    fields = {name: " ".join(sent.get(name, "").split()) for name in Form.__slots__ if name not in ("body", "section")}
    body = sent.get("body", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    form = Form(**fields, body=body, section=section)
    return form if form.publish in ("now", "draft", "later") else abort(400)


def _changes(form: Form, article: Article) -> Mapping[str, Any]:
    if not form.title:
        raise FormError("title_missing")
    if len(form.body) > the_site().settings.max_article_chars:
        raise FormError("text_too_long")
    return {
        "title": form.title,
        "date": _moment(form.date, article.date),
        "tags": tuple(dict.fromkeys(tag for tag in _TAG_ENDS.split(form.tags) if tag)),
        "source": form.source,
        "author": form.author,
        **_publishing(form, article),
    }


def _publishing(form: Form, article: Article) -> Mapping[str, Any]:
    """Return the fields that say when readers see the article."""
    now = local_now(the_site().settings.zone).replace(microsecond=0)
    starts = _moment(form.publish_date, article.publish_date) if form.publish == "later" else None
    if form.publish == "later" and starts is None:
        raise FormError("moment_missing")
    date = _moment(form.date, article.date)
    if form.publish == "now" and date and date > now:
        # A date in the future would hide it.
        starts = now
    return {
        "draft": form.publish == "draft",
        "publishDate": starts,
        "expiryDate": _moment(form.expiry_date, article.expiry_date),
    }


def _moment(text: str, before: datetime | None) -> datetime | None:
    """Return the moment in a field; the one *before*, with its seconds, if the field was not changed."""
    if not text:
        return None
    if before and text == _input(before):
        return before
    moment = read_moment(text)
    if moment is None:
        raise FormError("moment_unclear")
    return to_local(moment, the_site().settings.zone)


def _input(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""  # strftime pads no years below 1000
