"""A file as it was dropped, with what lies beside it."""

from dataclasses import dataclass, field
from pathlib import Path

from webapp.errors import FileRefused

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".avif")

# Pictures of a saved page lie in folders beside it; deeper ones belong to something else.
_PICTURE_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file to add. *section* is the name of the folder that was dropped, "" if the file was dropped by itself."""

    path: Path
    section: str = ""

    @property
    def name(self) -> str:
        """The file's name as it can be printed, whatever bytes it is made of."""
        return _printable(str(self.path))

    @property
    def stem(self) -> str:
        """What the file's owner called it, without its ending."""
        return _printable(self.path.parent.resolve().name if self.path.stem == "index" else self.path.stem)


@dataclass(slots=True)
class Surroundings:
    """The pictures of each folder, looked up once."""

    _found: dict[Path, dict[str, Path]] = field(default_factory=dict)

    def pictures(self, folder: Path) -> dict[str, Path]:
        """Return the pictures in *folder* and the folders in it by their names in lower case."""
        if folder not in self._found:
            self._found[folder] = dict(sorted(_pictures(folder, _PICTURE_DEPTH)))
        return self._found[folder]


def read_bytes(path: Path, name: str, max_mb: int) -> bytes:
    """Return what is in the file. Raises FileRefused if it is not there, cannot be read or is too large."""
    try:
        size = path.stat().st_size
        if size > max_mb * 1_000_000:
            reason = f"the file has {size / 1_000_000:.0f} MB, more than the {max_mb} MB that are allowed."
            raise FileRefused(name, reason, "Cut it into parts, or raise max_file_mb in shuwu.toml.")
        return path.read_bytes()
    except OSError as error:
        raise FileRefused(name, f"the file cannot be read ({error.strerror}).", "Check its name and rights.") from None


def walk(path: Path) -> list[Dropped]:
    """Return the files to add at *path*: itself, or all below it but pictures and what is hidden."""
    if not path.is_dir():
        return [Dropped(path)]
    return _walk(path, path.resolve().name)


def _walk(folder: Path, section: str) -> list[Dropped]:
    try:
        entries = sorted(entry for entry in folder.iterdir() if not _is_ignored(entry.name))
    except OSError:
        return [Dropped(folder, section)]
    files = [Dropped(entry, section) for entry in entries if not entry.is_dir() and not _is_picture(entry)]
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            # A folder of one article names the article, not a section.
            is_bundle = (entry / "index.md").is_file()
            files += _walk(entry, section if is_bundle else entry.name)
    return files


def _pictures(folder: Path, depth: int) -> list[tuple[str, Path]]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    deeper = [
        entry for entry in entries if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith(".")
    ]
    found = [pair for entry in deeper for pair in _pictures(entry, depth - 1)] if depth > 1 else []
    # Those nearest to the text come last, and so go before others of their name.
    return found + [(entry.name.lower(), entry) for entry in entries if _is_picture(entry) and entry.is_file()]


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURE_ENDINGS


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini", "__macosx")


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()
