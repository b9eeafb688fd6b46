"""Count the failed searches of readers, and store nothing about the readers.

What somebody searches for is private. So a query counts once per reader and day. The reader is remembered only for that
day, only in memory, and not as an address. A query is stored and shown only after MIN_ASKED counts. A query with a long
number, such as that of a telephone or an identity card, does not count.
"""

import json
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from webapp.core.language.query import Query
from webapp.disk.files import write_file

COUNTS_FILE = ".unfound-searches.json"
MIN_ASKED = 3

_MAX_QUERIES = 2000
_MAX_CHARACTERS = 40
_LONG_NUMBER = re.compile(r"(?:\d[\s-]?){6}")
# A search runs at each pause in typing; only the last query was meant.
_TYPING_SECONDS = 30
_DAY_SECONDS = 24 * 3600


class FailedSearches:
    """The counts of one library, kept in *folder*. Threads may share it."""

    def __init__(self, folder: Path, timer: Callable[[], float] = time.monotonic) -> None:
        self._path = folder / COUNTS_FILE
        self._timer = timer
        self._lock = Lock()
        self._counts = Counter(_read(self._path))
        self._typing: dict[bytes, tuple[str, float]] = {}
        self._asked: set[bytes] = set()
        self._key = b""
        self._day_ends = 0.0

    def note(self, query: Query, reader: str, was_found: bool) -> None:
        """Record that *reader* asked *query*; the reader is forgotten after a day."""
        with self._lock:
            self._count_settled()
            self._begin_day()
            mark = self._mark(reader)
            folded = query.folded
            typed, _ = self._typing.get(mark, ("", 0.0))
            if typed and not (folded.startswith(typed) or typed.startswith(folded)):
                self._count(typed, mark)
            self._typing.pop(mark, None)
            is_counted = not was_found and 2 <= len(folded) <= _MAX_CHARACTERS and not _LONG_NUMBER.search(folded)
            if is_counted and len(self._typing) < _MAX_QUERIES:
                self._typing[mark] = (folded, self._timer())

    def shown(self) -> list[tuple[str, int]]:
        """Return the queries with enough counts, and their counts, the most frequent first."""
        with self._lock:
            self._count_settled()
            return [(query, count) for query, count in self._counts.most_common() if count >= MIN_ASKED]

    def forget(self) -> None:
        """Delete all counts."""
        with self._lock:
            self._counts.clear()
            self._write()

    def _begin_day(self) -> None:
        if self._timer() >= self._day_ends:
            self._key = secrets.token_bytes(16)
            self._asked.clear()
            self._typing.clear()
            self._day_ends = self._timer() + _DAY_SECONDS

    def _mark(self, *parts: str) -> bytes:
        """Return today's keyed hash of *parts*; nobody can invert it, because the key is never written."""
        return blake2b("\0".join(parts).encode("utf-8", "replace"), key=self._key, digest_size=16).digest()

    def _count_settled(self) -> None:
        """Count the queries that did not change for a while."""
        latest = self._timer() - _TYPING_SECONDS
        for mark in [mark for mark, (_, when) in self._typing.items() if when <= latest]:
            self._count(self._typing.pop(mark)[0], mark)

    def _count(self, query: str, mark: bytes) -> None:
        asked = self._mark(query, mark.hex())
        if asked in self._asked or (query not in self._counts and len(self._counts) >= _MAX_QUERIES):
            return
        self._asked.add(asked)
        self._counts[query] += 1
        if self._counts[query] >= MIN_ASKED:
            self._write()

    def _write(self) -> None:
        kept = {query: count for query, count in self._counts.items() if count >= MIN_ASKED}
        write_file(self._path, json.dumps(kept, ensure_ascii=False).encode())


def _read(path: Path) -> dict[str, int]:
    try:
        kept = json.loads(path.read_bytes())
        return {str(query): int(count) for query, count in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
