"""Earlier versions of an article: their changes, and how to restore them."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, render_template, request

from webapp.core.edits import edits
from webapp.errors import ArticleError
from webapp.store.change.edit import write_version
from webapp.store.change.history import versions
from webapp.store.front_matter import parse
from webapp.web.admin.access import admin_blueprint, done, find_article, find_article_file
from webapp.web.site.site import the_site

blueprint: Blueprint = admin_blueprint(__name__)

_CONTEXT = 20
_MOST_CHANGES = 100


@blueprint.get("/articles/<slug>/history")
def history(slug: str) -> str:
    """Show the changes of each version, the latest first."""
    article, source = find_article(slug), find_article_file(slug)
    kept = versions(source.path)
    texts = [_readable(path) for path in (source.path, *(each.path for each in kept)) if kept]
    changes = [_changes(older, newer) for newer, older in pairwise(texts)]
    return render_template("admin/history.html", article=article, versions=list(zip(kept, changes, strict=True)))


@blueprint.post("/articles/<slug>/history")
def go_back(slug: str) -> Any:
    """Restore an earlier version."""
    source = find_article_file(slug)
    wanted = next((each for each in versions(source.path) if each.name == request.form.get("version")), None)
    if wanted is None:
        abort(404)
    write_version(the_site().settings, source, wanted.path.read_bytes())
    return done("went_back", "admin_history.history", slug=slug)


def _readable(path: Path) -> str:
    """Return the text of a version in one form, whatever the format of its front matter."""
    text = path.read_bytes().decode("utf-8", "replace")
    try:
        fields, body = parse(text, path.name)
    except ArticleError:
        return text
    shown = (f"{key}: {'、'.join(value) if isinstance(value, tuple) else value}\n" for key, value in fields.items())
    return f"{''.join(sorted(shown))}\n{body}"


def _changes(older: str, newer: str) -> list[tuple[str, str, str, str]]:
    """Return the removed and inserted texts, each between the words around it."""
    return [
        (
            older[max(0, edit.start - _CONTEXT) : edit.start].rpartition("\n")[2],
            older[edit.start : edit.end],
            edit.text,
            older[edit.end : edit.end + _CONTEXT].partition("\n")[0],
        )
        for edit in edits(older, newer)[:_MOST_CHANGES]
    ]
