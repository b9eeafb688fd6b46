"""Which phones have been through the welcome page, by their addresses in the network of the box."""

import time
from pathlib import Path

_STAYS_SECONDS = 6 * 3600
_MOST = 4096


class WelcomedPhones:
    """The processes of a box share an empty file for each phone in *folder*; its time is when it was heard last.

    A phone that comes back the same day is not welcomed again; one that has not been heard for six hours is, because
    its address may be that of another by then. Of more phones than a network holds the oldest are forgotten.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def let_in(self, address: str) -> None:
        """Remember the phone with this *address*."""
        known = list(self._folder.iterdir())
        if len(known) >= _MOST:
            for path in sorted(known, key=_heard)[: _MOST // 2]:
                path.unlink(missing_ok=True)
        self._file(address).touch()

    def has(self, address: str) -> bool:
        """Tell whether the phone with this *address* was let in, and remember it for longer."""
        file = self._file(address)
        # A box without a battery may wake up in another year.
        if abs(time.time() - _heard(file)) > _STAYS_SECONDS:
            return False
        file.touch()
        return True

    def _file(self, address: str) -> Path:
        return self._folder / address.removeprefix("::ffff:").replace(":", "-")


def _heard(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0
