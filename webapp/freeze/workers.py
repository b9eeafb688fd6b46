"""Share the pages of a freeze among processes.

The processes are forked, so each has the library in memory without reading it. Where the system cannot fork (Windows)
one process makes all pages. We do without the pools of multiprocessing: their workers outlive a parent that is killed,
and would keep the next freeze out.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any

from webapp.errors import FreezeError
from webapp.freeze.freezer import SiteFreezer
from webapp.freeze.ledger import FrozenPage, FrozenUrl
from webapp.messages import Message

FEW_PAGES = 200
"""So many pages are made sooner by one process than it takes to start more."""

_CHUNK = 50


def freeze_by(jobs: int, freezer: SiteFreezer, urls: Sequence[FrozenUrl]) -> Iterator[FrozenPage]:
    """Freeze *urls* by so many processes, and yield each page that did not fail; the freezer has the faults."""
    if jobs == 1 or len(urls) <= FEW_PAGES or not hasattr(os, "fork"):
        yield from freezer.freeze_urls(urls)
        return
    context: Any = multiprocessing.get_context("fork")
    readers: list[Connection] = []
    workers = []
    try:
        for number in range(jobs):
            reader, writer = context.Pipe(duplex=False)
            readers.append(reader)
            share = urls[number::jobs]
            workers.append(context.Process(target=_work, args=(freezer, share, writer, tuple(readers)), daemon=True))
            workers[-1].start()
            writer.close()
        yield from _collect(readers, freezer)
    finally:
        for reader in readers:
            reader.close()  # ends those that are still at work
        for worker in workers:
            worker.join()


def _collect(readers: Sequence[Connection], freezer: SiteFreezer) -> Iterator[FrozenPage]:
    unfinished: list[Any] = list(readers)
    while unfinished:
        for reader in wait(unfinished):
            message = _receive(reader)  # type: ignore[arg-type]  # wait() gives back what it was given
            if isinstance(message, BaseException):
                raise message
            if message is None:
                unfinished.remove(reader)
                continue
            pages, faults = message
            freezer.faults += faults
            yield from filter(freezer.accepts, pages)


def _receive(reader: Connection) -> Any:
    try:
        return reader.recv()
    except EOFError:
        raise FreezeError("", Message("freeze_process_ended"), Message("freeze_with_one_job")) from None


def _work(freezer: SiteFreezer, urls: Sequence[FrozenUrl], writer: Connection, readers: Sequence[Connection]) -> None:
    """Freeze *urls*, and send pages and faults through *writer*; an error in place of them, None at the end."""
    # While anybody holds the other end, a process whose parent was killed would wait for ever.
    for reader in readers:
        reader.close()
    try:
        pages = freezer.freeze_urls(urls)
        while chunk := list(islice(pages, _CHUNK)):
            writer.send((chunk, ()))
        writer.send(((), tuple(freezer.faults)))
        writer.send(None)
    except BrokenPipeError:
        pass
    except BaseException as error:
        writer.send(error)
