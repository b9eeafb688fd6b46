"""The library that pages show: as it is now, or as it was when a freeze began."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.settings import Settings
from webapp.store.library import Library, Snapshot


@dataclass(frozen=True, slots=True)
class LibraryPart:
    """A library frozen apart from its own site: into *folder*, with only the articles *slugs* if given."""

    folder: Path
    slugs: frozenset[str] | None = None


class HeldLibrary:
    """The library of *settings*, or only the articles *slugs*. Thread-safe."""

    def __init__(self, settings: Settings, slugs: frozenset[str] | None = None) -> None:
        self._library = Library(settings)
        self._slugs = slugs
        self._held: Snapshot | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether the library is held, which means that pages are made for a frozen copy."""
        return self._held is not None

    def snapshot(self) -> Snapshot:
        """Return the library as it is now, or the held one; readers may use its addresses from now on."""
        return self._held or self._library.published()

    def refresh(self) -> None:
        """Read the library again at once: the caller has just changed it."""
        self._library.refresh()

    @contextmanager
    def held(self) -> Iterator[Snapshot]:
        """Hold one state of the library in a context, whatever happens on disk: a release must not mix two."""
        self._held = self._part_of(self._library.current())
        try:
            yield self._held
        finally:
            self._held = None

    def publish(self, marks: Mapping[str, Any]) -> None:
        """Write down the addresses of the held library, and the unknown ones of a release with these *marks*."""
        self._held = self._part_of(self._library.publish(marks))

    def _part_of(self, snapshot: Snapshot) -> Snapshot:
        return snapshot if self._slugs is None else snapshot.only(self._slugs)
