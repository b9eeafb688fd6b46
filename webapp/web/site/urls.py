"""Every address of the site, for freezes and site maps."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from webapp.core.article import Article
from webapp.core.paging import page_count
from webapp.core.picture import Picture
from webapp.settings import Settings
from webapp.store.about import about_article
from webapp.store.library import Snapshot
from webapp.store.reference_cache import ReferenceCache
from webapp.web.site.answers import TAGS
from webapp.web.site.assets import reader_asset_paths

Url = tuple[str, dict[str, Any]]
"""An endpoint and its values, as ``url_for`` takes them."""

SITEMAP_SIZE = 200
"""Articles in a piece of the site map. A new article changes only the newest piece, of at most twice as many."""

SINGLE_PAGES = (
    "pages.tags",
    "pages.about",
    "search.search",
    "failures.not_found_page",
    "feeds.feed",
    "feeds.json_feed",
    "opds.opds",
    "feeds.sitemap",
    "feeds.newest_places",
    "feeds.robots",
    "feeds.manifest",
    "offline.offline_page",
    "offline.worker",
    "offline.newer",
)


def all_urls(snapshot: Snapshot, pictures: Iterable[Picture], settings: Settings) -> Iterator[Url]:
    """Yield the pages of *snapshot* except the catalogue's, their *pictures*, and the program's own files."""
    yield from _list_pages("pages.home", snapshot.articles, settings)
    for section in snapshot.sections:
        yield from _list_pages("pages.section", snapshot.in_section(section.slug), settings, section=section.slug)
    for tag in snapshot.tags:
        yield from _list_pages("pages.tag", snapshot.tagged(tag.slug), settings, tag=tag.slug)
    for number in range(2, -(-len(snapshot.tags) // TAGS) + 1):
        yield "pages.tags_part", {"number": number}
    for endpoint in SINGLE_PAGES:
        yield endpoint, {}
    for article in snapshot.articles:
        yield "pages.article", {"section": article.section, "slug": article.slug}
    for picture in pictures:
        for copy in picture.renditions:
            yield "media.picture", {"name": copy.name}
    for number in range(1, page_count(len(snapshot.articles), SITEMAP_SIZE) + 1):
        yield "feeds.places", {"number": number}
    yield from _meeting_pages(snapshot)
    for address in sorted({*snapshot.redirects, *snapshot.gone}):
        endpoint, values = url_of(address)
        yield from _pages_of_meeting(values["slug"]) if endpoint == "meetings.meeting" else [(endpoint, values)]
    for path in reader_asset_paths():
        yield "assets.asset", {"path": path}
    yield from _language_files(settings)


def url_of(address: str) -> Url:
    """Return the page of an *address* in the form of the book of addresses (store/address/book.py)."""
    folder, _, rest = address.partition("/")
    if rest.endswith(".html"):
        return "pages.article", {"section": folder, "slug": rest.removesuffix(".html")}
    if folder == "tags" and rest:
        return "pages.tag", {"tag": rest.removesuffix("/")}
    if folder == "meetings" and rest:
        return "meetings.meeting", {"slug": rest.removesuffix("/")}
    return "pages.section", {"section": folder}


def picture_files(snapshot: Snapshot, referring: ReferenceCache) -> tuple[Path, ...]:
    """Return the picture files of *snapshot*, each once."""
    articles = (*snapshot.articles, about_article(snapshot.about))
    named = ((article, name) for article in articles for name in (article.cover, *referring.of(article).pictures))
    found = (snapshot.picture_path(article, name) for article, name in named if name)
    return tuple(dict.fromkeys(path for path in found if path))


def _language_files(settings: Settings) -> Iterator[Url]:
    """Yield the files that let readers choose a language."""
    for tag in settings.languages:
        if tag != settings.page_lang:
            yield "languages.words", {"tag": tag}
    if settings.languages:
        yield "assets.asset", {"path": "js/languages.js"}


def _list_pages(endpoint: str, articles: Sequence[Article], settings: Settings, **values: str) -> Iterator[Url]:
    yield endpoint, values
    for number in range(1, page_count(len(articles), settings.page_size) + 1):
        yield f"{endpoint}_page", {**values, "number": number}


def _meeting_pages(snapshot: Snapshot) -> Iterator[Url]:
    if snapshot.meetings:
        yield "meetings.meetings", {}
    for meeting in snapshot.meetings:
        yield from _pages_of_meeting(meeting.slug)


def _pages_of_meeting(slug: str) -> Iterator[Url]:
    for endpoint in ("meetings.meeting", "meetings.handout", "meetings.booklet"):
        yield endpoint, {"slug": slug}
