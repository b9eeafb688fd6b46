"""A freeze in the background, with its progress for pages. The command passes in the function that freezes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread

from webapp.core.left_out import LeftOut
from webapp.errors import WebappError
from webapp.messages import Message

ReportFreeze = Callable[[int, int, str], None]
"""Gets the number of finished things, the total, and the last thing."""

Freeze = Callable[[ReportFreeze], LeftOut]
"""Writes the release, and returns what is left out of it. Raises WebappError if it fails."""


@dataclass(frozen=True, slots=True)
class FreezeState:
    """The progress of a freeze: *done* of *total* things; *total* is 0 while unknown.

    At the end, *left_out* tells what the release lacks, or *trouble* why there is no release.
    """

    is_running: bool = False
    is_done: bool = False
    done: int = 0
    total: int = 0
    trouble: tuple[Message, ...] = ()
    left_out: LeftOut | None = None


class FreezeJob:
    """Runs at most one freeze at a time. Without *freeze* the pages cannot start one."""

    def __init__(self, freeze: Freeze | None = None) -> None:
        self._freeze = freeze
        self._lock = Lock()
        self.state = FreezeState()

    @property
    def is_possible(self) -> bool:
        """Tell whether there is a function that freezes."""
        return self._freeze is not None

    def start(self) -> None:
        """Start a freeze unless one is running."""
        with self._lock:
            if self._freeze is None or self.state.is_running:
                return
            self.state = FreezeState(is_running=True)
        Thread(target=self._run, args=(self._freeze,), daemon=True).start()

    def _run(self, freeze: Freeze) -> None:
        trouble: tuple[Message, ...] = (Message("ended_without_word"),)
        left_out = None
        try:
            left_out = freeze(self._note)
            trouble = ()
        except WebappError as error:
            trouble = error.lines()
        finally:
            self.state = replace(self.state, is_running=False, is_done=not trouble, trouble=trouble, left_out=left_out)

    def _note(self, done: int, total: int, _what: str) -> None:
        self.state = replace(self.state, done=done, total=total)
