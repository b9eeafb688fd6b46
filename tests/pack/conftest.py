"""What packs are made of."""

import pytest
from flask import Flask

from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection


@pytest.fixture
def written(app: Flask):
    """Packs ``library`` as one file of HTML and returns what came out, with its text."""

    def write(limit: PictureLimit | None = None, **chosen):
        packed = write_onefile(app, Selection(**chosen), limit or PictureLimit())
        return packed, packed.path.read_text("utf-8")

    return write
