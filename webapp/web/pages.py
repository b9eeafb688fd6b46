"""Home, sections, tags, articles and the page about the library."""

from flask import Blueprint, abort, render_template, request

from webapp.core.article import Section
from webapp.core.language.snippet import mark_spans
from webapp.search.document import marked_words
from webapp.store.about import about_article
from webapp.web.old_addresses import PageResponse, old_address_page
from webapp.web.search import asked_query
from webapp.web.site.article_html import cut_at_spans
from webapp.web.site.listing import count_sections, list_page, list_part
from webapp.web.site.site import ask

HOME_TAGS = 40
"""The most tags that an article shows."""

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the newest articles and all sections."""
    return _home(None)


@blueprint.get("/page/<int:number>.html")
def home_page(number: int) -> str:
    """Show a page of older articles."""
    return _home(number)


@blueprint.get("/<section>/")
def section(section: str) -> PageResponse:
    """Show the newest articles of a section, pinned ones first."""
    return _section(section, None) if ask().section(section) else old_address_page(f"{section}/")


@blueprint.get("/<section>/page/<int:number>.html")
def section_page(section: str, number: int) -> str:
    """Show a page of a section's older articles."""
    return _section(section, number)


@blueprint.get("/tags/")
def tags() -> str:
    """Show the tags, the most frequent first."""
    return _tags(None)


@blueprint.get("/tags/page/<int:number>.html")
def tags_part(number: int) -> str:
    """Show a page of less frequent tags."""
    return _tags(number)


@blueprint.get("/tags/<tag>/")
def tag(tag: str) -> PageResponse:
    """Show the newest articles with a tag."""
    return _tag(tag, None) if ask().tag(tag) else old_address_page(f"tags/{tag}/")


@blueprint.get("/tags/<tag>/page/<int:number>.html")
def tag_page(tag: str, number: int) -> str:
    """Show a page of older articles with a tag."""
    return _tag(tag, number)


@blueprint.get("/<section>/<slug>.html")
def article(section: str, slug: str) -> PageResponse:
    """Show an article; with ``?q=`` mark the matches of the query."""
    article = ask().article(slug)
    if article is None or article.section != section:
        return old_address_page(f"{section}/{slug}.html")
    query, _ = asked_query(request.args)
    older, newer = ask().neighbours(slug)
    return render_template(
        "article.html",
        article=article,
        section=_find_section(section),
        title=cut_at_spans(article.title, mark_spans(article.title, marked_words(article, query))),
        tags=ask().tags_of(slug)[:HOME_TAGS],
        older=older,
        newer=newer,
        query=query,
        description=article.summary,
    )


@blueprint.get("/about/")
def about() -> str:
    """Show what the library says about itself."""
    return render_template("about.html", about=about_article(ask().about()))


def _home(number: int | None) -> str:
    listing = list_page("all", number, "pages.home")
    # Counts change with each new article, so pages of older articles have none.
    section_sizes = count_sections() if number is None else ()
    # The page shows one meeting, and only that there are others.
    meetings = ask().meetings(2) if number is None else ()
    description = ask().settings.description
    return render_template(
        "home.html", listing=listing, section_sizes=section_sizes, meetings=meetings, description=description
    )


def _section(slug: str, number: int | None) -> str:
    section = _find_section(slug)
    pinned = ask().pinned(slug)[: ask().settings.page_size]  # if all are pinned, none is
    listing = list_page("section", number, "pages.section", pinned, section=slug)
    return render_template("section.html", section=section, listing=listing, description=section.description)


def _tag(slug: str, number: int | None) -> str:
    tag = ask().tag(slug) or abort(404)
    listing = list_page("tag", number, "pages.tag", tag=slug)
    return render_template("tag.html", tag=tag, listing=listing)


def _tags(number: int | None) -> str:
    found = ask().tags(number or 1)
    return render_template("tags.html", part=list_part(found, number, "pages.tags"))


def _find_section(slug: str) -> Section:
    return ask().section(slug) or abort(404)
