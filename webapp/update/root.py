"""The root of a manifest: a short signed text that names everything else by digest.

shuwu release 1
number 2026112500
date 2026-11-25T08:00:00Z
files 7382
bytes 22348916
segment 5b41362bc82b7f3d56edc5a306db2210 160760
step 2026112400 3608bca1e44ea6c4d268eb6db02260e2 4890
"""

import re
from dataclasses import dataclass

from webapp.causes import cause
from webapp.errors import UpdateError
from webapp.messages import Message
from webapp.update.names import RELEASE_FOLDER

ROOT = f"{RELEASE_FOLDER}/release.txt"
SIGNATURE = f"{RELEASE_FOLDER}/release.txt.minisig"
PUBLIC_KEY = f"{RELEASE_FOLDER}/publisher.pub"

MOST_ROOT_BYTES = 64 * 1024
MOST_SIGNATURE_BYTES = 4 * 1024
MOST_PART_BYTES = 1 << 28

_FIRST_LINE = "shuwu release 1"
_DIGEST = re.compile(r"[0-9a-f]{32}")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class ManifestPart:
    """A file of the manifest and its *bytes*: a segment, or the step from the release *since* to the next one."""

    digest: str
    bytes: int
    since: int = 0

    @property
    def name(self) -> str:
        """Return the name of the file. Its content never changes."""
        return f"{RELEASE_FOLDER}/{self.digest}.bin"


@dataclass(frozen=True, slots=True)
class Root:
    """A release: its *number*, which only grows; its *date* in UTC; its number of *files* and their *bytes*."""

    number: int
    date: str
    files: int
    bytes: int
    segments: tuple[ManifestPart, ...]
    steps: tuple[ManifestPart, ...]

    @property
    def parts(self) -> tuple[ManifestPart, ...]:
        """Return all other files of the manifest."""
        return self.segments + self.steps

    def comment(self) -> str:
        """Return the trusted comment of the signature, which the public tool shows."""
        return f"shuwu release {self.number} of {self.date}"

    def text(self) -> str:
        """Return the root as a file."""
        lines = [
            _FIRST_LINE,
            f"number {self.number}",
            f"date {self.date}",
            f"files {self.files}",
            f"bytes {self.bytes}",
        ]
        lines += [f"segment {part.digest} {part.bytes}" for part in self.segments]
        lines += [f"step {part.since} {part.digest} {part.bytes}" for part in self.steps]
        return "\n".join(lines) + "\n"


def read_root(where: str, content: bytes) -> Root:
    """Read what `Root.text` returned; unknown kinds of lines are skipped. Raises UpdateError if it is no root."""
    try:
        first, *lines = content.decode().splitlines()
        if first != _FIRST_LINE:
            raise ValueError(Message("root_first_line"))
        fields: dict[str, list[list[str]]] = {}
        for line in lines:
            kind, *values = line.split(" ")
            fields.setdefault(kind, []).append(values)
        [[number]], [[date]], [[files]], [[size]] = (fields[kind] for kind in ("number", "date", "files", "bytes"))
        if not _DATE.fullmatch(date):
            raise ValueError(Message("no_date", date=date))
        return Root(
            *(int(number), date, int(files), int(size)),
            segments=tuple(_part(digest, size) for digest, size in fields.get("segment", ())),
            steps=tuple(_part(digest, size, since) for since, digest, size in fields.get("step", ())),
        )
    except (ValueError, KeyError) as error:
        found = Message("no_release", why=cause(error))
        raise UpdateError(where, found, Message("see_source")) from None


def _part(digest: str, size: str, since: str = "0") -> ManifestPart:
    if not _DIGEST.fullmatch(digest) or not 0 <= int(size) <= MOST_PART_BYTES:
        raise ValueError(Message("no_part", digest=digest, size=size))
    return ManifestPart(digest, int(size), int(since))
