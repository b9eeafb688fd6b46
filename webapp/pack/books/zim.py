"""The library as a ZIM file, for Kiwix and other readers of the format (wiki.openzim.org/wiki/ZIM_file_format).

libzim writes it. It is under the GPL, so it is installed separately, and nothing else here needs it.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask

from webapp.disk.unfinished import unfinished_folder
from webapp.errors import PackError
from webapp.messages import Message
from webapp.pack.books.book import Book, BookMaker
from webapp.pack.contents import Contents, small_pictures
from webapp.pack.edition import Edition, library_name
from webapp.pack.fitting import Fitting
from webapp.pack.packed import Packed
from webapp.pack.packing import packing
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings
from webapp.store.packs import packs_folder

_LIBZIM = "libzim<3.7"
_TITLE_CHARACTERS, _DESCRIPTION_CHARACTERS = 30, 80
"""The limit of Kiwix."""


def write_zim(app: Flask, selection: Selection, limit: PictureLimit) -> Packed:
    """Write the *selection* of the library that *app* shows into ``build/packs``; pictures keep to *limit*.

    Leaves out what exceeds the selection's ``max_bytes``, as fitting.py says. Raises PackError if libzim is not
    installed, not even one article fits, or the selection is empty.
    """
    write_file = _writer()
    with packing(app, selection) as pack:
        binder = BookMaker(pack, ".html", ".webp")
        metadata = dict(_metadata(pack.settings, pack.edition, selection))

        def make(contents: Contents) -> bytes:
            with unfinished_folder(packs_folder(pack.settings)) as scratch:
                path = scratch / "book.zim"
                write_file(path, binder.bind(contents), metadata)
                return path.read_bytes()

        leaves = binder.leaves()
        pictures = small_pictures(leaves, pack.site.thumbnails, limit)
        content, contents = Fitting(leaves, pictures, make).fit(selection.max_bytes)
        return pack.write(content, ".zim", contents)


def _writer() -> Callable[[Path, Book, Mapping[str, str]], None]:
    try:
        from webapp.pack.books.zim_file import write_zim_file  # noqa: PLC0415 (it needs an extra that is seldom there)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "libzim":
            raise
        remedy = Message("install_libzim", name=_LIBZIM)
        raise PackError("pack zim", Message("no_libzim"), remedy) from error
    return write_zim_file


def _metadata(settings: Settings, edition: Edition, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield what a library of ZIM files lists (wiki.openzim.org/wiki/Metadata)."""
    yield "Title", settings.title[:_TITLE_CHARACTERS]
    yield "Description", (settings.description or settings.title)[:_DESCRIPTION_CHARACTERS]
    yield "Language", "zho"
    yield "Creator", settings.organiser or settings.title
    yield "Publisher", settings.organiser or settings.title
    yield "Date", edition.date.date().isoformat()
    yield "Name", "_".join(filter(None, ("shuwu", library_name(settings), "zh", selection.name or "all")))
    yield "Flavour", edition.name
    yield "Source", settings.url or settings.title
    yield "Tags", "_ftindex:yes;_pictures:yes;_videos:no;_details:yes"
    yield "Scraper", "shuwu"
