"""The site's side of a freeze: the addresses of its pages, and the slow preparations (core/freezable.py)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

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
from webapp.store.checking.check import left_out
from webapp.store.reference_cache import ReferenceCache
from webapp.store.snapshot import Snapshot
from webapp.store.synonyms import Synonyms
from webapp.web.site.catalogue import Cataloguer
from webapp.web.site.held_library import HeldLibrary
from webapp.web.site.page_kind import page_kind
from webapp.web.site.questions import Questions
from webapp.web.site.record import Plain, Question, Record
from webapp.web.site.urls import all_urls, picture_files

MANY = 500
"""For more articles than this, another process finds the words."""


class ReleaseContent:
    """The content of one release, from the parts of the site."""

    def __init__(
        self,
        *,
        settings: Settings,
        library: HeldLibrary,
        questions: Questions,
        thumbnails: Thumbnails,
        references: ReferenceCache,
        cataloguer: Cataloguer,
        shards: Shards,
        synonyms: Synonyms,
        words: LibraryWords,
    ) -> None:
        self._settings = settings
        self._library = library
        self._questions = questions
        self._thumbnails = thumbnails
        self._references = references
        self._cataloguer = cataloguer
        self._shards = shards
        self._synonyms = synonyms
        self._words = words
        self._coming_words: ProcessFuture[tuple[WordList, Any]] | None = None
        self._files: tuple[Snapshot, tuple[Path, ...]] | None = None

    @contextmanager
    def held(self) -> Iterator[Snapshot]:
        """Hold the library in a context; for a large one, another process finds the words meanwhile."""
        with self._library.held() as snapshot:
            if len(snapshot.articles) > MANY:
                self._coming_words = ProcessFuture(self._find_words)
            try:
                yield snapshot
            finally:
                self._coming_words = self._files = None

    def follow_moves(self, marks: Mapping[str, Any]) -> None:
        """Write down the addresses of the held library, and the unknown ones of a release with these *marks*.

        Raises SettingsError if ``moved.json`` cannot be read.
        """
        load_redirects(self._settings.root)
        self._library.publish(marks)

    def make_pictures(self, jobs: int, on_progress: Callable[[int, int, str], None]) -> None:
        """Make missing pictures in *jobs* processes. *on_progress* gets how many are done, the total, and the last."""
        missing = [file for file in self._picture_files() if not self._thumbnails.is_made(file)]
        if not missing:
            return
        from webapp.pictures.workers import make_all  # noqa: PLC0415 (most freezes meet no new picture)

        numbers = count(1)
        make_all(self._settings, missing, jobs, lambda file: on_progress(next(numbers), len(missing), file.name))

    def left_out(self) -> LeftOut:
        """Return what readers do not get of the library."""
        return left_out(self._library.snapshot(), self._settings, self._thumbnails, self._references)

    def urls(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the endpoint and values of every address of a frozen copy; write its index."""
        snapshot = self._library.snapshot()
        yield from all_urls(snapshot, self._pictures(), self._settings)
        sections = {section.slug: section.title for section in snapshot.sections}
        # Another process finds the words meanwhile.
        for path in self._shards.update(snapshot.articles, sections, self._all_words, self._synonyms.groups()):
            yield "shards.shard", {"path": path}
        yield from self._cataloguer.catalogue(snapshot).urls()

    def recorded(self) -> AbstractContextManager[Record]:
        """Record the questions of one page in a context; one page at a time."""
        return self._questions.recorded()

    def marks(self) -> dict[str, Any]:
        """Return the marks from which answers_again knows the unchanged articles."""
        return self._questions.marks()

    def answers_again(
        self, questions: Iterable[Question], before: Iterable[Plain], marks: Mapping[str, Any]
    ) -> Iterator[Plain]:
        """Yield the present answers to *questions*; *before* and *marks* are the old answers and marks."""
        return self._questions.again(questions, before, marks)

    def faults(self, folder: Path) -> Iterator[Message]:
        """Yield the faults of the frozen copy in *folder*, a line for each article that its search does not find."""
        for article in not_found_by_title(folder / "shards", self._library.snapshot().articles):
            page = f"{article.section}/{article.slug}.html"
            yield Message("at", where=page, what=Message("not_found_by_title"))

    def searches(self, folder: Path) -> Iterator[list[str]]:
        """Yield for each of some searches the names of the files in *folder* that it fetches."""
        for names in trial_searches(folder / "shards", self._library.snapshot().articles):
            yield [f"shards/{name}.js" for name in names]

    def page_kind(self, name: str) -> str:
        """Return the kind of the page *name* of a frozen copy."""
        return page_kind(name)

    def code_digest(self) -> str:
        """Return a digest of the code of this program and of the libraries that make its pages."""
        return code_digest()

    def _picture_files(self) -> tuple[Path, ...]:
        snapshot = self._library.snapshot()
        if self._files is None or self._files[0] is not snapshot:
            self._files = (snapshot, picture_files(snapshot, self._references))
        return self._files[1]

    def _pictures(self) -> Iterator[Picture]:
        for file in self._picture_files():
            with suppress(PictureError):
                yield self._thumbnails.describe(file)

    def _all_words(self) -> WordList:
        if self._coming_words is None:
            return self._words.of(self._library.snapshot().articles)
        words, keywords = self._coming_words.result()
        self._coming_words = None
        self._cataloguer.learn(keywords)
        return words

    def _find_words(self) -> tuple[WordList, Any]:
        """Return the words and the keywords of the library, and write the sounds of all characters.

        This loads dictionaries of 80 MB in a third of a second.
        """
        keywords = self._cataloguer.find(self._library.snapshot())
        write_sounds(self._shards.folder / WORDS)
        return self._words.of(self._library.snapshot().articles), keywords
