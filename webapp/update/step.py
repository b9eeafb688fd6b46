"""A step: one file that turns a release into the next one.

It is only a short cut. Its files are checked against the manifest like fetched ones, and a copy without the step
fetches the files themselves.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from webapp.update.delta import read_delta, write_delta

_HEAD_BYTES = 4
_MOST_HEAD_BYTES = 1 << 26
# Photographs do not shrink. They are fetched as files, so each can be resumed.
_LARGE_BYTES = 32 * 1024
_WORTH_IT = 0.9

ReadFile = Callable[[str], bytes]
"""Returns the content of a file of the release before, by name; b"" if it is missing or has changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a step brings: its *name*, its *content*."""

    name: str
    content: bytes


def write_step(
    names: Iterable[str], read_new: ReadFile, read_old: ReadFile, neighbours: Callable[[str], list[str]]
) -> bytes:
    """Return the step that brings the files *names*.

    A new file is written as a delta against one of its *neighbours* in the old release, which has at least the same
    page layout.
    """
    heads, bodies = [], []
    for name in sorted(names):
        content = read_new(name)
        deltas = [(write_delta(content, read_old(base)), base) for base in (neighbours(name) or [""])]
        delta, base = min(deltas, key=lambda pair: len(pair[0]))
        if len(content) > _LARGE_BYTES and len(delta) > _WORTH_IT * len(content):
            continue
        heads.append(f"{len(content)} {len(delta)} {name}\t{base}\n")
        bodies.append(delta)
    head = zlib.compress("".join(heads).encode(), 9)
    return len(head).to_bytes(_HEAD_BYTES, "big") + head + b"".join(bodies)


def read_step(step: bytes, read_old: ReadFile) -> Iterator[Change]:
    """Yield the files of *step* that could be made from the old ones."""
    end = _HEAD_BYTES + int.from_bytes(step[:_HEAD_BYTES], "big")
    head = zlib.decompressobj().decompress(step[_HEAD_BYTES:end], _MOST_HEAD_BYTES).decode()
    for line in head.splitlines():
        sizes, base = line.split("\t")
        size, length, name = sizes.split(" ", 2)
        start, end = end, end + int(length)
        try:
            yield Change(name, read_delta(step[start:end], read_old(base), int(size)))
        except ValueError:  # the old file is damaged: the new one is fetched whole
            continue
