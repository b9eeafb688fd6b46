"""The manifest: the list of a release's files, made of segments.

A flat list costs more than most changes do. So the changes of each release are a file of their own, a segment, and a
copy that has the earlier segments fetches only that. Small segments are merged from time to time.
docs/updates.md describes them byte by byte.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.causes import cause
from webapp.errors import UpdateError
from webapp.messages import Message
from webapp.update.names import names_fault

_DIGEST_LETTERS = 32
_MERGE_AT = 2
_MOST_LISTED_BYTES = 1 << 27


@dataclass(frozen=True, slots=True)
class FileSum:
    """The size of a file in *bytes*, and the *digest* of its content."""

    bytes: int
    digest: str


Files = Mapping[str, FileSum]
"""The files of a release by name, a path with forward slashes."""

ManifestSegment = Mapping[str, FileSum | None]
"""The changed files by name; None for a deleted one."""


def digest(content: bytes) -> str:
    """Return the digest of *content* in a manifest: the first 128 bits of its SHA-256, in hexadecimal.

    To find other content with a given digest takes 2^128 tries. (A collision takes 2^64, but only the publisher could
    use one, and needs no tricks.) SHA-256 because browsers have it.
    """
    return digest_of(hashlib.sha256(content).hexdigest())


def digest_of(sha256: str) -> str:
    """Return the digest of content with this SHA-256, in hexadecimal."""
    return sha256[:_DIGEST_LETTERS]


def sum_of(content: bytes) -> FileSum:
    """Return the sum of *content*."""
    return FileSum(len(content), digest(content))


def changes(before: Files, after: Files) -> ManifestSegment:
    """Return the segment that turns *before* into *after*."""
    changed: dict[str, FileSum | None] = {name: file for name, file in after.items() if before.get(name) != file}
    return changed | {name: None for name in before if name not in after}


def append(segments: Iterable[ManifestSegment], newest: ManifestSegment) -> list[ManifestSegment]:
    """Return *segments* followed by *newest*; the last ones that are not much larger are merged with it.

    So a file is rewritten about once each time the number of releases doubles.
    """
    kept = list(segments)
    while kept and len(kept[-1]) <= _MERGE_AT * len(newest):
        newest = {**kept.pop(), **newest}
    if not kept:
        newest = {name: file for name, file in newest.items() if file}
    return [*kept, newest]


def combine(segments: Iterable[ManifestSegment]) -> Files:
    """Return the files that *segments* list; later segments override earlier ones."""
    files: dict[str, FileSum | None] = {}
    for segment in segments:
        files.update(segment)
    return {name: file for name, file in sorted(files.items()) if file}


def write_manifest_segment(segment: ManifestSegment) -> bytes:
    """Return *segment* as a file: gzipped lines, sorted by name."""
    lines = (
        f"{file.digest} {file.bytes} {name}\n" if file else f"- {name}\n" for name, file in sorted(segment.items())
    )
    return gzip.compress("".join(lines).encode(), mtime=0)


def read_manifest_segment(where: str, content: bytes) -> ManifestSegment:
    """Return the segment that `write_manifest_segment` wrote as *content*; *where* names it in errors.

    Raises UpdateError if it is no segment, or holds a name that no file may have.
    """
    segment: dict[str, FileSum | None] = {}
    try:
        for line in _unzip(content).decode().splitlines():
            mark, rest = line.split(" ", 1)
            if mark == "-":
                segment[rest] = None
            else:
                size, name = rest.split(" ", 1)
                segment[name] = FileSum(_size(size), mark)
    except (ValueError, zlib.error) as error:
        raise UpdateError(where, Message("bad_list", why=cause(error)), Message("ask_to_sign")) from None
    fault = names_fault(list(segment))
    if fault:
        raise UpdateError(where, Message("says", what=fault), Message("ask_about_it"))
    return segment


def _unzip(content: bytes) -> bytes:
    unzip = zlib.decompressobj(wbits=31)
    text = unzip.decompress(content, _MOST_LISTED_BYTES)
    if not unzip.eof:
        raise ValueError(Message("list_length"))
    return text


def _size(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(Message("no_size", text=text))
    return int(text)
