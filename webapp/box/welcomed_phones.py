"""Which phones have passed the welcome page, by their addresses in the network of the box."""

import time
from pathlib import Path

_STAYS_SECONDS = 6 * 3600
_MOST = 4096


class WelcomedPhones:
    """The processes of a box share an empty file for each phone in *folder*; its time is that of the last request.

    A phone that was silent for six hours is welcomed again, because another phone may have its address by then. If
    there are more phones than a network holds, the oldest are forgotten.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def let_in(self, address: str) -> None:
        """Remember the phone at *address*."""
        known = list(self._folder.iterdir())
        if len(known) >= _MOST:
            for path in sorted(known, key=_heard)[: _MOST // 2]:
                path.unlink(missing_ok=True)
        self._file(address).touch()

    def has(self, address: str) -> bool:
        """Tell whether the phone at *address* was let in; if so, remember it for longer."""
        file = self._file(address)
        # The clock of a box without a battery may start in another year.
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
