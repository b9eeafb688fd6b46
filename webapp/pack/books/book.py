"""The pages of a book: the content of packs for reading programs.

A book has a front page, a page for each section with the list of its articles, and a page for each article.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template
from markupsafe import Markup

from webapp.core.article import Article, Section
from webapp.core.html.markup import plain
from webapp.pack.bodies import PackUrls
from webapp.pack.contents import Contents, PackedArticle, about_html, bodies, leaves_of
from webapp.pack.packing import Packing
from webapp.pack.pictures import SmallPicture
from webapp.pack.selection import by_section
from webapp.web.site.article_html import place_links
from webapp.web.site.assets import style

STYLE = "book.css"
_FRONT = "index"
_ARTICLE = "article-{}"
_SECTION = "section-{}"


@dataclass(frozen=True, slots=True)
class BookPage:
    """A page in the file *name*; its *title* is in the language *lang*. Only articles have *words* to search."""

    name: str
    title: str
    lang: str
    html: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The page of a section, and the pages of its articles."""

    front: BookPage
    articles: Sequence[BookPage]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book; *pictures* are by file name."""

    title: str
    front: BookPage
    chapters: Sequence[Chapter]
    pictures: Mapping[str, SmallPicture]
    style: bytes

    @property
    def pages(self) -> list[BookPage]:
        """Return all pages in reading order."""
        return [self.front, *(page for chapter in self.chapters for page in (chapter.front, *chapter.articles))]


class BookMaker:
    """Makes books. The files of pages end in *suffix*, those of pictures in *picture*."""

    def __init__(self, packing: Packing, suffix: str, picture: str) -> None:
        self._site = packing.site
        self._snapshot = packing.snapshot
        self._imprint = packing.imprint
        self._articles = packing.articles
        self._suffix = suffix
        self._picture = picture
        self._addresses = {
            "pages.home": _FRONT + suffix,
            "pages.about": _FRONT + suffix,
            "pages.section": _SECTION.format("{section}") + suffix,
            "pages.article": _ARTICLE.format("{slug}") + suffix,
        }

    def leaves(self) -> list[PackedArticle]:
        """Return the articles as leaves; a cover that an article does not show is left out."""
        found = leaves_of(self._snapshot, self._articles, self._places(self._articles))
        return [replace(packed, cover=None) for packed in found]

    def bind(self, contents: Contents) -> Book:
        """Return *contents* as a book."""
        articles = [packed.article for packed in contents.leaves]
        texts = bodies(contents, self._source, self._site.say)
        if contents.left_articles:
            names = {self._addresses["pages.article"].format(slug=article.slug) for article in articles}
            texts = [place_links(text, lambda href: None if _is_gone(href, names) else href) for text in texts]
        text_of = dict(zip((article.slug for article in articles), texts, strict=True))
        places = self._places(articles)
        sections = by_section(self._snapshot, articles)
        chapters = [self._chapter(section, group, text_of, places) for section, group in sections]
        title = self._site.settings.title
        front = self._page(
            "front",
            _FRONT,
            title,
            self._site.settings.own_lang,
            url_for=places,
            edition_line=self._imprint.line,
            count=len(articles),
            notes=self._imprint.notes(contents),
            about=Markup(about_html(self._snapshot, places)),  # noqa: S704 (core/html/markup.py sanitised it)
            sections=sections,
        )
        pictures = {self._picture_name(number): picture for number, picture in enumerate(contents.pictures.values())}
        return Book(title, front, chapters, pictures, style("book").encode())

    def _chapter(
        self, section: Section, articles: Sequence[Article], text_of: Mapping[str, str], places: PackUrls
    ) -> Chapter:
        lang = self._site.settings.own_lang
        name = _SECTION.format(section.slug)
        front = self._page("section", name, section.title, lang, url_for=places, section=section, articles=articles)
        pages = [self._article(section, article, text_of[article.slug], places) for article in articles]
        return Chapter(front, pages)

    def _article(self, section: Section, article: Article, text: str, places: PackUrls) -> BookPage:
        page = self._page(
            "article",
            _ARTICLE.format(article.slug),
            article.title,
            article.lang,
            url_for=places,
            section=section,
            article=article,
            text=Markup(text),  # noqa: S704 (core/html/markup.py sanitised it)
        )
        return replace(page, words=plain(article.body) or article.title)

    def _page(self, kind: str, stem: str, title: str, lang: str, **values: Any) -> BookPage:
        html = render_template(f"book/{kind}.html", title=title, **values)
        return BookPage(stem + self._suffix, title, lang, html)

    def _places(self, articles: Sequence[Article]) -> PackUrls:
        return PackUrls(articles, {}, self._addresses)

    def _source(self, number: int) -> str:
        return f'src="{self._picture_name(number)}"'

    def _picture_name(self, number: int) -> str:
        return f"picture-{number + 1}{self._picture}"


def _is_gone(href: str, names: Collection[str]) -> bool:
    return href.startswith(_ARTICLE.format("")) and href not in names
