"""Resolve a link to a file of the site, from its text alone."""

import posixpath
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from webapp.freeze.addresses import NOWHERE
from webapp.messages import NOTHING, Message


class Target(NamedTuple):
    """The target of a link: a *file* of the site and a *fragment* of it; or a *fault* if it leads nowhere."""

    file: str = ""
    fragment: str = ""
    fault: Message = NOTHING


NOT_FOUND_PAGE = "404.html"
"""Hosts send it for unknown addresses."""

ELSEWHERE = Target()
"""Another site, a telephone number and the like: not checked."""

_UNREADABLE = Message("bad_address")
_EXTERNAL = Message("names_freeze_host")
_ROOTED = Message("starts_with_slash")
_OUTSIDE = Message("leads_out_of_site")
_FOLDER = Message("ends_in_folder")


def resolve(page: str, link: str, base: str, url: str) -> Target:
    """Return where *link* leads from *page*, the name of a file of the site.

    *base* is the address in the page's ``<base>``, or empty; *url* is the public address of the site, without a final
    slash. An address that begins with *url* leads into the site. So does one that starts with ``/`` in a feed, a site
    map, or a page whose base says where the site lies. The 404 page may appear at any depth.
    """
    if page == NOT_FOUND_PAGE:
        link = re.sub(r"^(?:\.\./)+", "", link)
    if not base and (not link or link[0] in "#?"):
        return Target(page, unquote(link.partition("#")[2]))
    return _resolve(page.rpartition("/")[0], link, base, url, may_be_rooted=bool(base) or page.endswith(".xml"))


# Pages of one folder share most of their links.
@lru_cache(maxsize=8_000)
def _resolve(folder: str, link: str, base: str, url: str, may_be_rooted: bool) -> Target:
    try:
        parts = urlsplit(link)
    except ValueError:
        return Target(fault=_UNREADABLE)
    is_full = bool(url) and (link == url or link.startswith((f"{url}/", f"{url}#", f"{url}?")))
    if (parts.scheme or parts.netloc) and not is_full:
        return Target(fault=_EXTERNAL) if parts.hostname == NOWHERE else ELSEWHERE
    is_rooted = parts.path.startswith("/")
    if is_rooted and not (is_full or may_be_rooted):
        return Target(fault=_ROOTED)
    place = posixpath.join(folder, _inside(urlsplit(base).path, url)) if base else folder
    path = _inside(parts.path, url) if is_rooted or is_full else parts.path
    return _find(posixpath.join(place, unquote(path)), unquote(parts.fragment), is_public=is_full or is_rooted)


def _inside(path: str, url: str) -> str:
    """Return *path*, relative to the root of the host, as relative to the root of the site."""
    site = urlsplit(url).path
    if path in ("", site):
        return "/"
    if not path.startswith("/"):
        return path
    return path[len(site) :] if path.startswith(f"{site}/") else "/.."


def _find(path: str, fragment: str, is_public: bool) -> Target:
    # With a slash in front, normpath would drop a ".." that leads out.
    file = posixpath.normpath(path.lstrip("/") or ".")
    if file == ".." or file.startswith("../"):
        return Target(fault=_OUTSIDE)
    if path.endswith("/") or file == ".":
        file = posixpath.normpath(f"{file}/index.html")
        return Target(file, fragment) if is_public else Target(file, fragment, _FOLDER)
    return Target(file, fragment)
