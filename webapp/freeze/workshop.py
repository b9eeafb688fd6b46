"""Where a release is built, and how it takes the place of the one before.

``build/site`` is a real folder, not a link to one: people copy it to cards with file managers, and a copied link is an
empty card. The new release is built in ``.site-building`` beside it, and the two exchange names in one step. The old
one stays as ``.site-previous`` until the next freeze, for whoever is still copying out of it. Where the system cannot
exchange names (Windows, some network drives) the old folder is renamed first and then the new one; if the power fails
between the two, the next freeze puts the old one back.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from webapp.errors import FreezeError
from webapp.freeze.exchange import exchange
from webapp.store.lock import try_lock


class Workshop:
    """The places inside *build* that a freeze works with."""

    def __init__(self, build: Path) -> None:
        self.site = build / "site"
        self.building = build / ".site-building"
        self.previous = build / ".site-previous"
        self.lock = build / ".freeze.lock"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep other freezes out and have an empty folder to build in; leave no half-built one behind.

        Raises FreezeError if another freeze is at work.
        """
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        with try_lock(self.lock) as is_ours:
            if not is_ours:
                raise FreezeError(f"{self.site}: another freeze is at work. Wait until it is done.")
            self._clean()
            self.building.mkdir()
            try:
                yield
            finally:
                with suppress(OSError):  # the next freeze tries again
                    _remove(self.building)

    def publish(self) -> None:
        """Let what was built take the place of the site."""
        _flush()
        if not self.site.exists():
            self.building.rename(self.site)
        elif exchange(self.building, self.site):
            with suppress(OSError):  # the new site is in its place; only a slow copier misses the old one
                self.building.rename(self.previous)
        else:
            self._publish_in_two_steps()

    def _publish_in_two_steps(self) -> None:
        self.site.rename(self.previous)
        try:
            self.building.rename(self.site)
        except OSError:
            self.previous.rename(self.site)
            raise

    def _clean(self) -> None:
        if self.previous.exists() and not self.site.exists():
            self.previous.rename(self.site)
        _remove(self.previous)
        _remove(self.building)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _flush() -> None:
    """Have everything on disk: else a power cut soon after would leave empty files under the new name."""
    if hasattr(os, "sync"):
        os.sync()
