"""The library as a catalogue for reading apps, in OPDS 2.0 (drafts.opds.io/opds-2.0).

It lists the newest dated articles, with their pages as downloads. The Atom feed is a catalogue in OPDS 1.2.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response

from webapp.store.packs import LISTS
from webapp.web.feeds import ACQUISITION, NEWEST, FeedItem, address, feed_items, json_text, last_update
from webapp.web.site.site import ask, the_site

_TYPE = "application/opds+json"

blueprint = Blueprint("opds", __name__)


@blueprint.get("/opds.json")
def opds() -> Response:
    """Send the OPDS 2.0 catalogue."""
    items = feed_items(ask().newest_dated(NEWEST))
    catalogue: dict[str, Any] = {
        "metadata": {"title": ask().settings.title, "modified": last_update(items)},
        "links": [{"rel": "self", "href": address("opds.opds"), "type": _TYPE}],
    }
    # OPDS forbids empty lists, and catalogues without links.
    if items:
        catalogue["publications"] = list(map(_publication, items))
    if navigation := list(_navigation(has_articles=bool(items))):
        catalogue["navigation"] = navigation
    return Response(json_text(catalogue), content_type=_TYPE)


def _navigation(*, has_articles: bool) -> Iterator[dict[str, str]]:
    if not has_articles:
        yield {"title": ask().settings.title, "href": address("pages.home"), "type": "text/html"}
    if ask().has_packs():
        href = address("packs.pack", name="opds.json")
        yield {"title": the_site().say("packs"), "href": href, "type": LISTS["opds.json"]}


def _publication(item: FeedItem) -> dict[str, Any]:
    article, thumbnail = item.article, item.thumbnail
    metadata: dict[str, Any] = {
        "@type": "http://schema.org/Article",
        "identifier": item.id,
        "title": article.title,
        "language": article.lang,
        "published": item.published,
        "modified": item.updated,
    }
    metadata |= {"author": article.author} if article.author else {}
    metadata |= {"subject": list(article.tags)} if article.tags else {}
    metadata |= {"description": article.summary} if article.summary else {}
    links = [{"rel": ACQUISITION, "href": item.page, "type": "text/html"}]
    images = [asdict(thumbnail)] if thumbnail else []
    return {"metadata": metadata, "links": links} | ({"images": images} if images else {})
