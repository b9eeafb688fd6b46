"""What templates may call besides Flask's own: the words of the page, languages, and an article's body."""

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import unquote

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.local import LocalProxy

from webapp.core.article import Article, Section
from webapp.core.html.markup import render
from webapp.core.html.references import ids_in
from webapp.core.language.query import NO_QUERY, Query
from webapp.core.meeting import Meeting
from webapp.core.remark import MOST_CHARACTERS
from webapp.search.document import marked_words
from webapp.store.links import within
from webapp.web.feeds import address
from webapp.web.site.article_html import ImageTag, mark_words, part_pictures, place_links, place_pictures, place_tables
from webapp.web.site.assets import style
from webapp.web.site.frame import Frame
from webapp.web.site.page_words import page_words
from webapp.web.site.pictures import saves_data, show_picture
from webapp.web.site.qr import qr_code
from webapp.web.site.site import ask, the_site

MOST_SECTIONS = 8
"""How many sections each page leads to; the front page lists all."""


def register_filters(app: Flask) -> None:
    """Make the names below known to the templates of *app*."""
    site = the_site(app)
    app.jinja_env.globals.update(
        page_words(site.settings, site.settings.page_lang),
        settings=LocalProxy(lambda: ask().settings),
        address=address,
        framed=Frame(),
        qr_code=qr_code,
        most_characters=MOST_CHARACTERS,
        is_release=lambda: site.library.is_held,
        is_multilingual=lambda: ask().is_multilingual(),
        current_sections=lambda: ask().sections(),
        navigation=navigation,
        style=lambda name: Markup(style(name)),  # noqa: S704 (the program's own)
        has_figures=lambda html: "<img" in html or "<table" in html,
        has_pictures=lambda html: '<span class="shown ' in html,
    )
    app.jinja_env.filters["body"] = body
    app.jinja_env.filters["introduction"] = introduction


def navigation(current: str | None) -> tuple[Sequence[Section], bool]:
    """Return the sections that each page leads to, among them the *current* one, and whether these are all."""
    sections = ask().sections()
    shown = [section for place, section in enumerate(sections) if place < MOST_SECTIONS or section.slug == current]
    return shown, len(shown) == len(sections)


@pass_context
def body(context: Context, article: Article, query: Query = NO_QUERY, *, at_once: bool = False) -> Markup:
    """Return the body of *article* for its page, with what answers *query* marked; its pictures *at_once*, if asked.

    Addresses are made by the ``url_for`` of *context*, because that is the one which becomes relative in a freeze.
    """
    rendered = render(article.body)
    html = place_tables(
        place_links(rendered, lambda href: link_address(context["url_for"], rendered, href, article.section))
    )
    if "<img" in html:
        html = _with_pictures(context, article, html, at_once)
    words = marked_words(article, query)
    return Markup(mark_words(html, words) if words else html)  # noqa: S704 (render sanitises)


@pass_context
def introduction(context: Context, meeting: Meeting) -> Markup:
    """Return the introduction of *meeting* for its page: text with links; a picture leaves its words."""
    rendered = render(meeting.body)
    html = place_tables(place_links(rendered, lambda href: link_address(context["url_for"], rendered, href)))
    return Markup(place_pictures(html, lambda tag: escape(tag.alt)))  # noqa: S704 (render sanitises)


def link_address(url_for: Callable[..., str | None], html: str, href: str, section: str = "") -> str | None:
    """Return where *href* in *html*, a text of *section*, leads on the page; None if nowhere or not to be read."""
    if href.startswith("#"):
        return href if href[1:] in ids_in(html) else None
    try:
        inside = within(href, ask().settings.url)
        if inside is None:
            return href
        place = ask().place(inside, section)
    except ValueError:
        return None
    # The part behind # is left out: what it names may be gone, and the beginning of an article is near enough.
    return url_for(place.endpoint, **place.values) if place else None


def _with_pictures(context: Context, article: Article, html: str, at_once: bool) -> str:
    macros = context.environment.get_template("_picture.html").module
    waits = saves_data()

    def show(tag: ImageTag) -> str:
        shown = show_picture(article.slug, unquote(tag.src), tag.alt, tag.title or tag.alt)
        macro = getattr(macros, "figure" if tag.is_alone else "placed")
        return str(macro(shown, lazy=not tag.is_first, waits=waits, at_once=at_once))

    return place_pictures(html if at_once else part_pictures(html), show)
