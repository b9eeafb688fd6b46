"""The library as a ZIM file, judged by zimcheck, and served and searched by Kiwix."""

import os
import socket
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, run
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.conftest import make_library
from tests.pack.tag_soup import tag_soup
from webapp.app import create_app
from webapp.core.language.synonyms import read_query
from webapp.errors import PackError
from webapp.pack.books.zim import write_zim
from webapp.pack.packed import Packed
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.search.live.index import SearchIndex
from webapp.settings import Settings
from webapp.store.library import Library
from webapp.store.synonyms import Synonyms

WORDS = ("水利", "鱼塘", "育秧", "炼苗", "村规民约", "村民会议", "乡村")
WORST_ARTICLES = 50


def bound(library: Settings, **chosen) -> Packed:
    """Pack *library* as ``shuwu pack zim`` does."""
    return write_zim(create_app(library), Selection(**chosen), PictureLimit())


@pytest.fixture(scope="module")
def shelf(tmp_path_factory) -> Path:
    """A folder for what these tests share."""
    return tmp_path_factory.mktemp("zim")


@pytest.fixture(scope="module")
def packed(shelf: Path) -> Packed:
    """The small library with articles made of broken tags."""
    library = make_library(shelf / "library")
    for seed in range(WORST_ARTICLES):
        article = library.content / "policy" / f"soup{seed}.md"
        article.write_text(tag_soup(seed), encoding="utf-8", errors="ignore")
    return bound(library)


@pytest.fixture(scope="module")
def kiwix(shelf: Path) -> Iterator[str]:
    """The address of the small library as kiwix-serve serves it."""
    path = bound(make_library(shelf / "served")).path.rename(shelf / "book.zim")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = ["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), path]
    # Debian's Kiwix is of 2022, and cuts Chinese into words only if it is told to; today's does so by itself.
    with Popen(command, stdout=PIPE, stderr=DEVNULL, env=os.environ | {"XAPIAN_CJK_NGRAM": "1"}) as server:
        # Its first line is that it can be reached.
        server.stdout.readline()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def found_by_kiwix(kiwix: str, word: str) -> set[str]:
    """Return the titles that Kiwix finds."""
    with urlopen(f"{kiwix}/search?content=book&format=xml&pattern={quote(word)}") as response:
        return {item.findtext("title") for item in ET.fromstring(response.read()).iter("item")}


@pytest.mark.slow
class TestValid:
    def test_worst_articles(self, packed: Packed):
        """
        zimcheck has no complaint, not even about articles made of broken tags.
        """
        checked = run(["zimcheck", "--all", packed.path], check=True, stdout=PIPE, encoding="utf-8")

        assert packed.articles == 3 + WORST_ARTICLES
        assert "Overall Test Status: Pass" in checked.stdout
        assert not {"[ERROR]", "[WARNING]"} & set(checked.stdout.split())


class TestLongWords:
    @pytest.mark.parametrize("word", ["a", "ж", "a'b", "a\u0301", "茶"])
    def test_title(self, library: Settings, word: str):
        """
        A word in a title that is longer than Xapian allows, 245 bytes, stops no pack.
        """
        title, text = word * 150, word * 300
        (library.content / "policy" / "long.md").write_text(f'---\ntitle: "{title}"\n---\n{text}', encoding="utf-8")

        assert bound(library).articles == 4


@pytest.mark.slow
class TestKiwix:
    def test_home(self, kiwix: str):
        """
        The book opens at its first page, which leads to its sections.
        """
        with urlopen(f"{kiwix}/book/") as response:
            page = response.read().decode()

        assert response.url.endswith("/index.html")
        assert 'href="section-farming.html"' in page

    def test_pictures(self, kiwix: str):
        """
        An article shows its picture.
        """
        with urlopen(f"{kiwix}/book/article-seedlings.html") as response:
            assert 'src="picture-1.webp"' in response.read().decode()
        with urlopen(f"{kiwix}/book/picture-1.webp") as response:
            assert response.headers["Content-Type"] == "image/webp"

    @pytest.mark.parametrize("word", WORDS)
    def test_search(self, kiwix: str, library: Settings, word: str):
        """
        A plain word is found, in either script, in the articles that our search puts first.
        """
        articles = Library(library).current().articles
        with closing(SearchIndex(library.build)) as index:
            index.update(articles)
            hits = index.search(read_query(word, Synonyms(library).groups())).hits
        titles = {article.slug: article.title for article in articles}
        found = found_by_kiwix(kiwix, word)

        assert found == {titles[hit.slug] for hit in hits[: len(found)]} != set()


@pytest.mark.slow
class TestCommand:
    def test_without_libzim(self, library: Settings, monkeypatch):
        """
        Where libzim is not installed, the message says how to.
        """
        monkeypatch.setitem(sys.modules, "libzim", None)
        monkeypatch.delitem(sys.modules, "libzim.writer", raising=False)
        monkeypatch.delitem(sys.modules, "webapp.pack.books.zim_file", raising=False)

        with pytest.raises(PackError, match=r"libzim is not installed\. Install it: pip install"):
            bound(library)

    def test_output(self, library: Settings):
        """
        Nothing but what was asked for is printed.
        """
        command = [sys.executable, "-m", "webapp", "pack", "zim", "--json", "--library", library.root]
        printed = run(command, capture_output=True, check=True, encoding="utf-8").stdout

        assert printed.count("\n") == 1
        assert printed.startswith('{"path": ')

    def test_pictures_go_first(self, library: Settings):
        """
        What is too large loses its pictures.
        """
        whole = bound(library)
        packed = bound(library, max_bytes=whole.bytes - 2000)

        assert (packed.left_pictures, packed.articles) == (1, 3)
