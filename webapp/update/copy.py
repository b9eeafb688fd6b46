"""A copy of a site, and the folder where its next release is built.

For a copy ``village`` that folder is ``.village-pull`` beside it, on the same disk. Fetched files wait in ``parts``.
Once ``new`` is complete, it becomes the copy in one step. Where the system cannot exchange two names (Windows, some
cards) the old copy is first renamed to ``old``; if the power fails then, the next pull puts it back.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from webapp.disk.exchange import exchange, flush
from webapp.disk.files import move
from webapp.disk.lock import try_lock
from webapp.errors import UpdateError
from webapp.messages import Message
from webapp.update.root import ROOT


class CopyFolder:
    """The places that a pull works with."""

    def __init__(self, copy: Path) -> None:
        self.site = copy.resolve()
        self._work = self.site.with_name(f".{self.site.name}-pull")
        self.new = self._work / "new"
        self.parts = self._work / "parts"
        self._old = self._work / "old"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Lock out other pulls.

        Raises UpdateError if another pull is at work, or something else is where the copy should be.
        """
        self._work.mkdir(parents=True, exist_ok=True)
        with try_lock(self._work / "lock") as is_ours:
            if not is_ours:
                raise UpdateError(str(self.site), Message("another_pull"), Message("wait_for_it"))
            self._put_back()
            self._refuse_others()
            yield

    def switch(self) -> None:
        """Replace the copy with the new release, and tidy up."""
        flush(self.new)
        if not self.site.exists():
            move(self.new, self.site)
        elif not exchange(self.new, self.site):
            self._switch_in_two_steps()
        with suppress(OSError):  # the copy is in its place: the next pull tidies up
            self.tidy()

    def tidy(self) -> None:
        """Remove everything that a later pull does not need."""
        for folder in (self._old, self.new, self.parts):
            if folder.exists():
                shutil.rmtree(folder)

    def _switch_in_two_steps(self) -> None:
        move(self.site, self._old)
        try:
            move(self.new, self.site)
        except OSError:
            move(self._old, self.site)
            raise

    def _put_back(self) -> None:
        if not self._old.exists():
            return
        if self.site.exists():
            shutil.rmtree(self._old)
        else:
            move(self._old, self.site)

    def _refuse_others(self) -> None:
        if self.site.exists() and not self.site.is_dir():
            raise UpdateError(str(self.site), Message("not_a_folder"), Message("name_empty_folder"))
        if self.site.exists() and any(self.site.iterdir()) and not (self.site / ROOT).is_file():
            found = Message("no_signed_copy")
            raise UpdateError(str(self.site), found, Message("name_empty_folder"))
