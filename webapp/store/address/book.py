"""The book of addresses: what has which address, in ``addresses.txt`` beside ``content/``.

People keep addresses in chats and bookmarks, and nothing else records them: ``build/`` may be deleted, and articles
too. So new addresses are written down here before readers see them, live or frozen. A line holds one fact and overrides
earlier lines, so lines are only appended: a crash costs at most the last one, and two files are joined by
concatenation. docs/addresses.md describes the lines.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO

from webapp.causes import cause
from webapp.core.address.lines import read_line, written_line
from webapp.core.address.owners import Fact, Register
from webapp.disk.files import append_file, write_file
from webapp.disk.lock import hold_lock
from webapp.errors import SettingsError
from webapp.messages import NOTHING, Message
from webapp.store.address.redirects import REDIRECTS_FILE, load_redirects
from webapp.store.problem import Problem

ADDRESS_FILE = "addresses.txt"
ADDRESSES = "addresses"
"""The rule that problems of the book break."""

_HEADING = (
    "# Which address shows which article. The program adds lines; keep this file with the library.\n"
    "# 网址和文章的对应关系，由程序自动添加。请和文章一起保存，不要删除。\n"
)
_LOCK = ".addresses.lock"
_TAIL_BYTES = 64
_MOST_NAMED = 3
# A file with more overridden lines than this is rewritten.
_MOST_DEAD = 2000

BookState = tuple[int, int, int]


class AddressBook:
    """The addresses of the library at *root*, with a register for each kind. Not thread-safe.

    *old* has the addresses in ``moved.json``, with the slugs of their articles.
    """

    def __init__(self, root: Path) -> None:
        self.old: Mapping[str, str] = {}
        self._old_state: BookState | None = None
        self._old_problems: list[Problem] = []
        self._root = root
        self._path = root / ADDRESS_FILE
        self._lock = root / "build" / _LOCK
        self._unwritten: list[Fact] = []
        self._state: BookState | None = None
        self._read = 0
        self._begin_again()

    def refresh(self) -> bool:
        """Read what was written since the last call; tell whether there was anything."""
        # A list, so that both are read.
        return any([self._read_book(), self._read_redirects()])

    def _read_redirects(self) -> bool:
        try:
            state = _state((self._root / REDIRECTS_FILE).stat())
        except OSError:
            state = None
        if state == self._old_state:
            return False
        self._old_state, self._old_problems = state, []
        try:
            self.old = {f"{address}.html": slug for address, slug in load_redirects(self._root).items()}
        except SettingsError as error:
            self._old_problems.append(Problem(REDIRECTS_FILE, ADDRESSES, error.found, error.remedy))
        return True

    def _read_book(self) -> bool:
        try:
            with self._path.open("rb") as file:
                state = _state(os.fstat(file.fileno()))
                if state == self._state:
                    return False
                if not self._is_grown(file, state):
                    self._begin_again()
                file.seek(self._read)
                self._take(file.read())
                self._state = state
        except FileNotFoundError:
            if self._state is None:
                return False
            # Somebody deleted it; the facts in memory are still true.
            self._unwritten = list(self._all_facts())
            self._begin_again()
        except OSError as error:
            self._trouble = Message("unreadable", why=cause(error))
            return False
        return True

    @property
    def problems(self) -> list[Problem]:
        """Return the problems of the book, for its owner to mend."""
        found = []
        if self._bad:
            lines, more = tuple(self._bad[:_MOST_NAMED]), len(self._bad) - _MOST_NAMED
            some = Message("lines_unreadable_more", lines=lines, more=more)
            told = some if more > 0 else Message("lines_unreadable", lines=lines)
            found.append(Problem(ADDRESS_FILE, ADDRESSES, told, Message("take_out_or_restore")))
        if self._trouble:
            remedy = Message("give_right_to_addresses")
            found.append(Problem(ADDRESS_FILE, ADDRESSES, self._trouble, remedy))
        return found + self._old_problems

    def learn(self, facts: Iterable[Fact]) -> None:
        """Add *facts* in memory, without writing them."""
        for fact in facts:
            self._register_of(fact.address).learn(fact)

    def write(self, facts: Iterable[Fact]) -> None:
        """Add *facts* and write them, if the disk is writable. The caller must hold the lock."""
        facts = [*facts]
        self.learn(facts)
        self._unwritten += facts
        if not self._unwritten:
            return
        try:
            if self._lines + len(self._unwritten) > 2 * sum(map(len, self._registers)) + _MOST_DEAD:
                write_file(self._path, (_HEADING + "".join(map(written_line, self._all_facts()))).encode())
            else:
                self._append("".join(map(written_line, self._unwritten)).encode())
        except OSError as error:
            self._trouble = Message("unwritable", why=cause(error))
            return
        self._trouble = NOTHING
        self._unwritten.clear()
        self.refresh()

    def addresses(self) -> Iterator[str]:
        """Yield every address that was ever in use."""
        return chain.from_iterable(self._registers)

    def end_of(self, address: str) -> str:
        """Return where *address* finally leads: itself if it is in use, "" if nowhere."""
        return self._register_of(address).end_of(address)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Lock out other writers in a context; without a lock on a read-only disk, where nobody writes."""
        try:
            self._lock.parent.mkdir(exist_ok=True)
            self._lock.touch()
        except OSError:
            yield
            return
        with hold_lock(self._lock):
            yield

    @property
    def _registers(self) -> tuple[Register, ...]:
        return self.articles, self.meetings, self.sections, self.tags

    def _begin_again(self) -> None:
        self.articles = Register(".html")
        self.meetings = Register("/")
        self.sections = Register("/")
        self.tags = Register("/")
        self._trouble = NOTHING
        self._bad: list[int] = []
        self._lines = 0
        self._read = 0
        self._tail = b""
        self._state = None
        self.learn(self._unwritten)

    def _is_grown(self, file: IO[bytes], state: BookState) -> bool:
        """Tell whether *file* is the one that was read, with lines appended."""
        if self._state is None or state[0] != self._state[0] or state[1] <= self._state[1]:
            return False
        file.seek(self._read - len(self._tail))
        return file.read(len(self._tail)) == self._tail

    def _take(self, data: bytes) -> None:
        """Add the lines of *data*; a line without an end is not complete yet."""
        whole = data[: data.rfind(b"\n") + 1]
        for number, line in enumerate(whole.splitlines(), self._lines + 1):
            fact = read_line(line)
            if fact:
                self._register_of(fact.address).learn(fact)
            elif line.strip() and not line.lstrip(b"\xef\xbb\xbf").startswith(b"#"):
                self._bad.append(number)
        self._lines += whole.count(b"\n")
        self._read += len(whole)
        self._tail = (self._tail + whole)[-_TAIL_BYTES:]

    def _append(self, lines: bytes) -> None:
        size = self._path.stat().st_size if self._path.exists() else 0
        # A half line from a crash must not spoil the next one.
        before = b"\n" if size > self._read else b""
        append_file(self._path, (before if size else _HEADING.encode()) + lines)

    def _all_facts(self) -> Iterator[Fact]:
        for register in self._registers:
            yield from (Fact(address, owner) for address, owner in register.owners.items())
            yield from (Fact(address, None, other) for address, other in register.leads.items())

    def _register_of(self, address: str) -> Register:
        if address.endswith(".html"):
            return self.articles
        if address.startswith("tags/"):
            return self.tags
        return self.meetings if address.startswith("meetings/") else self.sections


def _state(status: os.stat_result) -> BookState:
    return status.st_ino, status.st_size, status.st_mtime_ns
