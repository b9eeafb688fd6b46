"""Readers who choose the language of the pages' own words."""

from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.web.small_library import write
from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.settings import load_settings

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A frozen library in Chinese whose pages speak Spanish and Arabic too."""
    root = tmp_path_factory.mktemp("languages")
    write(root, "shuwu.toml", 'title = "清溪书屋"\nlanguages = ["zh-Hans", "es", "ar"]\n')
    write(
        root,
        "content/news/well.md",
        "---\ntitle: 搜索\ndate: 2026-03-12\nsource: 村委会\ntags: [水]\n---\n新水井在学校旁边，搜索时请写“水井”。\n",
    )
    write(
        root, "content/news/tea.md", "---\ntitle: How to dry tea\ndate: 2026-03-11\n---\nTea is dried in the shade.\n"
    )
    settings = load_settings(root)
    freeze(create_app(settings), settings)
    return root / "build" / "site"


@pytest.fixture
def address(folder: Path):
    return lambda path: urljoin(f"{folder.as_uri()}/", path)


def choose(page, tag: str) -> None:
    with page.expect_navigation():
        page.click(f".languages [lang={tag}]")
    page.wait_for_function("tag => document.documentElement.lang === tag", arg=tag)


class TestChoosing:
    def test_words_of_the_pages(self, reader, address):
        """
        The pages' own words, dates and numbers are said in the language that was chosen.
        """
        reader.goto(address("index.html"))
        choose(reader, "es")

        assert reader.inner_text("header").split("\n")[-1] == "Buscar"
        assert reader.get_attribute("#query", "placeholder") == "Buscar artículos"
        assert reader.inner_text("time >> nth=0") == "12 mar 2026"

    def test_what_is_written_stays(self, reader, address):
        """
        An article stays as it is written, though a word of the pages stands in it.
        """
        reader.goto(address("index.html"))
        choose(reader, "es")
        reader.goto(address("news/well.html"))
        reader.wait_for_function("document.documentElement.lang === 'es'")

        assert reader.inner_text("h1") == "搜索"
        assert "搜索时请写" in reader.inner_text("article")
        assert "Fuente: 村委会" in reader.inner_text("article")
        assert reader.get_attribute("article", "lang") == "zh-Hans"

    def test_kept(self, reader, address):
        """
        Other pages are in the language that was chosen, until another one is.
        """
        reader.goto(address("index.html"))
        choose(reader, "es")
        reader.goto(address("tags/index.html"))
        reader.wait_for_function("document.documentElement.lang === 'es'")
        assert reader.inner_text("h1") == "Etiquetas"

        choose(reader, "zh-Hans")

        assert reader.inner_text("h1") == "标签"

    def test_right_to_left(self, reader, address):
        """
        In Arabic the page runs from right to left, and nothing is cut off; Chinese and English in it do not.
        """
        reader.goto(address("index.html"))
        choose(reader, "ar")

        assert reader.get_attribute("html", "dir") == "rtl"
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert reader.evaluate("getComputedStyle(document.querySelector('.entry a[lang=en]')).direction") == "ltr"

        reader.goto(address("search/index.html?q=水井"))
        reader.wait_for_selector("text=عدد المقالات: 1.")
        assert reader.evaluate("getComputedStyle(document.querySelector('h2')).direction") == "rtl"

    def test_answers_of_the_search(self, reader, address):
        """
        What the search says while it answers is in that language too.
        """
        reader.goto(address("index.html"))
        choose(reader, "es")
        reader.goto(address("search/index.html?q=水井"))
        reader.wait_for_selector("text=Artículos encontrados: 1.")

        assert reader.inner_text("mark >> nth=0") == "水井"

    def test_nothing_is_fetched_unasked(self, reader, address):
        """
        Who chooses nothing fetches no words of other languages.
        """
        fetched = []
        reader.on("request", lambda request: fetched.append(request.url))
        reader.goto(address("index.html"))
        reader.wait_for_selector(".languages >> visible=true")

        assert not any("/languages/" in url for url in fetched)
