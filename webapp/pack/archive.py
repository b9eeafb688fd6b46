"""The library as zip files: its release, or volumes that each open by themselves."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from flask import Flask, url_for

from webapp.core.article import Article
from webapp.core.slug import slugify
from webapp.disk.files import move, writing
from webapp.disk.unfinished import unfinished_folder
from webapp.errors import PackError, PictureError
from webapp.freeze.release_folders import ReleaseFolders
from webapp.messages import Message
from webapp.pack.edition import edition_of, file_name, is_frozen
from webapp.pack.packed import Volume, Volumes
from webapp.pack.selection import Selection, by_section
from webapp.pack.split import split
from webapp.settings import Settings
from webapp.store.frozen_site import zip_site
from webapp.store.packs import packs_folder
from webapp.web.site.held_library import LibraryPart
from webapp.web.site.site import Site, the_site
from webapp.web.site.urls import picture_files

FreezePart = Callable[[Settings, LibraryPart], object]
"""Freezes a part of the library into the part's folder."""

_NAMED_SECTIONS = 3
# What every volume has: the program's own files, and the sounds of all characters.
_OWN = ("assets/", "shards/fold/", "shards/words/sounds/")


@dataclass(frozen=True, slots=True)
class _Draft:
    path: Path
    articles: Sequence[Article]


def write_archive(app: Flask, freeze_part: FreezePart, selection: Selection) -> Volumes:
    """Write the *selection* of the library that *app* shows into ``build/packs``, and return the volumes.

    A whole library is its release in ``build/site``, as it was signed. A part, or a library that changed since, is
    frozen apart. What exceeds the selection's ``max_bytes`` comes in volumes: whole sections, or pieces of a section
    that is too large. Each volume is a site with its own search.

    Raises PackError if an article alone is too large, FreezeError if the site cannot be frozen.
    """
    site = the_site(app)
    snapshot = site.library.snapshot()
    chosen = selection.articles(snapshot)
    edition = edition_of(site.settings, snapshot, chosen, site.release.marks(), site.release.code_digest())
    articles = [article for _, group in by_section(snapshot, chosen) for article in group]
    with unfinished_folder(packs_folder(site.settings)) as scratch:
        binder = _Binder(site, freeze_part, selection.max_bytes, scratch)
        with app.test_request_context():
            drafts = list(binder.bind(articles))
        volumes = []
        for number, draft in enumerate(drafts, 1):
            part = f"{number}-of-{len(drafts)}" if len(drafts) > 1 else ""
            name = file_name(site.settings, edition, ".zip", "-".join(filter(None, (selection.name, part))))
            path = packs_folder(site.settings) / name
            move(draft.path, path)
            held = tuple((section.title, len(group)) for section, group in by_section(snapshot, draft.articles))
            volumes.append(Volume(path, path.stat().st_size, len(draft.articles), held))
    return Volumes(volumes)


class _Binder:
    """Makes volumes in the folder *scratch*."""

    def __init__(self, site: Site, freeze_part: FreezePart, max_bytes: int | None, scratch: Path) -> None:
        self._site = site
        self._snapshot = site.library.snapshot()
        self._freeze_part = freeze_part
        self._max_bytes = max_bytes
        self._scratch = scratch
        self._made = 0

    def bind(self, articles: Sequence[Article], number: str = "") -> Iterator[_Draft]:
        """Yield volumes that hold *articles*; *number* is their piece of the section, "" if they are all of it."""
        path = self._volume(articles, number)
        size = path.stat().st_size
        if self._max_bytes is None or size <= self._max_bytes:
            yield _Draft(path, articles)
            return
        if len(articles) == 1:
            found = Message("volume_too_big", path=articles[0].path, size=size / 1e6)
            raise PackError("--max-mb", found, Message("allow_mb", size=ceil(size / 1e4) / 100))
        weights, own = self._weights(path, articles)
        path.unlink()
        pieces = max(2, ceil((size - own) / max(1, self._max_bytes - own)))
        for piece_number, piece in enumerate(split(articles, weights, min(pieces, len(articles))), 1):
            is_of_section = len({article.section for article in articles}) == 1
            yield from self.bind(piece, f"{number}.{piece_number}".strip(".") if is_of_section else "")

    def _volume(self, articles: Sequence[Article], number: str) -> Path:
        self._made += 1
        path = self._scratch / f"{self._made}.zip"
        settings = self._site.settings
        is_whole = len(articles) == len(self._snapshot.articles)
        if is_whole and is_frozen(settings, self._site.release.marks(), self._site.release.code_digest()):
            folders = ReleaseFolders(settings.build)
            with folders.locked():
                self._zip(folders.site, path)
            return path
        with unfinished_folder(self._scratch) as folder:
            part = LibraryPart(folder, None if is_whole else frozenset(article.slug for article in articles))
            title = settings.title if is_whole else f"{settings.title} · {self._label(articles, number)}"
            self._freeze_part(replace(settings, title=title), part)
            self._zip(ReleaseFolders(part.folder).site, path)
        return path

    def _zip(self, folder: Path, path: Path) -> None:
        with writing(path) as file:
            zip_site(folder, file, slugify(self._site.settings.title))

    def _label(self, articles: Sequence[Article], number: str) -> str:
        titles = [section.title for section, _ in by_section(self._snapshot, articles)]
        label = "、".join(titles[:_NAMED_SECTIONS]) + ("…" if len(titles) > _NAMED_SECTIONS else "")
        return f"{label} {number}".strip()

    def _weights(self, path: Path, articles: Sequence[Article]) -> tuple[Mapping[str, int], int]:
        """Return the bytes of each article in the volume *path*, by slug, and the bytes that every volume has."""
        with zipfile.ZipFile(path) as archive:
            sizes = {entry.filename.partition("/")[2]: entry.compress_size for entry in archive.infolist()}
        weights = {}
        for article in articles:
            urls = [url_for("pages.article", section=article.section, slug=article.slug)]
            urls += [url_for("media.picture", name=name) for name in self._pictures(article)]
            weights[article.slug] = sum(sizes.get(url.lstrip("/"), 0) for url in urls)
        return weights, sum(size for name, size in sizes.items() if name.startswith(_OWN))

    def _pictures(self, article: Article) -> Iterator[str]:
        for file in picture_files(self._snapshot.only({article.slug}), self._site.references):
            with suppress(PictureError):
                yield from (copy.name for copy in self._site.thumbnails.describe(file).renditions)
