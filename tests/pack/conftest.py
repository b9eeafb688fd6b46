"""What packs are made of."""

import pytest
from flask import Flask

from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.pack.archive import write_archive
from webapp.pack.onefile import write_onefile
from webapp.pack.packed import Volumes
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings
from webapp.web.site.held_library import LibraryPart


@pytest.fixture
def written(app: Flask):
    """Packs ``library`` as one file of HTML and returns what came out, with its text."""

    def write(limit: PictureLimit | None = None, **chosen):
        packed = write_onefile(app, Selection(**chosen), limit or PictureLimit())
        return packed, packed.path.read_text("utf-8")

    return write


@pytest.fixture
def archived(library: Settings):
    """Packs ``library`` as zip files and returns what came out."""
    return lambda **chosen: archive_library(library, Selection(**chosen))


def archive_library(library: Settings, selection: Selection) -> Volumes:
    """Pack *library* as ``shuwu pack zip`` does."""

    def freeze_part(settings: Settings, part: LibraryPart) -> None:
        freeze(create_app(settings, part=part), settings, build=part.folder)

    return write_archive(create_app(library), freeze_part, selection)
