"""Find the links in a text of the library that its readers cannot follow; pages show their words alone."""

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from webapp.core.finding import CheckFinding
from webapp.settings import Settings
from webapp.store.links import find_target, within
from webapp.store.snapshot import Snapshot


def check_links(path: str, links: Iterable[str], snapshot: Snapshot, settings: Settings) -> Iterator[CheckFinding]:
    """Yield a finding for each of the *links* of the file *path* that leads nowhere."""
    for link in links:
        if not _leads_somewhere(link, snapshot, settings):
            yield _finding(path, link, snapshot)


def _leads_somewhere(link: str, snapshot: Snapshot, settings: Settings) -> bool:
    if link.startswith("#"):
        return False
    try:
        inside = within(link, settings.url)
        return inside is None or find_target(snapshot, inside) is not None
    except ValueError:
        return False


def _finding(path: str, link: str, snapshot: Snapshot) -> CheckFinding:
    shown = unquote(link)
    remedy = "Write the name of an article's file, or take the link out."
    if link.startswith("#"):
        return CheckFinding(path, "missing-link", f"the text has no place {shown}.", "Take the link out.")
    if _leads_to_unseen(link, snapshot):
        message = f"the link to {shown} leads to an article that readers do not see."
        return CheckFinding(path, "hidden-link", message, "Publish that one, or take the link out.")
    kind = _kind_of_file(path, link, snapshot)
    if kind == "picture":
        remedy = f"Show it in the text: ![]({shown})"
        return CheckFinding(path, "missing-link", f"the link to {shown} leads to a picture, which has no page.", remedy)
    if kind == "file":
        message = f"the link to {shown} leads to a file that readers do not get."
        remedy = "Add that file as an article, and link to this, or take the link out."
        return CheckFinding(path, "missing-link", message, remedy)
    return CheckFinding(path, "missing-link", f"the link to {shown} leads nowhere.", remedy)


def _leads_to_unseen(link: str, snapshot: Snapshot) -> bool:
    try:
        place = find_target(snapshot.unseen, link)
    except ValueError:
        return False
    return place is not None and place.endpoint == "pages.article"


def _kind_of_file(path: str, link: str, snapshot: Snapshot) -> str:
    """Return what lies where *link*, in the file *path*, points to: "picture", "file", or nothing."""
    try:
        name = unquote(urlsplit(link).path)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)).lstrip("/")
        if snapshot.picture_of(path, name):
            return "picture"
        return "file" if not beside.startswith("..") and (snapshot.content / beside).is_file() else ""
    except (ValueError, OSError):
        return ""
