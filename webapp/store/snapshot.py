"""The library at one moment: what its readers may see, in the order in which they see it."""

import posixpath
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from webapp.core.address.owners import Fact, Owner, Register
from webapp.core.article import Article, Section, reading_order
from webapp.core.file_names import MARKDOWN_ENDINGS, PAGE_ENDINGS, PLAIN_TEXT_ENDINGS, ending
from webapp.core.language.text import fold
from webapp.core.meeting import Meeting
from webapp.core.slug import slugify, unique_slug
from webapp.store.problem import Problem
from webapp.store.scan import ContentState

INDEXES = ("index.md", "index.html", "_index.md")
_ENDINGS = (*MARKDOWN_ENDINGS, *PAGE_ENDINGS, *PLAIN_TEXT_ENDINGS)

Mark = tuple[Any, ...]
"""Section, path, row, size and date of the file, title and date of an article, and what else may change it."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, as most of its articles write it, and the number of these."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A library that does not change. *version* grows from one to the next.

    *articles* are the public ones, newest first; *sections* those that hold any, by weight, the ones without weight
    last; *tags* go from the most used to the least; *about* is Markdown. *picture_files* are paths relative to
    *content*, each by its folded form; *file_states* are those of the files that were read, by path. *hidden* are the
    articles that readers may not see: drafts, and those whose time has not come or is over. *meetings* are the public
    ones, the latest first, *hidden_meetings* the others. *other_files* lie beside articles and are neither texts nor
    pictures. *redirects* are old addresses, like ``farming/tea.html`` or ``tags/tea/``, with those that they lead to;
    *gone* are those that show nothing any more, *withheld* those of them whose articles are hidden. All this is so from
    *now*, in the time of the library, to *next_change*, when something appears or goes.
    """

    version: int
    articles: tuple[Article, ...]
    sections: tuple[Section, ...]
    tags: tuple[Tag, ...]
    problems: tuple[Problem, ...]
    about: str
    content: Path
    picture_files: Mapping[str, str]
    hidden: tuple[Article, ...] = ()
    file_states: Mapping[str, ContentState] = field(default_factory=dict)
    meetings: tuple[Meeting, ...] = ()
    hidden_meetings: tuple[Meeting, ...] = ()
    other_files: tuple[str, ...] = ()
    now: datetime = datetime.min
    next_change: datetime | None = None
    redirects: Mapping[str, str] = field(default_factory=dict)
    gone: Set[str] = frozenset()
    withheld: Set[str] = frozenset()

    @cached_property
    def languages(self) -> Set[str]:
        """The languages that its articles are in, as they name them."""
        return {article.lang for article in self.articles}

    def article(self, slug: str) -> Article | None:
        """Return the article *slug*, or None if there is none for readers."""
        return self._by_slug.get(slug)

    def section(self, slug: str) -> Section | None:
        """Return the section *slug*, or None if no article is in it."""
        return next((section for section in self.sections if section.slug == slug), None)

    def tag(self, slug: str) -> Tag | None:
        """Return the tag *slug*, or None if no article has it."""
        return self._tags_by_slug.get(slug)

    def tags_of(self, article: Article) -> tuple[Tag, ...]:
        """Return the tags of an article, in the order in which it has them."""
        return tuple(self._tags_by_name[name] for name in article.tags)

    def meeting(self, slug: str) -> Meeting | None:
        """Return the meeting *slug*, or None if there is none for readers."""
        return next((meeting for meeting in self.meetings if meeting.slug == slug), None)

    def any_article(self, slug: str) -> Article | None:
        """Return the article *slug*, whether readers may see it or not; None if there is none."""
        return self.article(slug) or self._hidden_by_slug.get(slug)

    def of_file(self, name: str, section: str = "") -> Article | None:
        """Return the first article whose file, without its ending, or whose folder has the *name*; None if none has.

        With a *section* it is one of that.
        """
        return self._by_file.get((section, name))

    def in_section(self, slug: str) -> tuple[Article, ...]:
        """Return the articles of a section, newest first."""
        return self._by_section.get(slug, ())

    def tagged(self, slug: str) -> tuple[Article, ...]:
        """Return the articles with a tag, newest first."""
        return self._by_tag.get(slug, ())

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """Return the next older and the next newer article of the same section."""
        row = self.in_section(article.section)
        place = self._places.get(article.slug)
        if place is None:
            return None, None
        older = row[place + 1] if place + 1 < len(row) else None
        return older, row[place - 1] if place else None

    def picture_path(self, article: Article, name: str) -> Path | None:
        """Return the picture file that *name*, as written in *article*, means; None if it is not in the library.

        Capitals make no difference, as on the computers of those who write.
        """
        return self.picture_of(article.path, name)

    def picture_of(self, file: str, name: str) -> Path | None:
        """Return the picture that *name*, as written in a *file* of the library, means; None if there is none."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), name.replace("\\", "/")))
        found = self.picture_files.get(fold_path(path))
        return self.content / found if found else None

    def only(self, slugs: Container[str]) -> "Snapshot":
        """Return a library of the articles with these *slugs* alone, without the meetings, which are about all."""
        register = Register("/")
        for tag in self.tags:
            register.learn(Fact(f"tags/{tag.slug}/", Owner(tag_place(tag.name))))
        articles, tags = with_one_name_per_tag((a for a in self.articles if a.slug in slugs), register)
        sections = shown_sections(self.sections, articles)
        apart = replace(self, articles=articles, sections=sections, tags=tags, hidden=(), meetings=())
        nowhere: Set[str] = frozenset()
        return replace(apart, hidden_meetings=(), next_change=None, redirects={}, gone=nowhere, withheld=nowhere)

    @cached_property
    def unseen(self) -> "Snapshot":
        """Return a library of the articles alone that readers may not see."""
        return replace(self, articles=self.hidden, sections=(), tags=(), hidden=(), meetings=(), hidden_meetings=())

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        """Return of each article, by its slug, what is another whenever the article is: quicker than to compare it."""
        return {article.slug: self._mark(article) for article in self.articles}

    def _mark(self, article: Article) -> Mark:
        path, _, row = article.path.partition("#")
        state = self.file_states.get(path, ())
        date = article.date.isoformat() if article.date else ""
        others = (state, article.id, article.tags, article.pictures)
        return (article.section, article.path, row, state[:2], article.title, date, *others)

    @cached_property
    def _by_slug(self) -> dict[str, Article]:
        return {article.slug: article for article in self.articles}

    @cached_property
    def _by_file(self) -> dict[tuple[str, str], Article]:
        found: dict[tuple[str, str], Article] = {}
        for article in reversed(self.articles):
            name = file_name(article.path)
            found["", name] = found[article.section, name] = article
        return found

    @cached_property
    def _tags_by_slug(self) -> dict[str, Tag]:
        return {tag.slug: tag for tag in self.tags}

    @cached_property
    def _tags_by_name(self) -> dict[str, Tag]:
        return {tag.name: tag for tag in self.tags}

    @cached_property
    def _hidden_by_slug(self) -> dict[str, Article]:
        return {article.slug: article for article in self.hidden}

    @cached_property
    def _by_section(self) -> dict[str, tuple[Article, ...]]:
        rows: dict[str, list[Article]] = defaultdict(list)
        for article in self.articles:
            rows[article.section].append(article)
        return {slug: tuple(row) for slug, row in rows.items()}

    @cached_property
    def _by_tag(self) -> dict[str, tuple[Article, ...]]:
        rows: dict[str, list[Article]] = defaultdict(list)
        for article in self.articles:
            for tag in self.tags_of(article):
                rows[tag.slug].append(article)
        return {slug: tuple(row) for slug, row in rows.items()}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {article.slug: place for row in self._by_section.values() for place, article in enumerate(row)}


def file_name(path: str) -> str:
    """Return the name of the file *path* of an article without its ending; that of its folder if it has one."""
    file = PurePosixPath(path)
    return file.parent.name if file.name.lower() in INDEXES else without_suffix(file.name)


def without_suffix(name: str) -> str:
    """Return *name* without the ending that an article's file has, on disk or as a page."""
    return PurePosixPath(name).stem if ending(name) in _ENDINGS else name


def fold_path(path: str) -> str:
    """Return *path* in the form in which it is compared: file systems differ in capitals and accents."""
    return unicodedata.normalize("NFC", path).casefold()


def shown_sections(sections: Iterable[Section], articles: Iterable[Article]) -> tuple[Section, ...]:
    """Return those of *sections* that hold any of *articles*, in order."""
    used = {article.section for article in articles}
    shown = (section for section in sections if section.slug in used)
    # Weight 0 is none, and goes last: so it is in Hugo.
    return tuple(sorted(shown, key=lambda section: (section.weight == 0, section.weight, section.slug)))


def tag_place(name: str) -> str:
    """Return what stands for a tag in the register of tags, in whichever spelling it comes."""
    return " ".join(fold(name).split())


def with_one_name_per_tag(
    articles: Iterable[Article], known: Register | None = None
) -> tuple[tuple[Article, ...], tuple[Tag, ...]]:
    """Return *articles* with their tags written in one way each, and the tags; *known* says which slugs tags have.

    Tags that fold to the same text are one, so 鄉村 is 乡村; it is written as most articles write it.
    """
    articles = tuple(articles)
    places = {name: tag_place(name) for name in {name for article in articles for name in article.tags}}
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for name in article.tags:
            spellings[places[name]][name] += 1
    names = {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in spellings.items()}
    own = {spelling: names[key] for key, counts in spellings.items() for spelling in counts}
    renamed = tuple(_renamed(article, own) for article in articles)
    counts = Counter(name for article in renamed for name in article.tags)
    register = known or Register("/")
    slugs = {register.split(address)[1] for address in register}
    tags = []
    for name in sorted(counts):
        slug = register.split(register.by_place.get(tag_place(name), ""))[1]
        if not slug:
            slug = unique_slug(slugify(name, "tag"), slugs)
            slugs.add(slug)
        tags.append(Tag(slug, name, counts[name]))
    return renamed, tuple(sorted(tags, key=lambda tag: (-tag.count, tag.slug)))


def in_reading_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return *articles* with the newest first."""
    return tuple(sorted(articles, key=reading_order))


def _renamed(article: Article, names: Mapping[str, str]) -> Article:
    tags = tuple(dict.fromkeys(names[name] for name in article.tags))
    return article if tags == article.tags else replace(article, tags=tags)
