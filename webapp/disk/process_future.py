"""Find something in a process of its own: beside other work, and the memory that it took is free again afterwards.

The process is forked, so it has in memory what there is. Where the system cannot fork (Windows) the work is done here.
"""

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from webapp.errors import FreezeError
from webapp.messages import Message

T = TypeVar("T")


class ProcessFuture(Generic[T]):
    """What *find* returns, which is looked for from now on."""

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find
        self._process: Any = None
        if hasattr(os, "fork"):
            context: Any = multiprocessing.get_context("fork")
            self._reader, writer = context.Pipe(duplex=False)
            self._process = context.Process(target=_work, args=(find, self._reader, writer), daemon=True)
            self._process.start()
            writer.close()

    def result(self) -> T:
        """Return it, or raise what went wrong; may be called once. Raises FreezeError if the process was ended."""
        if self._process is None:
            return self._find()
        try:
            found = self._reader.recv()
        except EOFError:
            raise FreezeError("", Message("freeze_process_ended"), Message("freeze_again")) from None
        finally:
            self._reader.close()
            self._process.join()
        if isinstance(found, BaseException):
            raise found
        return found  # type: ignore[no-any-return]


def _work(find: Callable[[], Any], reader: Connection, writer: Connection) -> None:
    reader.close()  # or this process would wait for ever to tell one that was killed
    try:
        found = find()
    except BaseException as error:
        found = error
    with suppress(BrokenPipeError):
        writer.send(found)
