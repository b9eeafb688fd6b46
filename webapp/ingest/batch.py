"""Add files that belong together: texts with their pictures."""

import filecmp
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from webapp.core.file_names import is_picture
from webapp.ingest.add import Added, AddReport, add
from webapp.pictures.location import without_location
from webapp.settings import Settings


def add_together(
    settings: Settings,
    entries: Iterable[Path],
    section: str | None = None,
    on_progress: Callable[[str], None] | None = None,
    as_draft: bool = False,
) -> AddReport:
    """Add *entries*, files and folders of one folder, and return a report on each.

    Pictures with one text, or with none, are one article. Among several texts, a picture belongs to the text that shows
    it; only the others are added by themselves.
    """
    entries = list(entries)
    pictures = [path for path in entries if is_loose_picture(path)]
    texts = [path for path in entries if path not in pictures]
    report = add(settings, entries if len(texts) < 2 else texts, section, on_progress, as_draft)
    if not texts:
        return report
    alone = [path for path in pictures if not is_in_library(settings, path, report.added)]
    if not alone:
        return report
    others = add(settings, alone, section, on_progress, as_draft)
    return AddReport(report.added + others.added, report.refused + others.refused)


def is_loose_picture(path: Path) -> bool:
    """Tell whether *path* has the name of a picture file."""
    return is_picture(path.name) and path.is_file()


def is_in_library(settings: Settings, path: Path, added: Iterable[Added]) -> bool:
    """Tell whether *path*, or the picture in it, is in the library with one of the *added* articles."""
    kept = [file for article in added for file in _files(settings.content / PurePosixPath(article.path))]
    if any(filecmp.cmp(path, file, shallow=False) for file in kept if file.stat().st_size == path.stat().st_size):
        return True
    # A photo is stored without its location.
    data = without_location(path.read_bytes()) if is_loose_picture(path) else b""
    return bool(data) and any(file.read_bytes() == data for file in kept if file.stat().st_size == len(data))


def _files(article_file: Path) -> list[Path]:
    if article_file.name != "index.md":
        return [article_file] if article_file.is_file() else []
    return [path for path in article_file.parent.rglob("*") if path.is_file()]
