"""Compute something in a process of its own, beside other work. Its memory is free again afterwards.

The process is forked, so it shares our memory. Where the system cannot fork (Windows) the work is done here.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from webapp.disk.child import CAN_FORK, Asker, Child, ChildEnded
from webapp.errors import FreezeError
from webapp.messages import Message

T = TypeVar("T")


class ProcessFuture(Generic[T]):
    """The result of *find*, which starts at once."""

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find
        self._child = Child(_work, find, is_forked=True) if CAN_FORK else None

    def result(self) -> T:
        """Return the result of *find* or raise its error, once. Raises FreezeError if the process was killed."""
        if self._child is None:
            return self._find()
        try:
            found: T = self._child.receive()
        except ChildEnded:
            raise FreezeError("", Message("freeze_process_ended"), Message("freeze_again")) from None
        finally:
            self._child.end()
        return found


def _work(asker: Asker, find: Callable[[], Any]) -> None:
    asker.send(find())
