"""Home, sections, tags, articles and the page about the library."""

from flask import Blueprint, abort, render_template, request

from webapp.core.article import Article, Section
from webapp.core.snippet import mark_spans, query_words
from webapp.web.about import about_article
from webapp.web.listing import list_page, shelves
from webapp.web.reading import cut_at_spans
from webapp.web.search import read_query
from webapp.web.site import current_snapshot, the_site

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the newest articles and all sections."""
    return _home(None)


@blueprint.get("/page/<int:number>/")
def home_page(number: int) -> str:
    """Show a page of older articles."""
    return _home(number)


@blueprint.get("/<section>/")
def section(section: str) -> str:
    """Show a section's newest articles, the pinned ones first."""
    return _section(section, None)


@blueprint.get("/<section>/page/<int:number>/")
def section_page(section: str, number: int) -> str:
    """Show a page of a section's older articles."""
    return _section(section, number)


@blueprint.get("/tags/")
def tags() -> str:
    """Show all tags."""
    return render_template("tags.html", tags=current_snapshot().tags, shelves=shelves())


@blueprint.get("/tags/<tag>/")
def tag(tag: str) -> str:
    """Show the newest articles with a tag."""
    return _tag(tag, None)


@blueprint.get("/tags/<tag>/page/<int:number>/")
def tag_page(tag: str, number: int) -> str:
    """Show a page of older articles with a tag."""
    return _tag(tag, number)


@blueprint.get("/<section>/<slug>.html")
def article(section: str, slug: str) -> str:
    """Show an article; with ``?q=`` what answers the query is marked."""
    snapshot = current_snapshot()
    article = snapshot.article(slug)
    if article is None or article.section != section:
        abort(404)
    query, _ = read_query(request.args)
    older, newer = snapshot.neighbours(article)
    return render_template(
        "article.html",
        article=article,
        section=_find_section(section),
        title=cut_at_spans(article.title, mark_spans(article.title, query_words(query))),
        tags=[tag for tag in snapshot.tags if tag.name in article.tags],
        older=older,
        newer=newer,
        query=query,
        description=article.description,
    )


@blueprint.get("/about/")
def about() -> str:
    """Show what the library says about itself."""
    snapshot = current_snapshot()
    return render_template(
        "about.html", about=about_article(snapshot), article_count=len(snapshot.articles), shelves=shelves()
    )


def _home(number: int | None) -> str:
    listing = list_page(current_snapshot().articles, number, "pages.home")
    description = the_site().settings.description
    return render_template("home.html", listing=listing, shelves=shelves(), description=description)


def _section(slug: str, number: int | None) -> str:
    section = _find_section(slug)
    articles = current_snapshot().in_section(slug)
    listing = list_page(articles, number, "pages.section", _pinned(articles), section=slug)
    return render_template("section.html", section=section, listing=listing, description=section.description)


def _tag(slug: str, number: int | None) -> str:
    snapshot = current_snapshot()
    tag = next((tag for tag in snapshot.tags if tag.slug == slug), None)
    if tag is None:
        abort(404)
    listing = list_page(snapshot.tagged(slug), number, "pages.tag", tag=slug)
    return render_template("tag.html", tag=tag, listing=listing)


def _find_section(slug: str) -> Section:
    section = next((section for section in current_snapshot().sections if section.slug == slug), None)
    if section is None:
        abort(404)
    return section


def _pinned(articles: tuple[Article, ...]) -> list[Article]:
    return sorted((article for article in articles if article.weight), key=lambda article: article.weight)
