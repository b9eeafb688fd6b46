"""Fetch files over a bad connection: resume after each cut, read no more than promised, keep only what is right."""

import time
from collections.abc import Callable
from pathlib import Path

from webapp.causes import cause
from webapp.errors import UpdateError
from webapp.messages import Message, Value
from webapp.update.folder import sum_file
from webapp.update.manifest import FileSum
from webapp.update.source import Broken, Missing, Source

# A wait follows each try that brought nothing new. A try that brought more starts from the first wait again.
WAITS_SECONDS = (0.0, 1.0, 4.0)


class Mixed(Exception):
    """The host does not have what the manifest says: it is receiving another release, or something is wrong."""


class Fetcher:
    """Fetches from *source*; incomplete files wait in the folder *parts* for the next pull.

    *on_progress* gets the number of bytes transferred; several threads call it.
    """

    def __init__(self, source: Source, parts: Path, on_progress: Callable[[int], None]) -> None:
        self._source = source
        self._parts = parts
        self._report = on_progress

    def fetch(self, name: str, expected: FileSum) -> Path:
        """Fetch *name* and return the path of the file, which matches *expected*.

        Raises Mixed if the host has no such file or another one, UpdateError if the connection is down.
        """
        self._parts.mkdir(parents=True, exist_ok=True)
        part = self._parts / expected.digest
        try:
            self._persist(name, part, lambda: self._continue(name, part, expected.bytes))
        except Mixed:
            part.unlink(missing_ok=True)
            raise
        if sum_file(part) != expected:
            part.unlink()
            raise Mixed(name)
        return part

    def fetch_text(self, name: str, most_bytes: int) -> bytes:
        """Return a small file of unknown size. Raises Mixed if there is none, UpdateError if it is too long."""
        content = bytearray()
        self._persist(name, None, lambda: self._read(name, content, most_bytes))
        return bytes(content)

    def _persist(self, name: str, part: Path | None, read: Callable[[], bool]) -> None:
        """Call *read* until it returns True; give up when *part* did not grow in several tries."""
        waits = list(WAITS_SECONDS)
        furthest = 0
        while True:
            why: Value = Message("line_was_cut")
            try:
                if read():
                    return
            except Missing:
                raise Mixed(name) from None
            except Broken as broken:
                why = cause(broken)
            have = part.stat().st_size if part and part.exists() else 0
            if have > furthest:
                waits, furthest = list(WAITS_SECONDS), have
            if not waits:
                remedy = Message("kept_do_again")
                raise UpdateError(self._source.where, Message("says", what=why), remedy)
            time.sleep(waits.pop(0))

    def _read(self, name: str, content: bytearray, most_bytes: int) -> bool:
        content.clear()
        for chunk, wire_bytes in self._source.open(name, 0, most_bytes).chunks:
            self._report(wire_bytes)
            content += chunk
            if len(content) > most_bytes:
                raise UpdateError(self._source.where, Message("no_end", name=name), Message("see_address"))
        return True

    def _continue(self, name: str, part: Path, size: int) -> bool:
        have = part.stat().st_size if part.exists() else 0
        if have == size:
            part.touch()
            return True
        have = have if have < size else 0
        answer = self._source.open(name, have, size - have)
        with part.open("r+b" if part.exists() else "wb") as file:
            file.truncate(answer.start)
            file.seek(answer.start)
            for chunk, wire_bytes in answer.chunks:
                self._report(wire_bytes)
                if file.tell() + len(chunk) > size:
                    raise Mixed(name)
                file.write(chunk)
            if file.tell() < size and answer.is_known:
                raise Mixed(name)
            return file.tell() == size
