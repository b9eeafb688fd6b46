"""The library in memory, kept in step with its folder."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from webapp.core.article import Article, Section
from webapp.core.meeting import Meeting, latest_first
from webapp.core.slug import unique_slug
from webapp.settings import Settings
from webapp.store.problem import Problem
from webapp.store.reading_cache import FEW, ReadingCache
from webapp.store.scan import ContentFile, Scan, scan
from webapp.store.snapshot import Snapshot, fold_path, in_reading_order, shown_sections, with_one_name_per_tag
from webapp.store.source import Opener, Reading, read
from webapp.zone import steady_now

__all__ = ["Library", "Snapshot"]

# A scan may take a tenth of the time; one that nobody notices may run at every request.
_REST = 10
_UNNOTICED_SECONDS = 0.02

_GENERAL_TITLES = {"zh": "文章", "en": "Articles"}


class Library:
    """The articles of one library. Threads may share it; what they get never changes.

    *now* tells the time of the library, *timer* counts seconds, *open_bytes* reads a file: tests have their own.
    """

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] | None = None,
        timer: Callable[[], float] = time.monotonic,
        open_bytes: Opener = Path.read_bytes,
    ) -> None:
        self._settings = settings
        self._now = now or partial(steady_now, settings.zone)
        self._timer = timer
        self._open_bytes = open_bytes
        self._cache = ReadingCache(settings)
        self._lock = threading.Lock()
        self._scan = Scan()
        self._readings: dict[str, Reading] = {}
        self._snapshot: Snapshot | None = None
        self._next_scan = 0.0
        self._next_turn = datetime.max

    def current(self) -> Snapshot:
        """Return the library as it is now; only files that changed are read.

        Looks at the folder at nearly every call while that is quick, else so seldom that it takes a tenth of the
        time. While one thread looks, the others get what was there before.
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

    def look_again(self) -> None:
        """Look at the folder at once, however lately that was done: the caller knows that it changed."""
        with self._lock:
            self._refresh()

    def _is_due(self) -> bool:
        return self._timer() >= self._next_scan or self._now() >= self._next_turn

    def _refresh(self) -> Snapshot:
        started = self._timer()
        found = scan(self._settings.content)
        ended = self._timer()
        seconds = ended - started
        self._next_scan = ended + (_REST * seconds if seconds > _UNNOTICED_SECONDS else 0)
        now = self._now()
        if self._snapshot is None or found != self._scan or now >= self._next_turn:
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
        if fresh > FEW:
            self._cache.save(found.files, readings)

    def _reading(self, file: ContentFile) -> Reading:
        """Return what *file* holds, from memory if it is the file that was read."""
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
        articles = list(self._with_unique_slugs(problems))
        meetings = list(self._meetings(problems))
        next_turn = min(_turns(articles, meetings, now), default=None)
        self._next_turn = next_turn or datetime.max
        public, tags = with_one_name_per_tag(
            in_reading_order(article for article in articles if article.is_public(now))
        )
        about = self._readings.get("about.md")
        return Snapshot(
            version=self._snapshot.version + 1 if self._snapshot else 1,
            articles=public,
            sections=shown_sections(self._sections(), public),
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
            next_turn=next_turn,
        )

    def _with_unique_slugs(self, problems: list[Problem]) -> Iterator[Article]:
        """Yield all articles, drafts too: files by path, but the first of each slug only; then rows, numbered."""
        paths: dict[str, str] = {}
        rows: list[Article] = []
        for path, reading in self._readings.items():
            if self._scan.files[path].kind == "collection":
                rows += reading.articles
                continue
            for article in reading.articles:
                first = paths.setdefault(article.slug, path)
                if first == path:
                    yield article
                else:
                    problems.append(_same_slug(path, article.slug, first))
        yield from _numbered(rows, set(paths))

    def _meetings(self, problems: list[Problem]) -> Iterator[Meeting]:
        """Yield all meetings, drafts too, by path, but the first of each slug only."""
        paths: dict[str, str] = {}
        for path, reading in self._readings.items():
            if reading.meeting is None:
                continue
            first = paths.setdefault(reading.meeting.slug, path)
            if first == path:
                yield reading.meeting
            else:
                problems.append(_same_slug(path, reading.meeting.slug, first))

    def _sections(self) -> Iterator[Section]:
        for slug, folder in self._scan.folders.items():
            reading = self._readings.get(f"{folder}/_index.md")
            fields = (reading and reading.fields) or {}
            title = fields.get("title") or folder or _GENERAL_TITLES[self._settings.language]
            yield Section(slug, folder, title, fields.get("weight", 0), fields.get("description", ""))


def _same_slug(path: str, slug: str, first: str) -> Problem:
    remedy = 'Write another "slug: " into it, or rename it.'
    return Problem(path, "same-slug", f'its slug "{slug}" is that of {first}.', remedy)


def _numbered(rows: Iterable[Article], taken: set[str]) -> Iterator[Article]:
    # Remembers where to go on counting, or a thousand rows of one title would be a million comparisons.
    numbers: dict[str, int] = {}
    for row in rows:
        slug = row.slug
        if slug in taken:
            number = numbers.get(slug, 2)
            slug = unique_slug(slug, taken, number)
            numbers[row.slug] = number + 1
        taken.add(slug)
        yield row if row.slug == slug and row.id else replace(row, slug=slug, id=row.id or slug)


def _turns(articles: Iterable[Article], meetings: Iterable[Meeting], now: datetime) -> Iterator[datetime]:
    """Yield the moments after *now* at which an article or a meeting appears or goes."""
    bounds = chain(
        ((article.publish_date or article.date, article.expiry_date) for article in articles),
        ((meeting.publish_date, meeting.expiry_date) for meeting in meetings),
    )
    for moment in chain.from_iterable(bounds):
        if moment is not None and moment > now:
            yield moment
