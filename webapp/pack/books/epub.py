"""The library as an EPUB 3 book, for reading programs and e-readers (w3.org/TR/epub-33)."""

import io
from datetime import UTC
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

from flask import Flask, render_template

from webapp.core.html.xml_text import without_illegal
from webapp.disk.reproducible_zip import add_to_zip
from webapp.pack.books.book import STYLE, Book, BookMaker
from webapp.pack.books.cover import draw_cover
from webapp.pack.books.xhtml import as_xhtml
from webapp.pack.contents import Contents, small_pictures
from webapp.pack.edition import library_name
from webapp.pack.fitting import Fitting
from webapp.pack.packed import Packed
from webapp.pack.packing import packing
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection

_CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write_epub(app: Flask, selection: Selection, limit: PictureLimit) -> Packed:
    """Write the *selection* of the library that *app* shows into ``build/packs``; pictures keep to *limit*.

    Leaves out what exceeds the selection's ``max_bytes``, as fitting.py says. Raises PackError if not even one article
    fits, or the selection is empty.
    """
    with packing(app, selection) as pack:
        binder = BookMaker(pack, ".xhtml", ".jpg")
        modified = pack.edition.date.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        identifier = uuid5(NAMESPACE_URL, f"{library_name(pack.settings)}/{selection.name}").urn
        cover = draw_cover(pack.edition)

        def make(contents: Contents) -> bytes:
            book = binder.bind(contents)
            package = render_template(
                "book/package.xml",
                book=book,
                identifier=identifier,
                languages=_languages(contents, book.front.lang),
                date=pack.edition.date.isoformat(),
                modified=modified,
            )
            return _zipped(book, {"book/package.opf": without_illegal(package).encode(), "book/cover.png": cover})

        leaves = binder.leaves()
        pictures = small_pictures(leaves, pack.site.thumbnails, limit)
        content, contents = Fitting(leaves, pictures, make).fit(selection.max_bytes)
        return pack.write(content, ".epub", contents)


def _languages(contents: Contents, first: str) -> list[str]:
    """Return the languages of *contents*, *first* before the others."""
    return [first, *sorted({packed.article.lang for packed in contents.leaves} - {first})]


def _zipped(book: Book, others: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        add_to_zip(archive, "mimetype", b"application/epub+zip", stored=True)
        add_to_zip(archive, "META-INF/container.xml", _CONTAINER)
        for name, content in others.items():
            add_to_zip(archive, name, content)
        add_to_zip(archive, "book/nav.xhtml", without_illegal(render_template("book/nav.xml", book=book)).encode())
        add_to_zip(archive, f"book/{STYLE}", book.style)
        for page in book.pages:
            add_to_zip(archive, f"book/{page.name}", as_xhtml(page.html))
        for name, picture in book.pictures.items():
            add_to_zip(archive, f"book/{name}", picture.content)
    return data.getvalue()
