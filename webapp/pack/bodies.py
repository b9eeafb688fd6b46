"""The text of an article as a pack shows it: HTML with links into the pack, and pictures by number."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape
from urllib.parse import quote

from webapp.core.article import Article
from webapp.core.html.markup import plain, render
from webapp.core.language.text import runs
from webapp.core.picture import Size
from webapp.web.site.article_html import ImageTag, place_links, place_pictures, place_tables
from webapp.web.site.filters import link_address

_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|rp|rt|ruby|s|small|strong|sub|sup|u)\b[^<>]*>")
_TAG = re.compile("<[^<>]*>")
_ENTITY = re.compile("&(?:lt|gt|quot|nbsp|amp);")

_IN_ONE_FILE = {
    "pages.home": "#",
    "pages.about": "#about/",
    "search.search": "#search/",
    "pages.section": "#{section}/",
    "pages.article": "#{section}/{slug}.html",
    "pages.tags": "#tags/",
    "pages.tag": "#tags/{tag}/",
}


class PackUrls:
    """Replaces ``url_for`` in a pack of some articles; *tags* are the names of tags by slug.

    *addresses* are the addresses of the pack's kinds of pages, by endpoint.
    """

    def __init__(
        self, articles: Iterable[Article], tags: Mapping[str, str], addresses: Mapping[str, str] = _IN_ONE_FILE
    ) -> None:
        self._articles = {article.slug: article.section for article in articles}
        self._tags = tags
        self._addresses = addresses

    def __call__(self, endpoint: str, **values: str) -> str | None:
        """Return the address of a page; None if it is not in the pack."""
        if endpoint == "pages.article" and self._articles.get(values["slug"]) != values["section"]:
            return None
        if endpoint == "pages.section" and values["section"] not in self._articles.values():
            return None
        if endpoint == "pages.tag":
            values["tag"] = quote(self._tags.get(values["tag"], ""), safe="")
        place = self._addresses.get(endpoint)
        return place.format(**values) if place else None


def body_of(article: Article, places: PackUrls, show: Callable[[ImageTag], str]) -> str:
    """Return the body of *article*; *show* makes its images. Needs a request of the library's app."""
    rendered = render(article.body)
    html = place_tables(place_links(rendered, lambda href: link_address(places, rendered, href, article.section)))
    return place_pictures(html, show) if "<img" in html else html


def picture_html(tag: ImageTag, source: str, size: Size) -> str:
    """Return the ``img`` of a picture of *size*; *source* is the attribute that names it."""
    image = f'<img {source} width="{size.width}" height="{size.height}" alt="{escape(tag.alt)}">'
    return _figure(tag, image)


def no_picture_html(tag: ImageTag, missing: str) -> str:
    """Return what replaces a picture that is not in the pack; *missing* says so."""
    return _figure(tag, f'<span class="missing">{escape(missing)}</span>')


def text_of(html: str) -> str:
    """Return the words of a body. Twin of ``plain`` in static/js/packing/pack.js."""
    text = _TAG.sub("\n", _INLINE.sub("", html))
    return _ENTITY.sub(lambda match: unescape(match[0]), text).strip()


def reads_like(html: str, article: Article) -> bool:
    """Tell whether a search in *html* finds the same as a search in the text of *article*."""
    return runs(text_of(html)) == runs(plain(article.body))


def _figure(tag: ImageTag, inside: str) -> str:
    caption = tag.title or tag.alt
    if not tag.is_alone:
        return inside
    return f"<figure>{inside}{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}</figure>"
