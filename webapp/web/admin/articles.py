"""All articles, with those that readers do not see yet, and the place to drop new ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from webapp.core.article import Article
from webapp.core.language.text import fold
from webapp.core.visibility import Status, status_of
from webapp.web.admin.access import admin_blueprint
from webapp.web.site.site import current_snapshot

PAGE_SIZE = 30

STATUSES: tuple[Status, ...] = ("public", "draft", "later", "over")

blueprint: Blueprint = admin_blueprint(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the list, the title of its section, and whether readers see it."""

    article: Article
    section: str
    status: Status


@blueprint.get("/")
def articles() -> Any:
    """Show the articles whose title contains ``?q=``, with the status ``?status=``, if given."""
    query = fold(request.args.get("q", "").strip()[:100])
    status = request.args.get("status", "")
    rows = [row for row in _rows() if query in fold(row.article.title) and status in ("", row.status)]
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    return render_template(
        "admin/articles.html",
        rows=rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        count=len(rows),
        number=number,
        last=last,
        query=request.args.get("q", ""),
        status=status,
        statuses=STATUSES,
        sections=current_snapshot().sections,
        problems=current_snapshot().problems,
    )


def _rows() -> Sequence[Row]:
    snapshot = current_snapshot()
    titles = {section.slug: section.title for section in snapshot.sections}
    return [
        Row(article, titles.get(article.section, article.section), status_of(article, snapshot.now))
        for article in (*snapshot.hidden, *snapshot.articles)
    ]
