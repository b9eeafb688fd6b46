"""Earlier versions of a file, in a folder beside it that the library does not read.

Those of ``content/news/flood/index.md`` are in ``content/news/flood/.history/index.md/``. Each is a plain copy, named
by the moment when it was replaced. Any editor opens it, and copying it back restores it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.disk.files import copy_file, make_folder

HISTORY_FOLDER = ".history"

_NAME = "%Y-%m-%d %H.%M.%S.%f"


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of a file; *name* is that of its copy, *moment* is when it was replaced."""

    name: str
    moment: datetime
    path: Path


def keep(path: Path, now: datetime) -> None:
    """Keep the content of *path* as the version until *now*, unless the newest version is the same."""
    kept = versions(path)
    if kept and kept[0].path.read_bytes() == path.read_bytes():
        return
    folder = history_of(path)
    make_folder(folder)
    copy_file(path, folder / (now.strftime(_NAME) + path.suffix))


def versions(path: Path) -> list[Version]:
    """Return the earlier versions of *path*, the newest first."""
    folder = history_of(path)
    names = sorted((file.name for file in folder.iterdir()), reverse=True) if folder.is_dir() else []
    found = ((name, _moment(name.removesuffix(path.suffix))) for name in names)
    return [Version(name, moment, folder / name) for name, moment in found if moment]


def history_of(path: Path) -> Path:
    """Return the folder of the earlier versions of *path*; it may not exist."""
    return path.parent / HISTORY_FOLDER / path.name


def _moment(stem: str) -> datetime | None:
    try:
        return datetime.strptime(stem, _NAME)
    except ValueError:
        return None
