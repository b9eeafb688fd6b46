"""A dropped file, and the pictures beside it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO

from webapp.causes import cause
from webapp.core.file_names import is_junk, is_picture
from webapp.errors import FileRefused
from webapp.messages import Message

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

# Pictures of a saved page are in folders beside it; deeper ones belong to something else.
_PICTURE_DEPTH = 2


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """One file to add. *section* is the name of the dropped folder, "" if the file was dropped by itself.

    *is_link* tells that it is a link in a folder to a file elsewhere. *photos* are the pictures that must belong to it,
    because it is the only document beside them; *is_gallery* tells that it is one of them itself. *shown_as* is the
    name of a file from an archive.
    """

    path: Path
    section: str = ""
    is_link: bool = False
    photos: tuple[Path, ...] = ()
    is_gallery: bool = False
    shown_as: str = ""

    @property
    def name(self) -> str:
        """The file's name in a printable form."""
        return self.shown_as or printable(str(self.path))

    @property
    def stem(self) -> str:
        """The owner's name of the file, without its ending."""
        return printable(self.path.parent.resolve().name if self.path.stem == "index" else self.path.stem)


@dataclass(slots=True)
class FolderPictures:
    """The pictures of each folder, looked up once."""

    _found: dict[Path, dict[str, Path]] = field(default_factory=dict)

    def pictures(self, folder: Path) -> dict[str, Path]:
        """Return the pictures in *folder* and its subfolders, by their names in lower case."""
        if folder not in self._found:
            self._found[folder] = dict(sorted(_pictures(folder, _PICTURE_DEPTH)))
        return self._found[folder]


def read_bytes(path: Path, name: str, max_mb: int) -> bytes:
    """Return the content of the file. Raises FileRefused if it is missing, unreadable or larger than *max_mb*."""
    with open_regular(path, name) as file:
        data = file.read(max_mb * 1_000_000 + 1)
    if len(data) > max_mb * 1_000_000:
        reason = Message("file_too_big", most=max_mb)
        raise FileRefused(name, reason, Message("cut_or_raise_mb"))
    return data


@contextmanager
def open_regular(path: Path, name: str) -> Iterator[IO[bytes]]:
    """Open the file to read its bytes. Raises FileRefused if it is unreadable or no regular file, such as a pipe."""
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            # Only a folder that cannot be listed gets here; the system says why.
            next(path.iterdir(), None)
        if not S_ISREG(mode):
            raise FileRefused(name, Message("is_device"), Message("copy_into_file"))
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise FileRefused(
            name, Message("file_unreadable", why=cause(error)), Message("check_name_and_rights")
        ) from None


def gather(paths: Iterable[Path]) -> list[DroppedFile]:
    """Return the files to add at *paths*; folders with everything below them that is not hidden.

    Pictures belong to the documents beside them. Without a document they make an article of their own.
    """
    files: list[DroppedFile] = []
    loose: dict[Path, list[DroppedFile]] = {}
    for path in paths:
        if _is_folder(path):
            files += _walk(path, path.resolve().name, has_documents_above=False)
        else:
            loose.setdefault(path.parent, []).append(DroppedFile(path))
    for together in loose.values():
        pictures = [file.path for file in together if is_picture(file.path.name)]
        files += _with_photos([file for file in together if file.path not in pictures], pictures, "")
    return files


def _walk(folder: Path, section: str, has_documents_above: bool) -> list[DroppedFile]:
    try:
        entries = sorted(entry for entry in folder.iterdir() if not is_junk(entry.name))
    except OSError:
        return [DroppedFile(folder, section)]
    folders = [entry for entry in entries if _is_folder(entry) and not entry.is_symlink()]
    files = [DroppedFile(entry, section, _is_link(entry)) for entry in entries if entry not in folders]
    documents = [file for file in files if not is_picture(file.path.name)]
    pictures = [file.path for file in files if is_picture(file.path.name) and not file.is_link]
    # The pictures of a saved page are in a folder beside it.
    found = documents if has_documents_above and not documents else _with_photos(documents, pictures, section)
    for entry in folders:
        # A folder of one article names the article, not a section.
        below = section if _holds_one_article(entry) else entry.name
        found += _walk(entry, below, has_documents_above=bool(documents))
    return found


def _with_photos(documents: list[DroppedFile], pictures: list[Path], section: str) -> list[DroppedFile]:
    if not pictures or len(documents) > 1:
        return documents
    if documents:
        return [replace(documents[0], photos=tuple(pictures))]
    return [DroppedFile(pictures[0], section, photos=tuple(pictures), is_gallery=True)]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # Access is denied, or its name is too long: reading it will say so.
        return False


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:
        return False


def _holds_one_article(folder: Path) -> bool:
    try:
        return (folder / "index.md").is_file()
    except OSError:
        return False


def _pictures(folder: Path, depth: int) -> list[tuple[str, Path]]:
    try:
        # A link may lead to files that must stay private.
        entries = sorted(entry for entry in folder.iterdir() if not entry.is_symlink() and not is_junk(entry.name))
        deeper = [entry for entry in entries if entry.is_dir()]
    except OSError:
        return []
    found = [pair for entry in deeper for pair in _pictures(entry, depth - 1)] if depth > 1 else []
    # Pictures nearest to the text come last, so they override others of the same name.
    return found + [(entry.name.lower(), entry) for entry in entries if is_picture(entry.name) and entry.is_file()]


def printable(name: str) -> str:
    """Return *name* on one line and in valid UTF-8."""
    return _CONTROLS.sub(" ", name.encode("utf-8", "replace").decode())
