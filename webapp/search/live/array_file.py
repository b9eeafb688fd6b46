"""Keep named numpy arrays in one file that is read by mapping it into memory: opening costs nothing, whatever its size.

The arrays come one after another, each at a multiple of 8 bytes; then a table of them as JSON, then the table's size in
8 bytes. So a file can be written from beginning to end, and an array in pieces.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import numpy as np

from webapp.search.postings import Array

_ALIGNED = 8


class ArrayWriter:
    """Writes arrays into *file*; ``finish`` makes it readable."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._table: dict[str, tuple[str, int, int]] = {}
        self._place = 0

    def add(self, name: str, pieces: Iterable[Array], dtype: str) -> None:
        """Write the one-dimensional array *name*, which is *pieces* one after another, as *dtype*."""
        start = self._place
        for piece in pieces:
            self._write(np.ascontiguousarray(piece, dtype=dtype).view(np.uint8).data)
        self._table[name] = (dtype, start, (self._place - start) // np.dtype(dtype).itemsize)
        self._write(bytes(-self._place % _ALIGNED))

    def finish(self) -> None:
        """Write the table of the arrays."""
        table = json.dumps(self._table).encode()
        self._write(table)
        self._write(len(table).to_bytes(8, "little"))

    def _write(self, content: bytes | memoryview) -> None:
        self._file.write(content)
        self._place += len(content)


def read_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of *path*, mapped into memory, by their names.

    Raises ValueError if the file is none that ArrayWriter finished, and OSError if it cannot be read.
    """
    content = np.memmap(path, dtype=np.uint8, mode="r")
    size = int.from_bytes(content[-8:].tobytes(), "little")
    table = json.loads(content[-8 - size : -8].tobytes())
    return {name: _view(content, *row) for name, row in table.items()}


def _view(content: Array, dtype: str, start: int, count: int) -> Array:
    # Plain arrays over the mapped bytes: a memmap of its own would cost each slice of it ten times as much.
    return np.frombuffer(content, dtype=dtype, count=count, offset=start)


def pack_texts(texts: Iterable[str]) -> tuple[Array, Array]:
    """Return *texts* as the bytes of all, and where each ends."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), np.cumsum([len(text) for text in encoded], dtype=np.uint64)


def unpack_texts(content: Array, ends: Array) -> list[str]:
    """Return the texts that ``pack_texts`` packed."""
    flat, last, found = content.tobytes(), 0, []
    for end in ends.tolist():
        found.append(flat[last:end].decode("utf-8", "surrogatepass"))
        last = end
    return found
