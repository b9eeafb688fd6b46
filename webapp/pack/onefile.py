"""The library as one HTML file that needs nothing else: no server, no other file, no line."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from flask import Flask

from webapp.core.words import WordList
from webapp.errors import PackError
from webapp.pack.codec import armour
from webapp.pack.contents import Contents, Leaf, files_of, leaves_of
from webapp.pack.edition import edition_of, file_name, packs_folder
from webapp.pack.packed import Packed
from webapp.pack.pictures import PictureLimit, SmallPicture, shrink
from webapp.pack.press import Press
from webapp.pack.selection import Selection
from webapp.search.words import LibraryWords
from webapp.store.files import replace_file
from webapp.web.site import the_site


def write_onefile(app: Flask, selection: Selection, limit: PictureLimit) -> Packed:
    """Write what *selection* takes of the library that *app* shows into ``build/packs``; pictures keep to *limit*.

    If that is more than the selection's ``max_bytes``, pictures are left out first, those of the oldest articles before
    others, then suggestions, then the oldest articles. Raises PackError if not even one article fits, or none is there.
    """
    site = the_site(app)
    with site.held() as snapshot, app.test_request_context():
        articles = selection.articles(snapshot)
        meeting = snapshot.meeting(selection.meeting)
        edition = edition_of(site.settings, snapshot, articles, site.marks(), site.program(), meeting=meeting)
        leaves = leaves_of(snapshot, articles)
        words = LibraryWords(site.settings.build / ".pack-words").of(articles)
        press = Press(site, snapshot, edition, selection)
        html, contents = _Fitting(press, leaves, words, limit).fit(selection.max_bytes)
        path = packs_folder(site.settings) / file_name(site.settings, edition, ".html", selection.name)
        content = html.encode()
        replace_file(path, content)
    return Packed(path, len(content), len(contents.leaves), contents.left_articles, contents.left_pictures)


class _Fitting:
    """Finds what fits into a file of a given size."""

    def __init__(self, press: Press, leaves: Sequence[Leaf], words: WordList, limit: PictureLimit) -> None:
        self._press = press
        self._leaves = leaves
        self._words = words
        self._limit = limit

    def fit(self, max_bytes: int | None) -> tuple[str, Contents]:
        whole = Contents(self._leaves, self._all_pictures)
        html = self._print(whole)
        if max_bytes is None or _size(html) <= max_bytes:
            return html, whole
        bare = self._cut_articles(max_bytes)
        pictures = self._pictures_that_fit(bare, max_bytes)
        while True:
            contents = replace(bare, pictures=pictures, left_pictures=len(self._all_pictures) - len(pictures))
            html = self._print(contents)
            if _size(html) <= max_bytes or not pictures:
                return html, contents
            pictures = dict(list(pictures.items())[:-1])

    @cached_property
    def _all_pictures(self) -> dict[Path, SmallPicture]:
        thumbnails = self._press.site.thumbnails
        files = dict.fromkeys(path for leaf in self._leaves for path in files_of(leaf))
        made = {path: shrink(path, thumbnails, self._limit) for path in files}
        return {path: picture for path, picture in made.items() if picture}

    def _cut_articles(self, max_bytes: int) -> Contents:
        """Return as many of the newest articles as fit without pictures."""
        for has_words in (True, False):
            bare = self._first(len(self._leaves), has_words)
            if self._fits(bare, max_bytes):
                return bare
        least, most = 0, len(self._leaves)
        while most - least > 1:
            middle = (least + most) // 2
            least, most = (middle, most) if self._fits(self._first(middle, False), max_bytes) else (least, middle)
        if not least:
            raise PackError("--max-mb", "not even one article fits.", "Allow more, or choose a section.")
        return self._first(least, False)

    def _first(self, count: int, has_words: bool) -> Contents:
        return Contents(self._leaves[:count], {}, has_words, len(self._leaves) - count, len(self._all_pictures))

    def _print(self, contents: Contents) -> str:
        return self._press.print(contents, self._words if contents.has_words else None)

    def _fits(self, contents: Contents, max_bytes: int) -> bool:
        return _size(self._print(contents)) <= max_bytes

    def _pictures_that_fit(self, bare: Contents, max_bytes: int) -> dict[Path, SmallPicture]:
        room = max_bytes - _size(self._print(bare))
        fitting: dict[Path, SmallPicture] = {}
        for path in dict.fromkeys(path for leaf in bare.leaves for path in files_of(leaf)):
            picture = self._all_pictures.get(path)
            if picture is None:
                continue
            room -= len(armour(picture.content).encode())
            if room < 0:
                break
            fitting[path] = picture
        return fitting


def _size(html: str) -> int:
    return len(html.encode())
