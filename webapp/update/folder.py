"""The files of a release in a folder."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from webapp.disk.files import link_file, write_unsynced
from webapp.update.manifest import FileSum, digest_of
from webapp.update.names import RELEASE_FOLDER


def file_names(root: Path) -> Iterator[str]:
    """Yield the name of each file below *root* except the manifest's, with forward slashes, in no order."""
    for folder, folders, files in os.walk(root):
        inside = Path(folder).relative_to(root)
        if folder == str(root) and RELEASE_FOLDER in folders:
            folders.remove(RELEASE_FOLDER)
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in files + links:
            yield (inside / name).as_posix()


def sum_file(path: Path) -> FileSum | None:
    """Return the size and digest of a file; None if there is no ordinary file."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return FileSum(file.tell(), digest_of(sha256))
    except (FileNotFoundError, NotADirectoryError):
        return None


def read_file(path: Path, expected: FileSum | None) -> bytes:
    """Return the content of a file; b"" if it does not match *expected*."""
    if expected is None or sum_file(path) != expected:
        return b""
    return path.read_bytes()


def put_file(path: Path, content: bytes) -> None:
    """Replace *path* with a file of *content*. The old file is not written to: other releases may link to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_unsynced(path, content)


def put_link(source: Path, path: Path) -> None:
    """Replace *path* with a link to the file *source*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    link_file(source, path)


def remove_file(root: Path, name: str) -> None:
    """Remove a file below *root*, and the folders that it leaves empty."""
    (root / name).unlink(missing_ok=True)
    for folder in list(Path(name).parents)[:-1]:
        with suppress(OSError):
            (root / folder).rmdir()
