"""The lists of packs beside them: a page for readers, and catalogues for reading apps (OPDS 1.2 and 2.0)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from flask import Flask, render_template

from webapp.core.html.xml_text import without_illegal
from webapp.disk.files import write_file
from webapp.pack.books.cover import ICON_TYPE, draw_icon
from webapp.pack.edition import library_name
from webapp.settings import Settings
from webapp.store.packs import ICON, LISTS, packs_folder
from webapp.web.feeds import ACQUISITION, json_text
from webapp.web.site.site import the_site

_TYPES = {
    "html": "text/html",
    "epub": "application/epub+zip",
    "zim": "application/x-zim",
    "zip": "application/zip",
}
_ICON_WIDTH = 192


@dataclass(frozen=True, slots=True)
class ListedPack:
    """A pack in the lists: its file *name*, its *kind* (the ending of the name) and its media *type*."""

    name: str
    kind: str
    type: str
    bytes: int
    updated: str
    id: str

    @property
    def title(self) -> str:
        """Return the name without its ending."""
        return self.name.rpartition(".")[0]

    @property
    def href(self) -> str:
        """Return its address relative to the lists."""
        return quote(self.name)


def write_pack_lists(app: Flask) -> None:
    """Write LISTS: the packs in ``build/packs`` of the library that *app* shows, the newest first."""
    settings = the_site(app).settings
    folder = packs_folder(settings)
    packs = list(_packs(settings))
    values = {"packs": packs, "icon": ICON, "icon_type": ICON_TYPE, "rel": ACQUISITION, "types": LISTS}
    with app.test_request_context():
        page = render_template("packs.html", **values)
        feed = render_template("feeds/packs.xml", **values, id=_id(settings, ""), updated=_last_update(packs))
    write_file(folder / ICON, draw_icon(_ICON_WIDTH, "JPEG"))
    write_file(folder / "opds.xml", without_illegal(feed).encode())
    write_file(folder / "opds.json", json_text(_catalogue(settings, packs)).encode())
    write_file(folder / "index.html", page.encode())


def _packs(settings: Settings) -> Iterator[ListedPack]:
    found = [
        (path, path.stat())
        for path in packs_folder(settings).iterdir()
        if path.suffix[1:] in _TYPES and path.name not in LISTS and not path.name.startswith(".")
    ]
    for path, status in sorted(found, key=lambda pack: (-pack[1].st_mtime_ns, pack[0].name)):
        kind = path.suffix[1:]
        updated = datetime.fromtimestamp(status.st_mtime, UTC).isoformat(timespec="seconds")
        yield ListedPack(path.name, kind, _TYPES[kind], status.st_size, updated, _id(settings, path.name))


def _id(settings: Settings, name: str) -> str:
    return uuid5(NAMESPACE_URL, f"{library_name(settings)}/packs/{name}").urn


def _last_update(packs: list[ListedPack]) -> str:
    return max((pack.updated for pack in packs), default="1970-01-01T00:00:00+00:00")


def _catalogue(settings: Settings, packs: list[ListedPack]) -> dict[str, Any]:
    return {
        "metadata": {"title": settings.title, "modified": _last_update(packs)},
        "links": [{"rel": "self", "href": "opds.json", "type": LISTS["opds.json"]}],
        "publications": [
            {
                "metadata": {
                    "@type": "http://schema.org/Book",
                    "identifier": pack.id,
                    "title": pack.title,
                    "language": settings.own_lang,
                    "modified": pack.updated,
                },
                "links": [
                    {"rel": ACQUISITION, "href": pack.href, "type": pack.type, "properties": {"size": pack.bytes}}
                ],
                "images": [{"href": ICON, "type": ICON_TYPE, "width": _ICON_WIDTH, "height": _ICON_WIDTH}],
            }
            for pack in packs
        ],
    }
