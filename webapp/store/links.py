"""Where a link inside an article leads: writers name files, readers need pages."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from webapp.core.article import Article
from webapp.core.slug import slugify
from webapp.store.snapshot import INDEXES, Snapshot, without_suffix

_PAGES = {"tags": "pages.tags", "search": "search.search", "about": "pages.about"}


class PageTarget(NamedTuple):
    """The arguments of ``url_for`` for a page."""

    endpoint: str
    values: dict[str, str]


def within(href: str, home: str) -> str | None:
    """Return *href* relative to the library's public address *home*; None if it leads elsewhere.

    Other sites and telephone numbers are elsewhere. Raises ValueError if *href* cannot be parsed.
    """
    home = home.rstrip("/")
    if home and (href == home or href.startswith((f"{home}/", f"{home}?", f"{home}#"))):
        rest = href[len(home) :]
        return rest if rest.startswith("/") else f"/{rest}"
    parts = urlsplit(href)
    return None if parts.scheme or parts.netloc else href


def find_target(snapshot: Snapshot, href: str, here: str = "") -> PageTarget | None:
    """Return the page that *href* in an article of the section *here* means; None if the library has none.

    Finds an article by its slug or by the name of its file or folder, in any section, so a link survives the article's
    move. Of two files with one name, prefers the one in the link's section, then the one in *here*.
    """
    path = unquote(urlsplit(href).path)
    names = [name for name in path.split("/") if name not in ("", ".", "..", *INDEXES)]
    if not names:
        return PageTarget("pages.home", {}) if path.startswith("/") else None
    name = without_suffix(names[-1])
    if names[:-1] == ["tags"] and snapshot.tagged(name):
        return PageTarget("pages.tag", {"tag": name})
    if snapshot.meetings and names == ["meetings"]:
        return PageTarget("meetings.meetings", {})
    if names[:-1] == ["meetings"] and snapshot.meeting(name):
        return PageTarget("meetings.meeting", {"slug": name})
    article = (
        _beside(snapshot, name, names[-2] if len(names) > 1 else "", here)
        or snapshot.article(name)
        or snapshot.article(slugify(name))
        or snapshot.of_file(name)
    )
    if article:
        return PageTarget("pages.article", {"section": article.section, "slug": article.slug})
    for section in snapshot.sections:
        if name in (section.slug, section.folder):
            return PageTarget("pages.section", {"section": section.slug})
    return PageTarget(_PAGES[name], {}) if name in _PAGES else None


def _beside(snapshot: Snapshot, name: str, folder: str, here: str) -> Article | None:
    """Return the article whose file has this *name* in the section *folder*, if that is one, else in *here*."""
    section = next((each.slug for each in snapshot.sections if folder in (each.slug, each.folder)), here)
    return snapshot.of_file(name, section) if section else None


def find_article(snapshot: Snapshot, name: str) -> Article | None:
    """Return the article that *name* on a meeting's agenda means; None if readers have none."""
    try:
        place = find_target(snapshot, name)
    except ValueError:
        return None
    return snapshot.article(place.values["slug"]) if place and place.endpoint == "pages.article" else None
