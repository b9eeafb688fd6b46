"""Where a link inside an article leads: writers name files, readers need pages."""

from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from webapp.core.article import Article
from webapp.core.slug import slugify
from webapp.store.library import Snapshot

_INDEXES = ("index.md", "index.html", "_index.md")
_SUFFIXES = (".md", ".markdown", ".html", ".htm", ".txt")
_PAGES = {"tags": "pages.tags", "search": "search.search", "about": "pages.about"}


class Place(NamedTuple):
    """What ``url_for`` needs to name a page."""

    endpoint: str
    values: dict[str, str]


def leaves_the_library(href: str) -> bool:
    """Tell whether *href* leads to another site, a telephone number and the like."""
    parts = urlsplit(href)
    return bool(parts.scheme or parts.netloc)


def find_place(snapshot: Snapshot, href: str) -> Place | None:
    """Return the page that *href*, written in an article, means; None if the library has none.

    An article is known by its slug or by the name of its file or folder, wherever the writer thought it to be; so a
    link survives the article's move to another section.
    """
    path = unquote(urlsplit(href).path)
    names = [name for name in path.split("/") if name not in ("", ".", "..", *_INDEXES)]
    if not names:
        return Place("pages.home", {}) if path.startswith("/") else None
    name = _without_suffix(names[-1])
    if names[:-1] == ["tags"] and snapshot.tagged(name):
        return Place("pages.tag", {"tag": name})
    if snapshot.meetings and names == ["meetings"]:
        return Place("meetings.meetings", {})
    if names[:-1] == ["meetings"] and snapshot.meeting(name):
        return Place("meetings.meeting", {"slug": name})
    article = snapshot.article(name) or snapshot.article(slugify(name)) or _by_file(snapshot, name)
    if article:
        return Place("pages.article", {"section": article.section, "slug": article.slug})
    for section in snapshot.sections:
        if name in (section.slug, section.folder):
            return Place("pages.section", {"section": section.slug})
    return Place(_PAGES[name], {}) if name in _PAGES else None


def find_article(snapshot: Snapshot, name: str) -> Article | None:
    """Return the article that *name*, on the agenda of a meeting, means; None if there is none for readers."""
    try:
        place = find_place(snapshot, name)
    except ValueError:
        return None
    return snapshot.article(place.values["slug"]) if place and place.endpoint == "pages.article" else None


def _by_file(snapshot: Snapshot, name: str) -> Article | None:
    return next((article for article in snapshot.articles if _file_name(article) == name), None)


def _file_name(article: Article) -> str:
    path = PurePosixPath(article.path)
    return path.parent.name if path.name in _INDEXES else _without_suffix(path.name)


def _without_suffix(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if path.suffix.lower() in _SUFFIXES else name
