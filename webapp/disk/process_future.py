"""Find something in a process of its own: beside other work, and the memory that it took is free again afterwards.

The process is forked, so it has in memory what there is. Where the system cannot fork (Windows) the work is done here.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from webapp.disk.child import CAN_FORK, Asker, Child, ChildEnded
from webapp.errors import FreezeError
from webapp.messages import Message

T = TypeVar("T")


class ProcessFuture(Generic[T]):
    """What *find* returns, which is looked for from now on."""

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find
        self._child = Child(_work, find, is_forked=True) if CAN_FORK else None

    def result(self) -> T:
        """Return it, or raise what went wrong; may be called once. Raises FreezeError if the process was ended."""
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
