"""The changes of the cleaning beside the dropped file, and how to put them back."""

from typing import Any

from flask import Blueprint, abort, render_template, request

from webapp.core.article import Article
from webapp.core.edits import edits
from webapp.errors import FileRefused
from webapp.ingest.review import original_of, put_back, review
from webapp.store.change.edit import save
from webapp.web.admin.access import admin_blueprint, done, find_article, find_article_file
from webapp.web.site.article_html import cut_at_spans
from webapp.web.site.site import the_site

MOST_PLACES = 200
"""The most places listed for a finding; the button for all of them includes the others."""

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.get("/articles/<slug>/cleaning")
def cleaning(slug: str) -> str:
    """Show the text before and after, and each finding with its places."""
    return _page(find_article(slug))


@blueprint.post("/articles/<slug>/cleaning")
def restore(slug: str) -> Any:
    """Put back the chosen places."""
    article, source = find_article(slug), find_article_file(slug)
    original = original_of(source.path) or abort(404)
    settings = the_site().settings
    keys = set(request.form.getlist("place"))
    wanted = request.form.get("group", "")
    if wanted.isdecimal():
        groups = review(settings, original, article.body).groups
        keys |= {place.key for group in groups[int(wanted) : int(wanted) + 1] for place in group.places}
    body = put_back(settings, original, article.body, keys)
    if body is None:
        return _page(article, the_site().say("changed_by_hand")), 409
    save(settings, source, {}, body)
    return done("put_back_done" if body != article.body else "nothing_chosen", "admin_cleaning.cleaning", slug=slug)


def _page(article: Article, trouble: str = "") -> str:
    original = original_of(the_site().settings.content / article.path) or abort(404)
    try:
        found = review(the_site().settings, original, article.body)
    except FileRefused as error:
        return render_template("admin/stop.html", reason="cannot", advice="cannot_help", detail=str(error))
    changes = edits(found.before, article.body)
    inserted, shift = [], 0
    for edit in changes:
        start = edit.start + shift
        inserted.append((start, start + len(edit.text)))
        shift += len(edit.text) - (edit.end - edit.start)
    return render_template(
        "admin/cleaning.html",
        article=article,
        original=original.name,
        before=cut_at_spans(found.before, ((edit.start, edit.end) for edit in changes)),
        after=cut_at_spans(article.body, inserted),
        groups=found.groups,
        most=MOST_PLACES,
        trouble=trouble,
    )
