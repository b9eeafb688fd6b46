"""Make the copies of many pictures: in several processes at once, or beside the live site.

The processes are new ones and not forked, for the live site has threads. Each is given one picture after the other, and
ends when the process that gives them does.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from webapp.errors import FreezeError, PictureError
from webapp.messages import Message
from webapp.pictures.thumbnails import DeferPicture, Thumbnails
from webapp.settings import Settings

FEW_PICTURES = 2
"""So many pictures are made sooner here than it takes to start a process."""

_ENDED = (Message("picture_process_ended"), Message("freeze_with_one_job"))

ReportPicture = Callable[[Path], None]
"""Is told each picture that is done."""


def make_all(settings: Settings, sources: Sequence[Path], jobs: int, on_progress: ReportPicture) -> None:
    """Make the copies of *sources* by *jobs* processes. How many there are makes no difference to the copies.

    A picture that cannot be shown is noted like the others; who describes it is told why. Raises FreezeError if one of
    the processes was ended from outside.
    """
    if jobs == 1 or len(sources) <= FEW_PICTURES:
        thumbnails = Thumbnails(settings)
        for source in sources:
            _make(thumbnails, source)
            on_progress(source)
        return
    with _workers(settings, min(jobs, len(sources))) as workers:
        for source in _shared(sources, workers):
            on_progress(source)


@contextmanager
def making_later(settings: Settings) -> Iterator[DeferPicture]:
    """Yield a function that queues a picture; a process beside this one makes the rest of its copies."""
    queue = _Queue(settings)
    try:
        yield queue.put
    finally:
        queue.close()


class _Queue:
    """Pictures that wait; while there are any, a process of low priority makes their copies."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._waiting: list[Path] = []
        self._tried: set[tuple[Path, int]] = set()
        self._lock = Lock()
        self._is_closed = False
        self._thread: Thread | None = None

    def put(self, source: Path) -> None:
        with self._lock, suppress(OSError):
            # What ended its process once is not tried again before it changes.
            attempt = (source, source.stat().st_mtime_ns)
            if attempt in self._tried or self._is_closed:
                return
            self._tried.add(attempt)
            self._waiting.append(source)
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True)
                self._thread.start()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._waiting.clear()
            thread = self._thread
        if thread:
            thread.join()

    def _run(self) -> None:
        while self._has_more():
            with _workers(self._settings, 1, is_nice=True) as (worker,), suppress(EOFError, OSError):
                while source := self._next():
                    worker.send(source)
                    worker.recv()

    def _has_more(self) -> bool:
        with self._lock:
            if not self._waiting:
                self._thread = None
            return bool(self._waiting)

    def _next(self) -> Path | None:
        with self._lock:
            return self._waiting.pop(0) if self._waiting else None


@contextmanager
def _workers(settings: Settings, count: int, is_nice: bool = False) -> Iterator[list[Connection]]:
    """Start *count* processes, and give the connections to them; they have ended afterwards."""
    context = get_context("spawn")
    connections: list[Connection] = []
    processes: list[Any] = []
    try:
        for _ in range(count):
            ours, theirs = context.Pipe()
            processes.append(context.Process(target=_work, args=(settings, theirs, is_nice), daemon=True))
            processes[-1].start()
            theirs.close()
            connections.append(ours)
        yield connections
    finally:
        for connection in connections:
            connection.close()
        for process in processes:
            process.join()


def _shared(sources: Sequence[Path], workers: list[Connection]) -> Iterator[Path]:
    """Give *sources* to *workers*, each the next one when it is idle, and yield those that are done."""
    waiting = list(sources)[::-1]
    busy: dict[Any, Path] = {}
    for worker in workers:
        _give(worker, waiting, busy)
    while busy:
        ready: list[Any] = list(wait(list(busy)))
        for worker in ready:
            source = busy.pop(worker)
            try:
                worker.recv()
            except (EOFError, OSError):
                raise FreezeError(source.name, *_ENDED) from None
            _give(worker, waiting, busy)
            yield source


def _give(worker: Any, waiting: list[Path], busy: dict[Any, Path]) -> None:
    if waiting:
        source = waiting.pop()
        busy[worker] = source
        worker.send(source)


def _work(settings: Settings, given: Connection, is_nice: bool) -> None:
    """Make the pictures that are *given*, and answer when each is done."""
    if is_nice and hasattr(os, "nice"):
        os.nice(10)
    thumbnails = Thumbnails(settings)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            _make(thumbnails, given.recv())
            given.send(None)


def _make(thumbnails: Thumbnails, source: Path) -> None:
    with suppress(PictureError):
        thumbnails.describe(source)
