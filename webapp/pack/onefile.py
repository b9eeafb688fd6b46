"""The library as one HTML file that needs nothing else: no server, no other file, no connection."""

from flask import Flask

from webapp.pack.bodies import PackUrls
from webapp.pack.codec import armour
from webapp.pack.contents import Contents, leaves_of, small_pictures
from webapp.pack.fitting import Fitting
from webapp.pack.onefile_renderer import OneFileRenderer
from webapp.pack.packed import Packed
from webapp.pack.packing import packing
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.search.words import LibraryWords


def write_onefile(app: Flask, selection: Selection, limit: PictureLimit) -> Packed:
    """Write the *selection* of the library that *app* shows into ``build/packs``; pictures keep to *limit*.

    Leaves out what exceeds the selection's ``max_bytes``, as fitting.py says. Raises PackError if not even one article
    fits, or the selection is empty.
    """
    with packing(app, selection) as pack:
        tags = {tag.slug: tag.name for tag in pack.snapshot.tags}
        leaves = leaves_of(pack.snapshot, pack.articles, PackUrls(pack.articles, tags))
        words = LibraryWords(pack.settings.build / ".pack-words").of(pack.articles)
        renderer = OneFileRenderer(pack)

        def make(contents: Contents) -> bytes:
            return renderer.print(contents, None if contents.left_words else words).encode()

        pictures = small_pictures(leaves, pack.site.thumbnails, limit)
        fitting = Fitting(leaves, pictures, make, lambda picture: len(armour(picture.content).encode()), has_words=True)
        content, contents = fitting.fit(selection.max_bytes)
        return pack.write(content, ".html", contents)
