"""Write the files of a new release, and keep the unchanged ones of the release before."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from webapp.disk.files import write_new
from webapp.freeze.mirror import FileState, remove
from webapp.freeze.release import FrozenFile
from webapp.messages import NOTHING, Message


class ReleaseWriter:
    """Fills the folder *root*, which holds the files of the release before; those in *taken* are reused.

    A file with the same content is left alone: it keeps its date, so rsync does not send it again.
    """

    def __init__(self, root: Path, taken: Iterable[str] = ()) -> None:
        self.root = root
        self._names = {name.casefold(): name for name in taken}

    def refusal(self, name: str) -> Message:
        """Return why a file here cannot have this *name* and what to do; NOTHING if it can."""
        if ".." in name.split("/"):
            return Message("name_leads_out")
        other = self._names.setdefault(name.casefold(), name)
        if other != name:
            return Message("name_differs_in_case", other=other)
        return NOTHING

    def write(self, name: str, content: bytes) -> FrozenFile:
        """Write *content* to the file *name*, a path with forward slashes."""
        path = os.path.join(self.root, name)  # noqa: PTH118 (of twenty thousand)
        state = _state_if_same(path, content) or _write_new(path, content)
        return FrozenFile(name, len(content), hashlib.sha256(content).hexdigest(), state.modified_ns)


def _state_if_same(path: str, content: bytes) -> FileState | None:
    with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123
        status = os.fstat(file.fileno())
        if status.st_size == len(content) and file.read() == content:
            return FileState(status.st_size, status.st_mtime_ns)
    return None


def _write_new(path: str, content: bytes) -> FileState:
    """Write a new file; delete an old one first, because releases share their files."""
    try:
        status = write_new(path, content)
    except FileExistsError:
        remove(path)
        status = write_new(path, content)
    except (FileNotFoundError, NotADirectoryError):
        _make_folder(Path(path).parent)
        status = write_new(path, content)
    return FileState(status.st_size, status.st_mtime_ns)


def _make_folder(path: Path) -> None:
    """Make a folder, even where the release before has a file."""
    for parent in path.parents:
        if parent.is_file():
            parent.unlink()
    if path.is_file():
        path.unlink()
    path.mkdir(parents=True, exist_ok=True)
