"""A library whose pages and articles are in other languages than Chinese, on every face."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.web.admin_browser import Admin
from tests.web.small_library import client_of, write
from webapp.app import create_app
from webapp.pack.books.epub import write_epub
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import load_settings

WELL = "---\ntitle: اجتماع حول البئر الجديدة\ndate: 2026-03-12\n---\nيعقد الاجتماع عن البئر الجديدة يوم السبت.\n"
TEA = "---\ntitle: 晒茶的办法\ndate: 2026-03-11\n---\n晒茶要选晴天，叶子要铺得薄。\n"


@pytest.fixture
def arabic(tmp_path: Path) -> Path:
    """A library in Arabic with an article in Chinese."""
    write(tmp_path, "shuwu.toml", 'title = "مكتبة القرية"\nlanguage = "ar"\nlanguages = ["ar", "en"]\n')
    write(tmp_path, "content/news/well.md", WELL)
    write(tmp_path, "content/news/tea.md", TEA)
    return tmp_path


class TestDirection:
    def test_page(self, arabic: Path):
        """
        The pages of an Arabic library run from right to left, and what is Chinese in them does not.
        """
        html = client_of(arabic).get("/news/tea.html").text

        assert '<html lang="ar" dir="rtl">' in html
        assert '<article lang="zh-Hans" dir="ltr">' in html
        assert '<p class="facts" lang="ar" dir="rtl">' in html

    def test_list(self, arabic: Path):
        """
        In a list only what runs the other way says so.
        """
        html = client_of(arabic).get("/").text

        assert '<a href="/news/tea.html" lang="zh-Hans" dir="ltr">' in html
        assert '<a href="/news/well.html">' in html

    def test_chinese_library(self, tmp_path: Path):
        """
        An Arabic article of a Chinese library runs from right to left, in lists too.
        """
        write(tmp_path, "shuwu.toml", "")
        write(tmp_path, "content/news/well.md", WELL)
        client = client_of(tmp_path)

        assert '<article lang="ar" dir="rtl">' in client.get("/news/well.html").text
        assert '<a href="/news/well.html" lang="ar" dir="rtl">' in client.get("/").text

    def test_book(self, arabic: Path):
        """
        A book's pages turn from right to left.
        """
        book = write_epub(create_app(load_settings(arabic)), Selection(), PictureLimit(format="JPEG"))
        with ZipFile(book.path) as archive:
            package = archive.read("book/package.opf").decode()

        assert 'xml:lang="ar" dir="rtl"' in package
        assert 'page-progression-direction="rtl"' in package


class TestDates:
    def test_page(self, arabic: Path):
        """
        A date is written as the language of the pages writes it, and for programs as ever.
        """
        assert '<time datetime="2026-03-12">12\u200f/03\u200f/2026</time>' in client_of(arabic).get("/").text


class TestOtherLanguages:
    def test_words(self, arabic: Path):
        """
        The words of another language that the library allows stand beside those of the page.
        """
        script = client_of(arabic).get("/languages/en.js").text
        words = json.loads(script.partition("=")[2].partition(";\n")[0])

        assert (words["lang"], words["dir"]) == ("en", "ltr")
        assert ["بحث", "Search"] in words["pairs"]

    @pytest.mark.parametrize("tag", ["ar", "fr", "none", "..%2Fen"])
    def test_no_other(self, arabic: Path, tag: str):
        """
        There are none for the page's own language, nor for one that the library does not allow.
        """
        assert client_of(arabic).get(f"/languages/{tag}.js").status_code == 404

    def test_library_of_one_language(self, tmp_path: Path):
        """
        Where nothing is to be chosen, no page has anything of it.
        """
        write(tmp_path, "shuwu.toml", "")
        write(tmp_path, "content/news/tea.md", TEA)

        assert "languages" not in client_of(tmp_path).get("/").text


class TestAdmin:
    def test_english(self, arabic: Path):
        """
        The admin pages speak English where they do not speak the language of the pages.
        """
        html = Admin(arabic).get("sign-in").text

        assert '<html lang="en">' in html
        assert "Password" in html
