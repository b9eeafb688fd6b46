"""Make the copies of many pictures: in several processes at once, or beside the live site.

The processes are spawned and not forked, because the live site has threads. Each gets one picture after the other, and
ends with its parent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

from webapp.disk.child import Asker, Child, ChildEnded, ready, together
from webapp.errors import FreezeError, PictureError
from webapp.messages import Message
from webapp.pictures.thumbnails import DeferPicture, Thumbnails
from webapp.settings import Settings

FEW_PICTURES = 2
"""Making up to this many pictures here is quicker than starting a process."""

_ENDED = (Message("picture_process_ended"), Message("freeze_with_one_job"))

ReportPicture = Callable[[Path], None]
"""Gets each finished picture."""


def make_all(settings: Settings, sources: Sequence[Path], jobs: int, on_progress: ReportPicture) -> None:
    """Make the copies of *sources* in *jobs* processes. Their number does not change the copies.

    For a picture that cannot be shown the reason is kept, and ``describe`` raises it. Raises FreezeError if one of the
    processes was killed.
    """
    if jobs == 1 or len(sources) <= FEW_PICTURES:
        thumbnails = Thumbnails(settings)
        for source in sources:
            _make(thumbnails, source)
            on_progress(source)
        return
    with together(Child(_work, settings) for _ in range(min(jobs, len(sources)))) as workers:
        for source in _shared(sources, workers):
            on_progress(source)


@contextmanager
def making_later(settings: Settings) -> Iterator[DeferPicture]:
    """Yield a function that queues a picture; another process makes the rest of its copies."""
    queue = _Queue(settings)
    try:
        yield queue.put
    finally:
        queue.close()


class _Queue:
    """The waiting pictures; a process of low priority makes their copies."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._waiting: list[Path] = []
        self._tried: set[tuple[Path, int]] = set()
        self._lock = Lock()
        self._is_closed = False
        self._thread: Thread | None = None

    def put(self, source: Path) -> None:
        with self._lock, suppress(OSError):
            # A picture that killed its process is not tried again before it changes.
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
            with Child(_work, self._settings, is_nice=True) as worker, suppress(ChildEnded):
                while source := self._next():
                    worker.send(source)
                    worker.receive()

    def _has_more(self) -> bool:
        with self._lock:
            if not self._waiting:
                self._thread = None
            return bool(self._waiting)

    def _next(self) -> Path | None:
        with self._lock:
            return self._waiting.pop(0) if self._waiting else None


def _shared(sources: Sequence[Path], workers: Iterable[Child]) -> Iterator[Path]:
    """Give each idle worker the next of *sources*, and yield the finished ones."""
    waiting = list(sources)[::-1]
    busy: dict[Child, Path] = {}
    for worker in workers:
        _give(worker, waiting, busy)
    while busy:
        for worker in ready(busy):
            source = busy.pop(worker)
            try:
                worker.receive()
            except ChildEnded:
                raise FreezeError(source.name, *_ENDED) from None
            _give(worker, waiting, busy)
            yield source


def _give(worker: Child, waiting: list[Path], busy: dict[Child, Path]) -> None:
    if waiting:
        source = waiting.pop()
        busy[worker] = source
        worker.send(source)


def _work(asker: Asker, settings: Settings) -> None:
    """Make each requested picture, and answer when it is done."""
    thumbnails = Thumbnails(settings)
    with suppress(KeyboardInterrupt):
        while True:
            _make(thumbnails, asker.recv())
            asker.send(None)


def _make(thumbnails: Thumbnails, source: Path) -> None:
    with suppress(PictureError):
        thumbnails.describe(source)
