"""Make one folder hold the files of another without copying their content.

In the new release each unchanged page is a hard link to the file in the old one. If the folder already holds most of
these links, as an older release does, only the differences are made.
"""

import errno
import os
import shutil
from typing import NamedTuple

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EINVAL, errno.EXDEV}


class FileState(NamedTuple):
    """The size of a file in bytes and the time of its last change in nanoseconds. They identify its content."""

    bytes: int
    modified_ns: int


def mirror(source: str, target: str) -> dict[str, FileState]:
    """Make the folder *target* hold exactly the files of *source*; return the state of each by its name.

    Names are paths with forward slashes. Where the system has no hard links (memory cards, some network drives) files
    are copied with their dates. Anything but files and folders is left out.
    """
    states: dict[str, FileState] = {}
    _mirror(source, target, "", states)
    return states


def states_of(folder: str) -> dict[str, FileState]:
    """Return the state of each file in *folder* by name, as mirror does; an empty dict if there is no such folder."""
    states: dict[str, FileState] = {}
    if os.path.isdir(folder):  # noqa: PTH112 (of a str)
        _note_states(folder, "", states)
    return states


def remove(path: str) -> None:
    """Delete a file, or a folder with its content, if it exists."""
    if os.path.islink(path) or os.path.isfile(path):  # noqa: PTH113, PTH114 (of a str)
        os.unlink(path)  # noqa: PTH108
    elif os.path.lexists(path):
        shutil.rmtree(path)


# Strings and os instead of Path: each freeze looks at all files of two releases, and this is twice as fast.
def _mirror(source: str, target: str, prefix: str, states: dict[str, FileState]) -> None:
    os.makedirs(target, exist_ok=True)  # noqa: PTH103
    with os.scandir(target) as entries:
        there = {entry.name: entry for entry in entries}
    with os.scandir(source) as entries:
        for entry in entries:
            old = there.pop(entry.name, None)
            path = f"{target}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if old and not old.is_dir(follow_symlinks=False):
                    remove(path)
                _mirror(entry.path, path, f"{prefix}{entry.name}/", states)
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                states[prefix + entry.name] = FileState(status.st_size, status.st_mtime_ns)
                if old and old.inode() == entry.inode():
                    continue
                if old:
                    remove(path)
                _link(entry.path, path)
            elif old:
                remove(path)
    for name in there:
        remove(f"{target}/{name}")


def _note_states(folder: str, prefix: str, states: dict[str, FileState]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _note_states(entry.path, f"{prefix}{entry.name}/", states)
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                states[prefix + entry.name] = FileState(status.st_size, status.st_mtime_ns)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target)
