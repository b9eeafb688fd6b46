"""The library as an EPUB book, judged by epubcheck, and read back by what reads books here."""

import shutil
from pathlib import Path
from subprocess import PIPE, run
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree
from PIL import Image

from tests.conftest import make_library
from tests.pack.tag_soup import tag_soup
from webapp.app import create_app
from webapp.ingest.readers import epub
from webapp.pack.books.epub import write_epub
from webapp.pack.packed import Packed
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings

pytestmark = pytest.mark.slow

NAMES = {
    "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
}
WORST_ARTICLES = 150


def bound(library: Settings, limit: PictureLimit | None = None, **chosen) -> Packed:
    """Pack *library* as ``shuwu pack epub`` does."""
    return write_epub(create_app(library), Selection(**chosen), limit or PictureLimit(format="JPEG"))


def part(packed: Packed, name: str) -> etree._Element:
    """Return a file of the book as XML."""
    with ZipFile(packed.path) as archive:
        return etree.fromstring(archive.read(f"book/{name}"))


@pytest.mark.slow
class TestValid:
    def test_worst_articles(self, library: Settings):
        """
        epubcheck has no complaint about a book of good articles and of many made of broken tags.
        """
        for seed in range(WORST_ARTICLES):
            article = library.content / "farming" / f"soup{seed}.md"
            article.write_text(tag_soup(seed), encoding="utf-8", errors="ignore")
        packed = bound(library)
        checked = run(
            ["java", "-jar", shutil.which("epubcheck"), packed.path], check=True, stdout=PIPE, encoding="utf-8"
        )

        assert packed.articles == 3 + WORST_ARTICLES
        assert "0 fatals / 0 errors / 0 warnings / 0 infos" in checked.stdout


class TestBook:
    def test_reads_back(self, library: Settings, tmp_path: Path):
        """
        All articles and their pictures are in the book, section after section.
        """
        data = bound(library).path.read_bytes()
        draft, _ = epub.read(data, "book.epub", 500_000, tmp_path)
        titles = ["村规民约为什么要大家一起定", "早稻育秧三件事", "鄉村的水利與魚塘"]
        places = [draft.text.index(f"# {title}") for title in titles]

        assert draft.title == "石桥村书屋"
        assert places == sorted(places)
        assert "两叶一心的时候开始炼苗" in draft.text
        assert len(list(tmp_path.glob("*.jpg"))) == 1

    def test_contents(self, library: Settings):
        """
        The list of contents has the sections with their articles, and leads to each.
        """
        packed = bound(library)
        links = part(packed, "nav.xhtml").xpath("//h:nav[@id='toc']//h:a", namespaces=NAMES)
        with ZipFile(packed.path) as archive:
            names = set(archive.namelist())

        assert links[0].text == "政策解读"
        assert len(links) == 2 + 3
        assert {f"book/{link.get('href')}" for link in links} <= names

    def test_edition(self, library: Settings):
        """
        The first page says which edition it is; title, language and date stand in the metadata.
        """
        packed = bound(library)
        first = "".join(part(packed, "index.xhtml").itertext())
        package = part(packed, "package.opf")

        assert packed.path.stem.rpartition("-")[2] in first
        assert "没有放进" not in first
        assert "2024年5月1日" in first
        assert package.findtext(".//d:title", namespaces=NAMES) == "石桥村书屋"
        assert [lang.text for lang in package.iterfind(".//d:language", NAMES)] == ["zh-Hans", "zh-Hant"]
        assert package.findtext(".//d:date", namespaces=NAMES).startswith("2024-05-01T")

    def test_languages(self, library: Settings):
        """
        An article says which script it is in.
        """
        article = part(bound(library), "article-ponds.xhtml").find(".//h:article", NAMES)

        assert article.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant"

    def test_links(self, library: Settings):
        """
        A link to another article leads to its page in the book.
        """
        article = library.content / "farming" / "ponds.md"
        article.write_text(article.read_text("utf-8") + "\n[育秧](seedlings/)\n", encoding="utf-8")
        links = part(bound(library), "article-ponds.xhtml").xpath("//h:article//h:a/@href", namespaces=NAMES)

        assert links == ["article-seedlings.xhtml"]

    def test_begins_with_its_type(self, library: Settings):
        """
        What the file is stands first and plain, so that programs can tell from its first bytes.
        """
        with ZipFile(bound(library).path) as archive:
            first = archive.infolist()[0]

        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")

    def test_cover(self, library: Settings):
        """
        There is a picture for shelves.
        """
        with ZipFile(bound(library).path) as archive, Image.open(archive.open("book/cover.png")) as cover:
            assert cover.size == (600, 800)

    def test_same_content_same_bytes(self, tmp_path: Path):
        """
        The same library gives the same book, wherever and whenever it is packed.
        """
        made = [bound(make_library(tmp_path / name)).path for name in "ab"]

        assert made[0].read_bytes() == made[1].read_bytes()
        assert made[0].name == made[1].name


class TestCut:
    def test_pictures_go_first(self, library: Settings):
        """
        What is too large loses its pictures before its articles, and says so on its first page.
        """
        whole = bound(library)
        packed = bound(library, max_bytes=whole.bytes - 100)

        assert (packed.left_pictures, packed.left_articles, packed.articles) == (1, 0, 3)
        assert packed.bytes <= whole.bytes - 100
        assert "有 1 张图片没有放进来" in "".join(part(packed, "index.xhtml").itertext())

    def test_links_to_what_was_left_out(self, library: Settings):
        """
        A link to an article that did not fit leaves its words.
        """
        article = library.content / "policy" / "village-rules" / "index.md"
        article.write_text(article.read_text("utf-8") + "\n[鱼塘](/farming/ponds)\n", encoding="utf-8")
        packed = bound(library, max_bytes=bound(library, sections=("policy",)).bytes + 300)
        page = part(packed, "article-village-rules.xhtml")

        assert packed.articles == 1
        assert page.xpath("//h:article//h:a", namespaces=NAMES) == []
        assert "鱼塘" in "".join(page.itertext())

    def test_one_section(self, library: Settings):
        """
        A book of one section is another book than that of all.
        """
        identifiers = [
            part(bound(library, sections=chosen), "package.opf").findtext(".//d:identifier", namespaces=NAMES)
            for chosen in ((), ("policy",))
        ]

        assert identifiers[0] != identifiers[1]

    def test_picture_limit(self, library: Settings):
        """
        A picture is made as small as was asked for.
        """
        packed = bound(library, PictureLimit(width=100, bytes=2000, format="JPEG"))
        with ZipFile(packed.path) as archive, Image.open(archive.open("book/picture-1.jpg")) as picture:
            assert picture.width == 100
