"""A step: one file with all that makes a release out of the one before it.

It is only a short cut: what comes out is checked against the manifest like any file that was fetched, and whoever
misses the step fetches the files themselves.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from webapp.update.delta import read_delta, write_delta

_HEAD_BYTES = 4
_MOST_HEAD_BYTES = 1 << 26
# Photographs do not shrink; they are fetched as the files they are, and resumed one by one.
_LARGE_BYTES = 32 * 1024
_WORTH_IT = 0.9

ReadFile = Callable[[str], bytes]
"""Gives what is in a file of the release before, by its name; b"" if there is no such file, or another."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a step brings: its *name*, its *content*."""

    name: str
    content: bytes


def write_step(
    names: Iterable[str], read_new: ReadFile, read_old: ReadFile, neighbours: Callable[[str], list[str]]
) -> bytes:
    """Return the step that brings the files *names*.

    A file that is new is written as what it has more than one of its *neighbours* in the old release: the layout of
    the page, at least, is known there.
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
    """Yield the files that *step* brings and that could be made of the old ones."""
    end = _HEAD_BYTES + int.from_bytes(step[:_HEAD_BYTES], "big")
    head = zlib.decompressobj().decompress(step[_HEAD_BYTES:end], _MOST_HEAD_BYTES).decode()
    for line in head.splitlines():
        sizes, base = line.split("\t")
        size, length, name = sizes.split(" ", 2)
        start, end = end, end + int(length)
        try:
            yield Change(name, read_delta(step[start:end], read_old(base), int(size)))
        except ValueError:  # the old file is not what it should be: the new one is fetched whole
            continue
