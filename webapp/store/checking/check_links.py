"""Find the links in a text that readers cannot follow; pages show only their words."""

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from webapp.core.finding import CheckFinding
from webapp.messages import Message
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
    remedy = Message("write_name_or_take_link")
    if link.startswith("#"):
        return CheckFinding(path, "missing-link", Message("no_place", link=shown), Message("take_link_out"))
    if _leads_to_unseen(link, snapshot):
        message = Message("link_hidden", link=shown)
        return CheckFinding(path, "hidden-link", message, Message("publish_or_take_link"))
    kind = _kind_of_file(path, link, snapshot)
    if kind == "picture":
        remedy = Message("show_in_text", link=shown)
        return CheckFinding(path, "missing-link", Message("link_picture", link=shown), remedy)
    if kind == "file":
        message = Message("link_file", link=shown)
        remedy = Message("add_file_or_take_link")
        return CheckFinding(path, "missing-link", message, remedy)
    return CheckFinding(path, "missing-link", Message("link_nowhere", link=shown), remedy)


def _leads_to_unseen(link: str, snapshot: Snapshot) -> bool:
    try:
        place = find_target(snapshot.unseen, link)
    except ValueError:
        return False
    return place is not None and place.endpoint == "pages.article"


def _kind_of_file(path: str, link: str, snapshot: Snapshot) -> str:
    """Return what *link* in the file *path* points to: "picture", "file" or ""."""
    try:
        name = unquote(urlsplit(link).path)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)).lstrip("/")
        if snapshot.picture_of(path, name):
            return "picture"
        return "file" if not beside.startswith("..") and (snapshot.content / beside).is_file() else ""
    except (ValueError, OSError):
        return ""
