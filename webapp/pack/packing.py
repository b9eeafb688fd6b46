"""How the making of every one-file pack begins and ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask

from webapp.core.article import Article
from webapp.disk.files import write_file
from webapp.pack.contents import Contents
from webapp.pack.edition import Edition, edition_of, file_name
from webapp.pack.imprint import Imprint
from webapp.pack.packed import Packed
from webapp.pack.selection import Selection
from webapp.settings import Settings
from webapp.store.packs import packs_folder
from webapp.store.snapshot import Snapshot
from webapp.web.site.site import Site, the_site


@dataclass(frozen=True, slots=True)
class Packing:
    """The *articles* that *selection* takes from *snapshot*, and what the pack says about itself."""

    site: Site
    snapshot: Snapshot
    selection: Selection
    articles: tuple[Article, ...]
    edition: Edition
    imprint: Imprint

    @property
    def settings(self) -> Settings:
        """Return the settings of the library."""
        return self.site.settings

    def write(self, content: bytes, suffix: str, contents: Contents) -> Packed:
        """Write the file *content*, which holds *contents*, to ``build/packs``; its name ends in *suffix*."""
        name = file_name(self.settings, self.edition, suffix, self.selection.name)
        path = packs_folder(self.settings) / name
        write_file(path, content)
        return Packed(path, len(content), len(contents.leaves), contents.left_articles, contents.left_pictures)


@contextmanager
def packing(app: Flask, selection: Selection) -> Iterator[Packing]:
    """Hold one state of the library that *app* shows, in a request. Raises PackError if *selection* is empty."""
    site = the_site(app)
    with site.library.held() as snapshot, app.test_request_context():
        articles = selection.articles(snapshot)
        meeting = snapshot.meeting(selection.meeting)
        marks, digest = site.release.marks(), site.release.code_digest()
        edition = edition_of(site.settings, snapshot, articles, marks, digest, meeting=meeting)
        yield Packing(site, snapshot, selection, articles, edition, Imprint(site, snapshot, edition, selection))
