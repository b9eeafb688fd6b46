"""Write a book as a ZIM file with libzim. This module can only be imported where libzim is installed."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import wrap

from libzim.writer import ContentProvider, Creator, Hint, IndexData, Item, StringProvider

from webapp.core.language.text import fold
from webapp.pack.books.book import STYLE, Book, BookPage
from webapp.pack.books.cover import draw_icon

_ICON_WIDTH = 48
_WORD_CHARACTERS = 40
# Xapian allows 245 bytes. A character that joins words, such as an apostrophe, counts.
_LONG_WORD = re.compile(rf"[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{{{_WORD_CHARACTERS + 1},}}")


def write_zim_file(path: Path, book: Book, metadata: Mapping[str, str]) -> None:
    """Write *book* to *path* with an index of its words."""
    # With several workers the order of the content would depend on their speed.
    creator = Creator(path).config_indexing(True, "zho").config_nbworkers(1).set_mainpath(book.front.name)
    with _silence(), creator:
        creator.add_illustration(_ICON_WIDTH, draw_icon(_ICON_WIDTH, "PNG"))
        for name, value in metadata.items():
            creator.add_metadata(name, value)
        creator.add_item(_File(STYLE, "text/css", book.style))
        for name, picture in book.pictures.items():
            creator.add_item(_File(name, "image/webp", picture.content))
        for page in book.pages:
            creator.add_item(_Page(page))


@contextmanager
def _silence() -> Iterator[None]:
    """Discard what libzim prints: it would mix with the output of the command."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


class _File(Item):
    """A file that is not a page, as libzim asks for it."""

    def __init__(self, name: str, kind: str, content: str | bytes, title: str = "") -> None:
        super().__init__()
        self._name, self._kind, self._content, self._title = name, kind, content, title

    def get_path(self) -> str:
        """Return the address."""
        return self._name

    def get_title(self) -> str:
        """Return what lists show."""
        return self._title

    def get_mimetype(self) -> str:
        """Return the kind of the content."""
        return self._kind

    def get_contentprovider(self) -> ContentProvider:
        """Return the provider of the content."""
        return StringProvider(self._content)

    def get_hints(self) -> dict[Hint, int]:
        """Return whether it is in the list of titles."""
        return {Hint.FRONT_ARTICLE: False}  # type: ignore[misc]  # its stub has no members


class _Page(_File):
    """A page; an article is listed by title and found by its words."""

    def __init__(self, page: BookPage) -> None:
        super().__init__(page.name, "text/html", page.html, _without_long_words(page.title))
        self._page = page

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: bool(self._page.words)}  # type: ignore[misc]  # its stub has no members

    def get_indexdata(self) -> IndexData:
        return _Words(self._page) if self._page.words else IndexData()


class _Words(IndexData):
    """The indexed words of an article; Traditional text is also indexed in Simplified characters."""

    def __init__(self, page: BookPage) -> None:
        super().__init__()
        self._title = _both(_without_long_words(page.title))
        self._content = _both(page.words)

    def has_indexdata(self) -> bool:
        """Return that there are words."""
        return True

    def get_title(self) -> str:
        """Return the words that count most."""
        return self._title

    def get_content(self) -> str:
        """Return the words."""
        return self._content

    def get_keywords(self) -> str:
        """Return no more words."""
        return ""

    def get_wordcount(self) -> int:
        """Return the length of the text."""
        return len(self._content)


def _both(text: str) -> str:
    folded = fold(text)
    return text if folded == text.lower() else f"{text}\n{folded}"


def _without_long_words(title: str) -> str:
    """Return *title* with spaces in words too long for Xapian: one in a title would stop the whole pack."""
    return _LONG_WORD.sub(lambda match: " ".join(wrap(match[0], _WORD_CHARACTERS)), title)
