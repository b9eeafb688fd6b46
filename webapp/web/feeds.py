"""Pages for programs: the Atom and JSON feeds, the site map, robots.txt and the web manifest.

None of them depends on the time of the request: the same library gives the same bytes.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template

from webapp.core.article import Article
from webapp.core.html.xml_text import without_illegal
from webapp.core.picture import MIME_TYPES
from webapp.store.packs import LISTS
from webapp.web.site.pictures import show_picture
from webapp.web.site.site import ask
from webapp.web.site.urls import SITEMAP_SIZE
from webapp.zone import with_offset

NEWEST = 20

_BEFORE_ANY = datetime(1970, 1, 1)

ACQUISITION = "http://opds-spec.org/acquisition/open-access"
"""The link relation of a free download."""

# A feed of free downloads is also a catalogue for reading apps: OPDS 1.2 (specs.opds.io/opds-1.2).
_FEED_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"

blueprint = Blueprint("feeds", __name__)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of an article in a format of all reading apps."""

    href: str
    type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article in a feed, with the address of its page; times are in RFC 3339."""

    article: Article
    id: str
    page: str
    published: str
    updated: str
    summary: str
    thumbnail: Thumbnail | None


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page in the site map; *lastmod* is empty when unknown."""

    address: str
    lastmod: str = ""


@blueprint.get("/feed.xml")
def feed() -> Response:
    """Send the newest dated articles as Atom, which requires dates."""
    items = feed_items(ask().newest_dated(NEWEST))
    text = render_template(
        "feeds/feed.xml",
        items=items,
        feed_id=_stable_id(""),
        updated=last_update(items),
        type=_FEED_TYPE,
        rel=ACQUISITION,
        packs=LISTS["opds.xml"] if ask().has_packs() else "",
    )
    return Response(without_illegal(text), content_type=_FEED_TYPE)


@blueprint.get("/feed.json")
def json_feed() -> Response:
    """Send the same articles as JSON Feed 1.1 (jsonfeed.org)."""
    settings = ask().settings
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.title,
        "home_page_url": address("pages.home"),
        "feed_url": address("feeds.json_feed"),
        "language": settings.language,
        "authors": [{"name": settings.organiser or settings.title}],
        "items": list(map(_json_item, feed_items(ask().newest_dated(NEWEST)))),
    }
    feed |= {"description": settings.description} if settings.description else {}
    return Response(json_text(feed), content_type="application/feed+json")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Send the index of the site map: the piece of the newest articles, and the numbered pieces."""
    newest = ask().list_page("all", "", None, SITEMAP_SIZE)
    last = (newest and newest.older) or 0
    pieces = [address("feeds.newest_places"), *(address("feeds.places", number=n + 1) for n in range(last))]
    return _xml(render_template("feeds/sitemap.xml", pieces=pieces))


@blueprint.get("/sitemap-newest.xml")
def newest_places() -> Response:
    """Send the addresses of the newest articles, and of all other indexed pages."""
    return _xml(render_template("feeds/places.xml", places=[*_general_places(), *_article_places(None)]))


@blueprint.get("/sitemap-<int:number>.xml")
def places(number: int) -> Response:
    """Send the addresses of older articles; pieces are numbered from the oldest, like pages of lists."""
    return _xml(render_template("feeds/places.xml", places=list(_article_places(number))))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Allow every robot, and name the site map."""
    return Response(render_template("feeds/robots.txt"), content_type="text/plain; charset=utf-8")


@blueprint.get("/site.webmanifest")
def manifest() -> Response:
    """Send the web manifest, which lets phones put the library on the home screen."""
    return Response(render_template("feeds/site.webmanifest"), content_type="application/manifest+json")


def address(endpoint: str, **values: object) -> str:
    """Return the public address of a page; without a ``url`` in the settings it starts with ``/``.

    It does not depend on the host of the request, so a frozen page equals a live one.
    """
    path = current_app.url_map.bind("").build(endpoint, values)
    return ask().settings.url.rstrip("/") + path


def feed_items(articles: Iterable[Article]) -> list[FeedItem]:
    """Return *articles*, which must have dates, as items of a feed."""
    return [
        FeedItem(
            article,
            _stable_id(article.id),
            address("pages.article", section=article.section, slug=article.slug),
            _rfc3339(article.date or _BEFORE_ANY),
            _rfc3339(_newest(article) or _BEFORE_ANY),
            article.summary,
            _thumbnail(article),
        )
        for article in articles
    ]


def last_update(items: Sequence[FeedItem]) -> str:
    """Return the time of the last change among *items*."""
    return max((item.updated for item in items), default=_rfc3339(_BEFORE_ANY), key=datetime.fromisoformat)


def json_text(value: object) -> str:
    """Return *value* as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _stable_id(name: str) -> str:
    """Return the id of an article; it stays the same in another section."""
    settings = ask().settings
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.url or settings.title}#{name}").urn


def _json_item(item: FeedItem) -> dict[str, Any]:
    article = item.article
    found: dict[str, Any] = {
        "id": item.id,
        "url": item.page,
        "title": article.title,
        "content_text": item.summary or article.title,
        "date_published": item.published,
        "date_modified": item.updated,
        "language": article.lang,
    }
    found |= {"authors": [{"name": article.author}]} if article.author else {}
    found |= {"image": item.thumbnail.href} if item.thumbnail else {}
    return found | ({"tags": list(article.tags)} if article.tags else {})


def _thumbnail(article: Article) -> Thumbnail | None:
    """Return the narrowest copy of the cover of *article*; None if it has none."""
    cover = show_picture(article.slug, article.cover) if article.cover else None
    if not cover or not cover.fallback:
        return None
    copy = cover.fallback[0]
    href = address("media.picture", name=copy.name)
    return Thumbnail(href, MIME_TYPES[copy.format], copy.size.width, copy.size.height)


def _newest(article: Article) -> datetime | None:
    return article.lastmod or article.date


def _rfc3339(moment: datetime) -> str:
    return with_offset(moment.replace(microsecond=0), ask().settings.zone).isoformat()


def _xml(text: str) -> Response:
    return Response(text, content_type="application/xml; charset=utf-8")


def _general_places() -> Iterator[SitemapEntry]:
    yield SitemapEntry(address("pages.home"), _rfc3339_or_nothing(ask().last_change("all", "")))
    yield SitemapEntry(address("pages.about"))
    for section in ask().sections():
        changed = ask().last_change("section", section.slug)
        yield SitemapEntry(address("pages.section", section=section.slug), _rfc3339_or_nothing(changed))
    for meeting in ask().meetings():
        yield SitemapEntry(address("meetings.meeting", slug=meeting.slug))


def _article_places(number: int | None) -> Iterator[SitemapEntry]:
    page = ask().list_page("all", "", number, SITEMAP_SIZE) or abort(404)
    for article in page.articles:
        changed = _rfc3339_or_nothing(article.lastmod or article.date)
        yield SitemapEntry(address("pages.article", section=article.section, slug=article.slug), changed)


def _rfc3339_or_nothing(moment: datetime | None) -> str:
    return _rfc3339(moment) if moment else ""
