"""Find the article of the library that is a near duplicate of a new text.

``build/`` keeps the sketches of all articles. The next search, or ``learn`` before it, makes only those of changed
files anew. So a search costs milliseconds at ten thousand articles. Rows of collections are not searched.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from webapp.core.html.markup import plain
from webapp.core.resemblance import resemblance, sketch
from webapp.settings import Settings
from webapp.store.scan import ContentFile

_FILE = "likeness.sqlite"
_ALIKE = 0.6
# This week's notice of a water cut differs from last week's only in its numbers.
_SAME_NUMBERS = 0.6
_NUMBER = re.compile(r"\d+")
# Two short notices may differ only in a date.
_SHORTEST = 100
# Sketches made at a time: nobody shall wait for the first search in a large library.
_MOST_NEW = 2_000
_TABLES = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS article (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER);
CREATE TABLE IF NOT EXISTS hash (number INTEGER, path TEXT);
CREATE INDEX IF NOT EXISTS hash_number ON hash (number);
CREATE INDEX IF NOT EXISTS hash_path ON hash (path);
"""


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A similar article: its file relative to ``content/``, and the similarity, from 0 to 1."""

    path: str
    share: float


class NearDuplicates:
    """The sketches of a library's articles; ``open_near_duplicates`` brings them up to date."""

    def __init__(self, table: sqlite3.Connection, content: Path) -> None:
        self._table = table
        self._content = content

    def find(self, text: str) -> NearDuplicate | None:
        """Return the article that says nearly the same as the Markdown *text*; None if there is none."""
        words = plain(text)
        alike = _nearest(self._table, sketch(words)) if len(words) >= _SHORTEST else None
        if alike and _has_same_numbers(words, plain(_body(self._content / alike.path))):
            return alike
        return None

    def remember(self, path: str, text: str) -> None:
        """Add the new article *path* with the Markdown *text*; its file's state is learned the next time."""
        with suppress(sqlite3.OperationalError), self._table:
            _insert(self._table, path, (0, 0), text)


@contextmanager
def open_near_duplicates(settings: Settings, files: Iterable[ContentFile]) -> Iterator[NearDuplicates]:
    """Yield the sketches of the articles in *files*, which must be all files of the library."""
    with closing(_refreshed(settings, files)) as table:
        yield NearDuplicates(table, settings.content)


def learn(settings: Settings, files: Iterable[ContentFile]) -> bool:
    """Make some of the missing sketches of *files*; tell whether more are missing."""
    try:
        with closing(_open(settings.build / _FILE)) as table, table:
            return _refresh(table, settings.content, files) > 0
    except sqlite3.OperationalError:
        # The disk is full: nothing is learned.
        return False


def _refreshed(settings: Settings, files: Iterable[ContentFile]) -> sqlite3.Connection:
    table: sqlite3.Connection | None = None
    try:
        settings.build.mkdir(exist_ok=True)
        table = _open(settings.build / _FILE)
        with table:
            _refresh(table, settings.content, files)
    except sqlite3.OperationalError:
        # The disk is full: the article writer will say whether an article can be added.
        if table:
            table.close()
        table = sqlite3.connect(":memory:")
        table.executescript(_TABLES)
    return table


def _has_same_numbers(one: str, other: str) -> bool:
    ours, theirs = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return len(ours & theirs) >= _SAME_NUMBERS * min(len(ours), len(theirs))


def _open(path: Path) -> sqlite3.Connection:
    table = sqlite3.connect(path)
    try:
        table.executescript(_TABLES)
    except sqlite3.OperationalError:
        table.close()
        raise
    except sqlite3.DatabaseError:
        # A power cut may have damaged it, and it can be made again.
        table.close()
        path.unlink()
        table = sqlite3.connect(path)
        table.executescript(_TABLES)
    return table


def _refresh(table: sqlite3.Connection, content: Path, files: Iterable[ContentFile]) -> int:
    """Make some of the missing sketches of *files*; return how many are still missing."""
    known = {path: (size, changed) for path, size, changed in table.execute("SELECT path, size, changed FROM article")}
    there = {file.path: file.state[:2] for file in files if file.kind in ("article", "bundle")}
    stale = [path for path in known if there.get(path) != known[path]]
    table.executemany("DELETE FROM hash WHERE path = ?", [(path,) for path in stale])
    table.executemany("DELETE FROM article WHERE path = ?", [(path,) for path in stale])
    new = [path for path in there if known.get(path) != there[path]]
    for path in sorted(new, key=lambda each: there[each][1])[-_MOST_NEW:]:
        _insert(table, path, there[path], _body(content / path))
    return max(0, len(new) - _MOST_NEW)


def _insert(table: sqlite3.Connection, path: str, state: tuple[int, ...], text: str) -> None:
    table.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", (path, *state))
    table.executemany("INSERT INTO hash VALUES (?, ?)", [(number, path) for number in sketch(plain(text))])


def _body(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    return body if text.startswith("---\n") and body else head


def _nearest(table: sqlite3.Connection, numbers: tuple[int, ...]) -> NearDuplicate | None:
    marks = ",".join("?" * len(numbers))
    rows = table.execute(
        f"SELECT path FROM hash WHERE number IN ({marks}) GROUP BY path ORDER BY COUNT(*) DESC LIMIT 3",  # noqa: S608 (marks only)
        numbers,
    ).fetchall()
    found = []
    for (path,) in rows:
        others = [number for (number,) in table.execute("SELECT number FROM hash WHERE path = ?", (path,))]
        found.append(NearDuplicate(path, resemblance(numbers, others)))
    best = max(found, key=lambda alike: alike.share, default=None)
    return best if best and best.share >= _ALIKE else None
