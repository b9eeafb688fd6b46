"""What a freeze reports: its progress and its result."""

import hashlib
from collections.abc import Callable, Container, Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from webapp.core.left_out import LeftOut
from webapp.freeze.weights import Excess

_NOTHING = LeftOut()


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of long work: *done* of *total* things, the last of them *what*. *total* is 0 while unknown."""

    done: int
    total: int
    what: str


ReportProgress = Callable[[Progress], None]
"""Is called for each page, so it should be quick, or act only now and then."""


class FrozenFile(NamedTuple):
    """A file of a release: its *name* with forward slashes, size in bytes, SHA-256, and time of the last change."""

    name: str
    bytes: int
    digest: str
    modified_ns: int

    @property
    def is_page(self) -> bool:
        """Tell whether it is a page for readers."""
        return self.name.endswith(".html")


@dataclass(frozen=True, slots=True)
class Release:
    """One complete frozen site. *release* is its name; the same content always gets the same name.

    Of its *pages*, *rendered* were made anew and *reused* taken from the release before. *files* counts all files and
    *bytes* is their size. *over* lists what exceeds a budget, *left_out* what readers do not get.
    """

    release: str
    pages: int
    rendered: int
    reused: int
    files: int
    bytes: int
    seconds: float
    over: tuple[Excess, ...] = ()
    left_out: LeftOut = _NOTHING

    def as_json(self) -> dict[str, Any]:
        """Return what ``shuwu freeze --json`` prints."""
        facts = asdict(self)
        del facts["left_out"]
        return facts | self.left_out.as_json()


def summarise(
    files: Iterable[FrozenFile],
    made: Container[str],
    seconds: float,
    over: tuple[Excess, ...] = (),
    left_out: LeftOut = _NOTHING,
) -> Release:
    """Return the Release of *files*; *made* has the names of those made in this freeze."""
    ordered = sorted(files, key=lambda file: file.name)
    name = hashlib.sha256()
    for file in ordered:
        name.update(f"{file.name}\0{file.digest}\n".encode())
    pages = [file for file in ordered if file.is_page]
    rendered = sum(page.name in made for page in pages)
    return Release(
        release=name.hexdigest()[:12],
        pages=len(pages),
        rendered=rendered,
        reused=len(pages) - rendered,
        files=len(ordered),
        bytes=sum(file.bytes for file in ordered),
        seconds=round(seconds, 3),
        over=over,
        left_out=left_out,
    )
