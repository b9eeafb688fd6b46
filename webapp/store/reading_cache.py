"""A cache of the content of the library's files, so that the program starts without reading them all.

Reading ten thousand articles takes three seconds; checking that their sizes and dates are the same takes a tenth.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

from webapp.core.article import Article
from webapp.disk.cache import load_cached, save_cached
from webapp.disk.code_digest import code_digest
from webapp.settings import Settings
from webapp.store.problem import problem_from
from webapp.store.scan import ContentFile
from webapp.store.source import Reading

_NAMES = tuple(field.name for field in fields(Article))
_MOMENTS = tuple(map(_NAMES.index, ("date", "lastmod", "publish_date", "expiry_date")))
_article_values = attrgetter(*_NAMES)
_file_values = attrgetter(*(field.name for field in fields(ContentFile)))


class ReadingCache:
    """The readings of one library, cached in ``build/``. A broken cache counts as empty."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.build / ".readings"
        self._settings = settings

    def load(self) -> tuple[dict[str, ContentFile], dict[str, Reading]]:
        """Return the files and their readings, by path."""
        kept = load_cached(self._path, self._key()) or ()
        files = {file[0]: ContentFile(*file) for file, _, _ in kept}
        readings = {
            file[0]: Reading(tuple(map(_article, articles)), tuple(map(problem_from, problems)))
            for file, articles, problems in kept
        }
        return files, readings

    def save(self, files: Mapping[str, ContentFile], readings: Mapping[str, Reading]) -> None:
        """Write the *readings* of *files*, without those of sections, which are few."""
        kept = [
            (
                _file_values(files[path]),
                tuple(map(_row, reading.articles)),
                tuple(problem.kept() for problem in reading.problems),
            )
            for path, reading in readings.items()
            if reading.fields is None
        ]
        with suppress(OSError):  # the next start reads the files
            self._path.parent.mkdir(exist_ok=True)
            save_cached(self._path, self._key(), kept)

    def _key(self) -> str:
        # A reading may depend on any setting but the place of the library.
        return f"{code_digest()} {self._settings.zone} {replace(self._settings, root=Path())}"


def _row(article: Article) -> tuple[Any, ...]:
    row = list(_article_values(article))
    for place in _MOMENTS:
        row[place] = row[place] and row[place].isoformat()
    return tuple(row)


def _article(row: tuple[Any, ...]) -> Article:
    values = list(row)
    for place in _MOMENTS:
        values[place] = values[place] and datetime.fromisoformat(values[place])
    return Article(*values)
