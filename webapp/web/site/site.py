"""What all views share: the library, its index and its pictures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g

from webapp.core.language.query import Query
from webapp.core.language.synonyms import SynonymGroup, read_query
from webapp.core.language.words import WordList
from webapp.core.left_out import LeftOut
from webapp.core.picture import Picture
from webapp.disk.code_digest import code_digest
from webapp.disk.process_future import ProcessFuture
from webapp.errors import PictureError
from webapp.messages import Message
from webapp.pictures.thumbnails import Thumbnails
from webapp.search.frozen.reader import not_found_by_title, trial_searches
from webapp.search.frozen.shards import Shards
from webapp.search.frozen.word_files import WORDS, write_sounds
from webapp.search.words import LibraryWords
from webapp.settings import Settings
from webapp.store.address.redirects import load_redirects
from webapp.store.check import left_out
from webapp.store.library import Library, Snapshot
from webapp.store.reference_cache import ReferenceCache
from webapp.store.snapshot import Mark
from webapp.store.synonyms import Synonyms
from webapp.web.site.answers import Answers
from webapp.web.site.catalogue import Cataloguer
from webapp.web.site.page_kind import page_kind
from webapp.web.site.phrases import load_phrases
from webapp.web.site.record import FIELDS, Plain, Question, Record
from webapp.web.site.urls import all_urls, picture_files

if TYPE_CHECKING:
    from webapp.search.live.index import Results, SearchIndex
    from webapp.search.live.updater import IndexUpdater

_INDEX_PATIENCE_SECONDS = 3.0
"""How long a page waits for the index of a library that was not indexed before."""

MANY = 500
"""The words of more articles than these are found in a process of their own."""


@dataclass(frozen=True, slots=True)
class LibraryPart:
    """A library as it is frozen apart from its own site: into *folder*, with only the articles of *slugs* if any."""

    folder: Path
    slugs: frozenset[str] | None = None


class IndexNotReady(Exception):
    """Nothing can be found yet."""


class Site:
    """One library, or a *part* of it, as it is served; safe to share between threads.

    *record* is that of the page which is made now, while a site is frozen.
    """

    def __init__(
        self, settings: Settings, template_digest: Callable[[str], bytes | None], part: LibraryPart | None = None
    ) -> None:
        self.settings = settings
        self.build = part.folder if part else settings.build
        self._slugs = part.slugs if part else None
        self.thumbnails = Thumbnails(settings)
        self.shards = Shards(self.build / "shards")
        self._words = LibraryWords(self.build)
        self.referring = ReferenceCache(self.build)
        self._synonyms = Synonyms(settings)
        self.say = load_phrases(settings)
        self.note_search: Callable[[Query, bool], None] = lambda query, was_found: None
        self.remark_token: Callable[[str], str | None] = lambda meeting: None
        self._library = Library(settings)
        self._cataloguer = Cataloguer(self.build)
        self._template_digest = template_digest
        self._held: Snapshot | None = None
        self._held_files: tuple[Path, ...] | None = None
        self._ahead: ProcessFuture[tuple[WordList, Any]] | None = None
        self.record: Record | None = None

    def snapshot(self) -> Snapshot:
        """Return the library as it is now, or as it was when it was held; its addresses are readers' from now on."""
        return self._held or self._library.published()

    def refresh(self) -> None:
        """Have the library as it is now, whatever was seen a moment ago: the caller has just changed it."""
        self._library.refresh()

    @contextmanager
    def held(self) -> Iterator[Snapshot]:
        """Serve one unchanging library meanwhile, whatever happens on disk: a release must not mix two."""
        self._held = self._part_of(self._library.current())
        if len(self._held.articles) > MANY:
            self._ahead = ProcessFuture(self._find_words)
        try:
            yield self._held
        finally:
            self._held = self._held_files = self._ahead = None

    def search(self, snapshot: Snapshot, query: Query, limit: int, offset: int = 0) -> "Results":
        """Rank the articles of *snapshot*; the index is brought up to date first if the library changed.

        Raises IndexNotReady if it is still being made, here or by another process, so that nothing can be found in it.
        """
        if not self._updater.request(snapshot.version, snapshot.articles, _INDEX_PATIENCE_SECONDS):
            raise IndexNotReady
        return self._index.search(query, limit, offset)

    def read_query(self, typed: str) -> Query:
        """Return the query that a reader *typed*, with what means the same."""
        return read_query(typed, self._synonyms.groups())

    def synonym_groups(self) -> tuple[SynonymGroup, ...]:
        """Return the words that mean the same, as they are now."""
        return self._synonyms.groups()

    def known_terms(self, terms: Iterable[str], least_impact: int) -> set[str]:
        """Return those of *terms* that any article held at the last search."""
        return self._index.known_terms(terms, least_impact)

    def words(self, snapshot: Snapshot, timeout_seconds: float) -> WordList:
        """Return the words of *snapshot*; older ones, or none, if it would take more seconds than *timeout_seconds*."""
        return self._words.request(snapshot.version, snapshot.articles, timeout_seconds)

    def urls(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the endpoint and values of every address that a frozen copy has to hold; write its index."""
        snapshot = self.snapshot()
        yield from all_urls(snapshot, self._pictures(), self.settings)
        sections = {section.slug: section.title for section in snapshot.sections}
        # Another process looks for the words meanwhile.
        for path in self.shards.update(snapshot.articles, sections, self._all_words, self._synonyms.groups()):
            yield "shards.shard", {"path": path}
        yield from self._cataloguer.catalogue(snapshot).urls()

    def make_pictures(self, jobs: int, on_progress: Callable[[int, int, str], None]) -> None:
        """Make missing pictures in *jobs* processes. *on_progress* gets how many of how many are done, and which."""
        missing = [file for file in self._picture_files() if not self.thumbnails.is_made(file)]
        if not missing:
            return
        from webapp.pictures.workers import make_all  # noqa: PLC0415 (most freezes meet no new picture)

        numbers = count(1)
        make_all(self.settings, missing, jobs, lambda file: on_progress(next(numbers), len(missing), file.name))

    def _picture_files(self) -> tuple[Path, ...]:
        if self._held is None:
            return picture_files(self.snapshot(), self.referring)
        if self._held_files is None:
            self._held_files = picture_files(self._held, self.referring)
        return self._held_files

    def _pictures(self) -> Iterator[Picture]:
        for file in self._picture_files():
            with suppress(PictureError):
                yield self.thumbnails.describe(file)

    def _all_words(self) -> WordList:
        if self._ahead is None:
            return self._words.of(self.snapshot().articles)
        words, keywords = self._ahead.result()
        self._ahead = None
        self._cataloguer.learn(keywords)
        return words

    def _find_words(self) -> tuple[WordList, Any]:
        """Return the words and the keywords of the library, and write the sounds of all characters.

        This needs dictionaries of 80 MB, and a third of a second to load them.
        """
        keywords = self._cataloguer.find(self.snapshot())
        write_sounds(self.shards.folder / WORDS)
        return self._words.of(self.snapshot().articles), keywords

    def answers(self, snapshot: Callable[[], Snapshot]) -> Answers:
        """Return whom a page may ask about the library; what it asks is recorded if there is a record now."""
        return Answers(
            snapshot=snapshot,
            settings=self.settings,
            thumbnails=self.thumbnails,
            cataloguer=self._cataloguer,
            template_digest=self._template_digest,
            record=self.record,
        )

    @contextmanager
    def recorded(self) -> Iterator[Record]:
        """Record what a page asks meanwhile; one page at a time."""
        self.record = Record()
        try:
            yield self.record
        finally:
            self.record = None

    def follow_moves(self, marks: Mapping[str, Any]) -> None:
        """While the library is held, write its addresses down, and what is not known of a release with these *marks*.

        Raises SettingsError if it cannot be read where more old addresses lead.
        """
        load_redirects(self.settings.root)
        self._held = self._part_of(self._library.publish(marks))

    def _part_of(self, snapshot: Snapshot) -> Snapshot:
        return snapshot if self._slugs is None else snapshot.only(self._slugs)

    def marks(self) -> dict[str, Any]:
        """Return by what answers_again sees which articles have not changed since."""
        return {
            "settings": f"{self.settings} {self.settings.zone}",
            "articles": dict(self.snapshot().marks),
            "tags": {tag.name: tag.slug for tag in self.snapshot().tags},
        }

    def answers_again(self, questions: Iterable[Question], before: Iterable[Plain], marks: Any) -> Iterator[Plain]:
        """Yield what would be recorded of *questions* now; *before* and *marks* are the answers and marks of then."""
        now = self.marks()
        known = marks.get("articles", {}) if marks.get("settings") == now["settings"] else {}
        same = {slug for slug, mark in now["articles"].items() if known.get(slug) == mark}
        same_answer = {
            "tags_of": same if marks.get("tags") == now["tags"] else set(),
            "neighbours": _in_same_rows(known, now["articles"]),
        }
        again = self.answers(self.snapshot).again
        for question, answer in zip(questions, before, strict=True):
            if question[0] == FIELDS:
                is_same = question[1] == "article" and question[2] in same
            else:
                is_same = question[0] in same_answer and question[1] in same_answer[question[0]]
            yield answer if is_same else again(question)

    def left_out(self) -> LeftOut:
        """Return what readers do not get of the library."""
        return left_out(self.snapshot(), self.settings, self.thumbnails, self.referring)

    def faults(self, folder: Path) -> Iterator[Message]:
        """Yield what is wrong with the frozen copy in *folder*: articles that its search does not find, a line each."""
        for article in not_found_by_title(folder / "shards", self.snapshot().articles):
            page = f"{article.section}/{article.slug}.html"
            yield Message("at", where=page, what=Message("not_found_by_title"))

    def searches(self, folder: Path) -> Iterator[list[str]]:
        """Yield the names of the files of the frozen copy in *folder* that some searches fetch, a list each."""
        for names in trial_searches(folder / "shards", self.snapshot().articles):
            yield [f"shards/{name}.js" for name in names]

    def page_kind(self, name: str) -> str:
        """Return of which kind the page *name* of a frozen copy is."""
        return page_kind(name)

    def code_digest(self) -> str:
        """Return a text that changes with the code: that of this program, and of the libraries that make its pages."""
        return code_digest()

    @property
    def is_release(self) -> bool:
        """Tell whether the pages made now are for a frozen copy."""
        return self._held is not None

    @cached_property
    def _index(self) -> "SearchIndex":
        # A freeze never searches: it need not even import Whoosh.
        from webapp.search.live.index import SearchIndex  # noqa: PLC0415

        return SearchIndex(self.settings.build)

    @cached_property
    def _updater(self) -> "IndexUpdater":
        from webapp.search.live.updater import IndexUpdater  # noqa: PLC0415

        return IndexUpdater(self._index)


def _in_same_rows(before: Mapping[str, Mark], now: Mapping[str, Mark]) -> set[str]:
    """Return the slugs of the articles in sections that hold the same ones, in the same order, as *before*."""
    rows_before, rows = map(_by_section, (before, now))
    return {slug for section, row in rows.items() if rows_before.get(section) == row for slug in row}


def _by_section(marks: Mapping[str, Mark]) -> dict[str, list[str]]:
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for slug, mark in marks.items():
        rows[mark[0]].append(slug)
    return rows


def the_site(app: Flask | None = None) -> Site:
    """Return the site of *app*, or of the request's own."""
    site: Site = (app or current_app).extensions["shuwu"]
    return site


def current_snapshot() -> Snapshot:
    """Return the library of this request: one and the same from its beginning to its end."""
    if "snapshot" not in g:
        g.snapshot = the_site().snapshot()
    snapshot: Snapshot = g.snapshot
    return snapshot


def ask() -> Answers:
    """Return whom the page of this request may ask."""
    if "answers" not in g:
        g.answers = the_site().answers(current_snapshot)
    answers: Answers = g.answers
    return answers
