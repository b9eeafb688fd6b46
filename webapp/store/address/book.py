"""Who has which address, kept beside ``content/`` in ``addresses.txt``.

Addresses are in people's chats and bookmarks, and nothing else tells them: ``build/`` may be deleted, and articles too.
So whoever shows the library to readers, live or frozen, first writes its new addresses down here. A line tells one
fact, and one further below counts more, so lines are only added: a crash costs at most the last one, and two files are
joined by putting one below the other. docs/addresses.md describes them.
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
# A file with more lines than these that count no more is written anew.
_MOST_DEAD = 2000

BookState = tuple[int, int, int]


class AddressBook:
    """The addresses of the library at *root*, each kind in a register of its own; not for two threads at once.

    *old* are the addresses that ``moved.json`` knows beside, with the slugs of the articles that they lead to.
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
        """Read what was written since the last time; tell whether there was anything."""
        # Both, always.
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
            # Somebody took it away; what it said is still known here, and true.
            self._unwritten = list(self._all_facts())
            self._begin_again()
        except OSError as error:
            self._trouble = Message("unreadable", why=cause(error))
            return False
        return True

    @property
    def problems(self) -> list[Problem]:
        """Return what its owner has to mend."""
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
        """Take *facts* in, without writing them."""
        for fact in facts:
            self._register_of(fact.address).learn(fact)

    def write(self, facts: Iterable[Fact]) -> None:
        """Take *facts* in and have them on the disk, as far as that can be written; hold the book before."""
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
        """Yield every address that anybody ever had."""
        return chain.from_iterable(self._registers)

    def end_of(self, address: str) -> str:
        """Return where *address* leads in the end: itself if somebody has it, "" if nowhere."""
        return self._register_of(address).end_of(address)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let no other process write meanwhile, if that can be had: nobody writes where the disk cannot be written."""
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
        """Tell whether *file* is the one that was read, with more behind it."""
        if self._state is None or state[0] != self._state[0] or state[1] <= self._state[1]:
            return False
        file.seek(self._read - len(self._tail))
        return file.read(len(self._tail)) == self._tail

    def _take(self, data: bytes) -> None:
        """Take in the lines of *data*; one without an end is not complete yet."""
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
        # What a crash left of a line must not spoil the next one.
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
