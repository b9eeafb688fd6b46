"""What programs read: the Atom feed, the site map, robots.txt and the web manifest.

Nothing here tells the time of the request: the same library gives the same bytes.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from flask import Blueprint, Response, abort, current_app, render_template

from webapp.core.article import Article
from webapp.web.site import ask
from webapp.web.urls import SITEMAP_SIZE

NEWEST = 20

# Articles carry the village's own time, and all of China has one.
_VILLAGE_TIME = timezone(timedelta(hours=8))
_BEFORE_ANY = datetime(1970, 1, 1)
# Documents from old systems hold control characters, of which XML 1.0 allows none but tab and line ends.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

blueprint = Blueprint("feeds", __name__)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article in the feed; the times are as RFC 3339 writes them."""

    article: Article
    id: str
    published: str
    updated: str
    summary: str


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the site map; *lastmod* is empty when unknown."""

    address: str
    lastmod: str = ""


@blueprint.get("/feed.xml")
def feed() -> Response:
    """Send the newest dated articles as Atom, which knows no undated ones."""
    dated = ask().newest_dated(NEWEST)
    text = render_template(
        "feed.xml",
        items=[_feed_item(article) for article in dated],
        feed_id=_stable_id(""),
        updated=_rfc3339(_newest(dated) or _BEFORE_ANY),
    )
    return Response(_NOT_IN_XML.sub("", text), content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Send the addresses of the pieces of the site map: that of the newest articles, and the numbered ones."""
    newest = ask().list_page("all", "", None, SITEMAP_SIZE)
    last = (newest and newest.older) or 0
    pieces = [address("feeds.newest_places"), *(address("feeds.places", number=n + 1) for n in range(last))]
    return _xml(render_template("sitemap.xml", pieces=pieces))


@blueprint.get("/sitemap-newest.xml")
def newest_places() -> Response:
    """Send the addresses of the newest articles, and of all other pages that are worth finding."""
    return _xml(render_template("places.xml", places=[*_general_places(), *_article_places(None)]))


@blueprint.get("/sitemap-<int:number>.xml")
def places(number: int) -> Response:
    """Send the addresses of older articles; pieces are counted from the oldest, as pages of lists are."""
    return _xml(render_template("places.xml", places=list(_article_places(number))))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let every robot in, and name the site map."""
    return Response(render_template("robots.txt"), content_type="text/plain; charset=utf-8")


@blueprint.get("/site.webmanifest")
def manifest() -> Response:
    """Send what a phone needs to put the library on its home screen."""
    return Response(render_template("site.webmanifest"), content_type="application/manifest+json")


def address(endpoint: str, **values: object) -> str:
    """Return the public address of a page; without a ``url`` in the settings it starts with ``/``.

    It does not depend on how the request came in, so that a frozen page says the same as a live one.
    """
    path = current_app.url_map.bind("").build(endpoint, values)
    return ask().settings.url.rstrip("/") + path


def _feed_item(article: Article) -> FeedItem:
    return FeedItem(
        article,
        _stable_id(article.id),
        _rfc3339(article.date or _BEFORE_ANY),
        _rfc3339(_newest([article]) or _BEFORE_ANY),
        article.summary,
    )


def _stable_id(name: str) -> str:
    """Return the Atom id of an article: it outlives a move to another section."""
    settings = ask().settings
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.url or settings.title}#{name}").urn


def _newest(articles: Iterable[Article]) -> datetime | None:
    dates = (article.lastmod or article.date for article in articles)
    return max((date for date in dates if date), default=None)


def _rfc3339(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=_VILLAGE_TIME).isoformat()


def _xml(text: str) -> Response:
    return Response(text, content_type="application/xml; charset=utf-8")


def _general_places() -> Iterator[Place]:
    yield Place(address("pages.home"), _rfc3339_or_nothing(ask().last_change("all", "")))
    yield Place(address("pages.about"))
    for section in ask().sections():
        changed = ask().last_change("section", section.slug)
        yield Place(address("pages.section", section=section.slug), _rfc3339_or_nothing(changed))
    for meeting in ask().meetings():
        yield Place(address("meetings.meeting", slug=meeting.slug))


def _article_places(number: int | None) -> Iterator[Place]:
    page = ask().list_page("all", "", number, SITEMAP_SIZE) or abort(404)
    for article in page.articles:
        changed = _rfc3339_or_nothing(article.lastmod or article.date)
        yield Place(address("pages.article", section=article.section, slug=article.slug), changed)


def _rfc3339_or_nothing(moment: datetime | None) -> str:
    return _rfc3339(moment) if moment else ""
