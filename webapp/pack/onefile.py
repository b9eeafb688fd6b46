"""The library as one HTML file that needs nothing else: no server, no other file, no line."""

from flask import Flask

from webapp.pack.bodies import Places
from webapp.pack.codec import armour
from webapp.pack.contents import Contents, leaves_of, small_pictures
from webapp.pack.edition import edition_of, file_name
from webapp.pack.fitting import Fitting
from webapp.pack.packed import Packed
from webapp.pack.pictures import PictureLimit
from webapp.pack.press import Press
from webapp.pack.selection import Selection
from webapp.search.words import LibraryWords
from webapp.store.files import replace_file
from webapp.store.packs import packs_folder
from webapp.web.site import the_site


def write_onefile(app: Flask, selection: Selection, limit: PictureLimit) -> Packed:
    """Write what *selection* takes of the library that *app* shows into ``build/packs``; pictures keep to *limit*.

    What is more than the selection's ``max_bytes`` is left out as fitting.py says. Raises PackError if not even one
    article fits, or none is there.
    """
    site = the_site(app)
    with site.held() as snapshot, app.test_request_context():
        articles = selection.articles(snapshot)
        meeting = snapshot.meeting(selection.meeting)
        edition = edition_of(site.settings, snapshot, articles, site.marks(), site.program(), meeting=meeting)
        leaves = leaves_of(snapshot, articles, Places(articles, {tag.slug: tag.name for tag in snapshot.tags}))
        words = LibraryWords(site.settings.build / ".pack-words").of(articles)
        press = Press(site, snapshot, edition, selection)

        def make(contents: Contents) -> bytes:
            return press.print(contents, words if contents.has_words else None).encode()

        pictures = small_pictures(leaves, site.thumbnails, limit)
        fitting = Fitting(leaves, pictures, make, lambda picture: len(armour(picture.content).encode()), has_words=True)
        content, contents = fitting.fit(selection.max_bytes)
        path = packs_folder(site.settings) / file_name(site.settings, edition, ".html", selection.name)
        replace_file(path, content)
    return Packed(path, len(content), len(contents.leaves), contents.left_articles, contents.left_pictures)
