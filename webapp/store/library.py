"""The library in memory, in step with its folder."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from webapp.core.address.owners import Fact
from webapp.core.article import Article, Section
from webapp.core.meeting import Meeting, latest_first
from webapp.disk.cached_function import FEW_NEW_ANSWERS
from webapp.messages import read_phrases
from webapp.settings import Settings
from webapp.store.address.book import AddressBook
from webapp.store.address.earlier import earlier_facts
from webapp.store.address.settling import facts_of_lists, notes_of_lists, settle_library, with_whereabouts
from webapp.store.reading_cache import ReadingCache
from webapp.store.scan import ContentFile, Scan, scan
from webapp.store.snapshot import Snapshot, fold_path, in_reading_order, shown_sections, with_one_name_per_tag
from webapp.store.source import Opener, Reading, read
from webapp.zone import fixed_now

__all__ = ["Library", "Snapshot"]

# Scans may take a tenth of the time. A very quick scan may run at every request.
_REST = 10
_UNNOTICED_SECONDS = 0.02


class Library:
    """The articles of one library. Threads may share it; what they get never changes.

    *now* returns the library's time, *timer* counts seconds, *open_bytes* reads a file; tests replace them.
    """

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] | None = None,
        timer: Callable[[], float] = time.monotonic,
        open_bytes: Opener = Path.read_bytes,
    ) -> None:
        self._settings = settings
        self._general_title = str(read_phrases("", settings.page_lang, settings.phrases)["general_section"])
        self._now = now or partial(fixed_now, settings.zone)
        self._timer = timer
        self._open_bytes = open_bytes
        self._cache = ReadingCache(settings)
        self._book = AddressBook(settings.root)
        self._facts: list[Fact] = []
        self._lock = threading.Lock()
        self._scan = Scan()
        self._readings: dict[str, Reading] = {}
        self._snapshot: Snapshot | None = None
        self._published: Snapshot | None = None
        self._next_scan = 0.0
        self._next_change = datetime.max

    def current(self) -> Snapshot:
        """Return the library as it is now; only files that changed are read.

        Scans the folder at nearly every call while that is quick, else so seldom that scans take a tenth of the time.
        While one thread scans, the others get the last snapshot.
        """
        snapshot = self._snapshot
        if snapshot is None:
            with self._lock:
                return self._snapshot or self._refresh()
        if self._is_due() and self._lock.acquire(blocking=False):
            try:
                return self._refresh()
            finally:
                self._lock.release()
        return snapshot

    def published(self) -> Snapshot:
        """Return the library as it is now, for readers: writes new addresses down first."""
        version, published = self.current().version, self._published
        return published if published and published.version == version else self.publish()

    def publish(self, marks: Mapping[str, Any] | None = None) -> Snapshot:
        """Return the last snapshot for readers, with its addresses written down; *marks* are those of their release."""
        with self._lock, self._book.locked():
            before = self._snapshot or self._refresh()
            is_book_new = self._book.refresh()
            earlier = list(earlier_facts(marks or {}, before, self._book))
            self._book.write(earlier)
            if is_book_new or earlier:
                self._take(scan(self._settings.content, self._book.sections), self._now())
            self._book.write(self._facts)
            self._facts = []
            self._snapshot = self._published = with_whereabouts(self._snapshot or before, self._book)
            return self._published

    def refresh(self) -> None:
        """Scan the folder at once: the caller knows that it changed."""
        with self._lock:
            self._refresh()

    def _is_due(self) -> bool:
        return self._timer() >= self._next_scan or self._now() >= self._next_change

    def _refresh(self) -> Snapshot:
        started = self._timer()
        is_book_new = self._book.refresh()
        found = scan(self._settings.content, self._book.sections)
        ended = self._timer()
        seconds = ended - started
        self._next_scan = ended + (_REST * seconds if seconds > _UNNOTICED_SECONDS else 0)
        now = self._now()
        if self._snapshot is None or found != self._scan or now >= self._next_change or is_book_new:
            return self._take(found, now)
        return self._snapshot

    def _take(self, found: Scan, now: datetime) -> Snapshot:
        if self._snapshot is None:
            self._scan.files, self._readings = self._cache.load()
        readings = {path: self._reading(file) for path, file in found.files.items()}
        self._keep(found, readings)
        self._scan, self._readings = found, readings
        self._snapshot = self._assemble(now)
        return self._snapshot

    def _keep(self, found: Scan, readings: dict[str, Reading]) -> None:
        known = self._readings
        fresh = sum(1 for path, it in readings.items() if it.fields is None and it is not known.get(path))
        if fresh > FEW_NEW_ANSWERS:
            self._cache.save(found.files, readings)

    def _reading(self, file: ContentFile) -> Reading:
        """Return the content of *file*, from memory if the file is unchanged."""
        known = self._scan.files.get(file.path)
        if known is None or known.state != file.state or known.kind != file.kind:
            return read(file, self._settings, self._open_bytes)
        reading = self._readings[file.path]
        if known == file:
            return reading
        moved = (replace(article, section=file.section, pictures=file.pictures) for article in reading.articles)
        return replace(reading, articles=tuple(moved))

    def _assemble(self, now: datetime) -> Snapshot:
        problems = list(self._scan.problems)
        for reading in self._readings.values():
            problems += reading.problems
        settled = settle_library(self._book, self._scan, self._readings, now)
        articles, meetings = settled.articles, settled.meetings
        next_change = min(_appearances(articles, meetings, now), default=None)
        self._next_change = next_change or datetime.max
        public, tags = with_one_name_per_tag(
            in_reading_order(article for article in articles if article.is_public(now)), self._book.tags
        )
        sections = shown_sections(self._sections(), public)
        self._facts = [*settled.facts, *facts_of_lists(self._book, sections, tags)]
        problems += [*settled.problems, *notes_of_lists(sections, tags)]
        about = self._readings.get("about.md")
        snapshot = Snapshot(
            version=self._snapshot.version + 1 if self._snapshot else 1,
            articles=public,
            sections=sections,
            tags=tags,
            problems=tuple(sorted(problems, key=lambda problem: problem.path)),
            about=about.body if about else "",
            content=self._settings.content,
            picture_files={fold_path(path): path for path in self._scan.pictures},
            hidden=in_reading_order(article for article in articles if not article.is_public(now)),
            file_states={path: file.state for path, file in self._scan.files.items()},
            meetings=tuple(sorted((m for m in meetings if m.is_public(now)), key=latest_first)),
            hidden_meetings=tuple(meeting for meeting in meetings if not meeting.is_public(now)),
            other_files=tuple(self._scan.others),
            now=now,
            next_change=next_change,
        )
        return with_whereabouts(snapshot, self._book)

    def _sections(self) -> Iterator[Section]:
        for slug, folder in self._scan.folders.items():
            reading = self._readings.get(f"{folder}/_index.md")
            fields = (reading and reading.fields) or {}
            title = fields.get("title") or folder or self._general_title
            yield Section(slug, folder, title, fields.get("weight", 0), fields.get("description", ""))


def _appearances(articles: Iterable[Article], meetings: Iterable[Meeting], now: datetime) -> Iterator[datetime]:
    """Yield the moments after *now* when an article or a meeting appears or disappears."""
    bounds = chain(
        ((article.publish_date or article.date, article.expiry_date) for article in articles),
        ((meeting.publish_date, meeting.expiry_date) for meeting in meetings),
    )
    for moment in chain.from_iterable(bounds):
        if moment is not None and moment > now:
            yield moment
