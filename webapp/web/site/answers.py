"""What pages ask of the library, each time as little as they show.

A page that took a whole list in its hands would have to be made again with every article. So a view asks for one page
of the list, or for the neighbours of one article; and while a site is frozen, every answer is kept in the record of the
page (record.py). Whoever adds a question gives it the narrowest answer that serves.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from webapp.core.article import Article, Section
from webapp.core.language.stems import analyzer_of
from webapp.core.language.text import CJK
from webapp.core.meeting import Meeting
from webapp.core.paging import front_page, numbered_page, page_count, parts
from webapp.core.picture import Picture
from webapp.errors import PictureError
from webapp.pictures.thumbnails import Thumbnails
from webapp.settings import Settings
from webapp.store.about import about_article
from webapp.store.links import PageTarget, find_article, find_target
from webapp.store.packs import find_pack
from webapp.store.snapshot import Snapshot, Tag
from webapp.web.site.catalogue import MOST_ARTICLES, Catalogue, Cataloguer, Word
from webapp.web.site.record import Plain, Question, Record, digest, plain

TAGS = 300
"""How many tags stand on one page."""

P = ParamSpec("P")
R = TypeVar("R")


class ListPage(NamedTuple):
    """The articles of one page of a list, and the numbers of the pages beside it."""

    articles: tuple[Article, ...]
    newer: int | None
    older: int | None


class PartItems(NamedTuple):
    """What stands on one page of a list, and how many pages that has."""

    items: tuple[Any, ...]
    pages: int


class WordArticles(NamedTuple):
    """A keyword as it is shown, the newest articles under it, and how many more there are."""

    shown: str
    articles: tuple[Article, ...]
    more: int


def question(method: Callable[Concatenate["Answers", P], R]) -> Callable[Concatenate["Answers", P], R]:
    """Let *method* be one that records what it answers. Its arguments are texts and numbers."""

    @wraps(method)
    def ask(self: "Answers", /, *args: P.args, **kwargs: P.kwargs) -> R:
        answer = method(self, *args, **kwargs)
        if self._record is None:
            return answer
        return cast(R, self._record.note((method.__name__, *args), answer))

    return ask


class Answers:
    """Answers what pages ask about the library that *snapshot* returns; *record*, if there is one, keeps the answers.

    The library is not read before something of it is asked: the page for failures needs the settings alone.
    """

    def __init__(
        self,
        *,
        snapshot: Callable[[], Snapshot],
        settings: Settings,
        thumbnails: Thumbnails,
        cataloguer: Cataloguer,
        template_digest: Callable[[str], bytes | None],
        record: Record | None = None,
    ) -> None:
        self._get_snapshot = snapshot
        self._settings = settings
        self._thumbnails = thumbnails
        self._cataloguer = cataloguer
        self._template_digest = template_digest
        self._record = record

    @property
    def settings(self) -> Settings:
        """Return the settings of the library; which of them a page looks at is recorded."""
        settings: Settings = self._record.watch(self._settings) if self._record else self._settings
        return settings

    def again(self, question: Question) -> Plain:
        """Return what would be recorded of *question* now."""
        name, *arguments = question
        return plain(getattr(self, name)(*arguments))

    @question
    def article(self, slug: str) -> Article | None:
        """Return the article *slug*."""
        return self._snapshot.article(slug)

    @question
    def redirect(self, address: str) -> str | None:
        """Return where an old *address*, such as farming/tea.html or tags/tea/, leads now; None if nowhere."""
        return self._snapshot.redirects.get(address)

    @question
    def is_gone(self, address: str) -> bool:
        """Tell whether what had an *address* is gone."""
        return address in self._snapshot.gone

    def is_withheld(self, address: str) -> bool:
        """Tell whether what has an *address* is only kept from readers now, and may come back."""
        return address in self._snapshot.withheld

    @question
    def neighbours(self, slug: str) -> tuple[Article | None, Article | None]:
        """Return the next older and the next newer article of the same section."""
        article = self._snapshot.article(slug)
        return self._snapshot.neighbours(article) if article else (None, None)

    @question
    def sections(self) -> tuple[Section, ...]:
        """Return all sections, in order."""
        return self._snapshot.sections

    @question
    def section(self, slug: str) -> Section | None:
        """Return the section *slug*."""
        return self._snapshot.section(slug)

    @question
    def section_sizes(self) -> tuple[int, ...]:
        """Return the number of articles of each section, in order."""
        return tuple(len(self._snapshot.in_section(section.slug)) for section in self._snapshot.sections)

    @question
    def pinned(self, section: str) -> tuple[Article, ...]:
        """Return the articles that lead their section, in order."""
        pinned = (article for article in self._snapshot.in_section(section) if article.weight)
        return tuple(sorted(pinned, key=lambda article: article.weight))

    @question
    def tags(self, number: int) -> PartItems | None:
        """Return page *number*, from 1, of all tags, the most used first; None if there is no such page."""
        return _part(parts(self._snapshot.tags, TAGS), number)

    @question
    def is_multilingual(self) -> bool:
        """Tell whether the library is searched by the words of any language."""
        return analyzer_of(self._snapshot.languages) is not CJK

    @question
    def most_used_tags(self, count: int) -> tuple[Tag, ...]:
        """Return the *count* most used tags, or fewer if there are no more."""
        return self._snapshot.tags[:count]

    @question
    def tag(self, slug: str) -> Tag | None:
        """Return the tag *slug*."""
        return self._snapshot.tag(slug)

    @question
    def tags_of(self, slug: str) -> tuple[Tag, ...]:
        """Return the tags of an article as its writer has them: by their use, their order would change with others."""
        article = self._snapshot.article(slug)
        return self._snapshot.tags_of(article) if article else ()

    @question
    def list_page(self, kind: str, slug: str, number: int | None, size: int) -> ListPage | None:
        """Return page *number* of a list, cut into pages of *size*, or its front page; None if there is no such page.

        *kind* is ``section`` or ``tag`` with its *slug*, or ``all``.
        """
        articles = self._list(kind, slug)
        last = page_count(len(articles), size)
        if number is None:
            return ListPage(tuple(front_page(articles, size)), None, last or None)
        if not 1 <= number <= last:
            return None
        newer = number + 1 if number < last else None
        return ListPage(tuple(numbered_page(articles, number, size)), newer, number - 1 or None)

    @question
    def newest(self, count: int) -> tuple[Article, ...]:
        """Return the *count* newest articles."""
        return self._snapshot.articles[:count]

    @question
    def newest_dated(self, count: int) -> tuple[Article, ...]:
        """Return the *count* newest of the articles that have a date."""
        # The undated ones are the last in reading order.
        return tuple(article for article in self._snapshot.articles[:count] if article.date)

    @question
    def last_change(self, kind: str, slug: str) -> datetime | None:
        """Return when an article of a list was last changed; None if none is dated."""
        moments = (article.lastmod or article.date for article in self._list(kind, slug))
        return max((moment for moment in moments if moment), default=None)

    @question
    def about(self) -> str:
        """Return the Markdown of what the library says about itself."""
        return self._snapshot.about

    @question
    def has_packs(self) -> bool:
        """Tell whether there are packs, with lists of them."""
        return find_pack(self._settings, "index.html") is not None

    @question
    def meeting(self, slug: str) -> Meeting | None:
        """Return the meeting *slug*."""
        return self._snapshot.meeting(slug)

    @question
    def meetings(self, most: int | None = None) -> tuple[Meeting, ...]:
        """Return all meetings, or the latest of them, the latest first."""
        return self._snapshot.meetings[:most]

    @question
    def named_article(self, name: str) -> Article | None:
        """Return the article that *name* on the agenda of a meeting means."""
        return find_article(self._snapshot, name)

    @question
    def place(self, href: str, section: str = "") -> PageTarget | None:
        """Return the page that *href* in an article of *section* means. Raises ValueError if it cannot be read."""
        return find_target(self._snapshot, href, section)

    @question
    def picture(self, slug: str, name: str) -> Picture | None:
        """Return the picture *name* of an article; None if it is missing or cannot be shown."""
        article = self._snapshot.any_article(slug) or about_article(self._snapshot.about)
        path = self._snapshot.picture_path(article, name)
        try:
            return self._thumbnails.describe(path) if path else None
        except PictureError:
            return None

    @question
    def months(self, number: int) -> PartItems | None:
        """Return page *number* of the months of which there are articles, like 2025-05, the newest first."""
        return _part(self._catalogue.month_names(), number)

    @question
    def month(self, name: str, number: int) -> PartItems | None:
        """Return page *number* of the articles of one month, newest first; None if there is no such page."""
        return _part(self._catalogue.articles_of(name), number) if name in self._catalogue.months else None

    @question
    def syllables(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return what keywords begin with: name, heading, sound and characters of each."""
        return tuple(
            (found.name, found.heading, found.sound, found.characters) for found in self._catalogue.syllables.values()
        )

    @question
    def words(self, syllable: str, number: int) -> PartItems | None:
        """Return page *number* of the keywords that begin with one sound; None if there is no such page."""
        found = self._catalogue.syllables.get(syllable)
        part = _part(found.parts(), number) if found else None
        return part and PartItems(tuple(map(_word_articles, part.items)), part.pages)

    @question
    def template(self, name: str) -> bytes | None:
        """Return a digest of the source of a template; None if there is none."""
        return self._template_digest(name)

    @question
    def file(self, path: str) -> tuple[int, int] | None:
        """Return size and date of a file in ``build/`` that is sent as it is; None if it is not there."""
        try:
            status = Path(self._settings.build, path).stat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns

    def fields(self, kind: str, slug: str, names: str) -> bytes | None:
        """Return a digest of some fields of a value; records ask this for all that they watched (record.FIELDS)."""
        value = self._settings if kind == "settings" else getattr(self._snapshot, kind)(slug)
        return digest(getattr(value, name) for name in names.split()) if value else None

    @property
    def _snapshot(self) -> Snapshot:
        return self._get_snapshot()

    @property
    def _catalogue(self) -> Catalogue:
        return self._cataloguer.catalogue(self._get_snapshot())

    def _list(self, kind: str, slug: str) -> tuple[Article, ...]:
        if kind == "section":
            return self._snapshot.in_section(slug)
        return self._snapshot.tagged(slug) if kind == "tag" else self._snapshot.articles


def _part(found: Sequence[Sequence[Any]], number: int) -> PartItems | None:
    return PartItems(tuple(found[number - 1]), len(found)) if 1 <= number <= len(found) else None


def _word_articles(word: Word) -> WordArticles:
    return WordArticles(word.shown, word.articles[:MOST_ARTICLES], max(0, len(word.articles) - MOST_ARTICLES))
