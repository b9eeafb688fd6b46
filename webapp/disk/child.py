"""Child processes: all are started, bounded, awaited and ended here.

A *child* calls a function of ours. A forked child shares our memory. A process with threads cannot fork safely, and
Windows cannot fork at all, so a child may also be spawned. We do not use the pools of multiprocessing: their workers
outlive a killed parent, and would lock out the next freeze. A child ends with its parent, because then nobody holds the
other end of its pipe.

A *program* reads files of strangers. It gets none of our environment, which may hold a password, and it answers in
lines, because unpickling would run whatever the sender says.
"""

import atexit
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, NamedTuple
from weakref import WeakSet

Asker = Connection
"""The child's end of the pipe."""

CAN_FORK = hasattr(os, "fork")

_ROOT = Path(__file__).parents[2]
_END_SECONDS = 60.0
_NICE = 10

_starting = RLock()
_ends: WeakSet[Connection] = WeakSet()


class ChildEnded(Exception):
    """The process was killed before it answered, for lack of memory, say."""


class ChildLate(Exception):
    """The process did not answer in time, and was killed."""


class Child:
    """A process that calls ``work(asker, *given)``; use it as a context, or call ``end``.

    ``receive`` raises what *work* raises. A forked child has *given* in memory, a spawned one unpickles it. Only a
    child that *has_children* can start processes.
    """

    def __init__(
        self,
        work: Callable[..., None],
        *given: Any,
        is_forked: bool = False,
        is_nice: bool = False,
        has_children: bool = False,
    ) -> None:
        context: Any = get_context("fork" if is_forked else "spawn")
        with _starting:
            self._connection, theirs = context.Pipe()
            _ends.add(self._connection)
            # If another process held our end, a child whose parent was killed would wait for ever.
            inherited = tuple(_ends) if is_forked else ()
            task = (theirs, inherited, is_nice, work, given)
            self._process = context.Process(target=_run, args=task, daemon=not has_children)
            self._process.start()
            theirs.close()
        if has_children:
            atexit.register(self._process.terminate)  # a server does not wait when it ends

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._process.pid)

    def send(self, value: Any) -> None:
        """Send *value*. Raises ChildEnded if the child has ended."""
        try:
            self._connection.send(value)
        except OSError:
            raise ChildEnded from None

    def receive(self) -> Any:
        """Return the next value from the child, or raise its error. Raises ChildEnded if it ended."""
        try:
            answer = self._connection.recv()
        except (EOFError, OSError):
            raise ChildEnded from None
        if isinstance(answer, _Failure):
            raise answer.error
        return answer

    def let_go(self) -> None:
        """Tell the process to end."""
        self._connection.close()

    def end(self) -> None:
        """Tell the process to end, and kill it if it does not."""
        self.let_go()
        self._process.join(_END_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        atexit.unregister(self._process.terminate)


def ready(children: Iterable[Child]) -> list[Child]:
    """Wait until some of *children* have sent something or ended, and return them."""
    by_end = {child._connection: child for child in children}
    return [by_end[end] for end in wait(list(by_end))]  # it gives back what it was given


@contextmanager
def together(children: Iterable[Child]) -> Iterator[list[Child]]:
    """Start *children* one by one, yield them, and end them afterwards."""
    started: list[Child] = []
    try:
        # If the second cannot be started, the first has to end.
        for child in children:
            started.append(child)
        yield started
    finally:
        for child in started:
            child.let_go()
        for child in started:
            child.end()


class _Failure(NamedTuple):
    error: BaseException


def _run(
    theirs: Asker, inherited: Sequence[Connection], is_nice: bool, work: Callable[..., None], given: Sequence[Any]
) -> None:
    for end in inherited:
        end.close()
    if is_nice and hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        work(theirs, *given)
    except (EOFError, ConnectionError):
        pass  # nobody wants more
    except BaseException as error:
        with suppress(ConnectionError):
            theirs.send(_Failure(error))


class Program:
    """A module of ours that answers each line of its input with a line; *arguments* are those of its command line.

    The first question starts it. An answer may take *max_seconds* and have *max_answer_bytes*.
    """

    def __init__(self, module: str, arguments: Sequence[str], max_seconds: float, max_answer_bytes: int) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._max_seconds = max_seconds
        self._max_answer_bytes = max_answer_bytes
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The number of the running process; 0 if there is none."""
        return self._process.pid if self._process else 0

    def ask(self, line: bytes) -> bytes:
        """Return the answer to *line*. Raises ChildLate if it takes too long, ChildEnded if there is none."""
        process = self._process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the program was started without pipes")
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = self._read_line(process.stdout.fileno(), time.monotonic() + self._max_seconds)
        except BrokenPipeError:
            answer = b""
        except TimeoutError:
            self.end()
            raise ChildLate from None
        if not answer.endswith(b"\n"):
            self.end()
            raise ChildEnded
        return answer

    def end(self) -> None:
        """Kill the process, if there is one."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (our own program)
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PATH": os.environ.get("PATH", "")},
            start_new_session=True,
        )

    def _read_line(self, stream: int, deadline: float) -> bytes:
        """Return the next line, or its beginning if the process died. Raises TimeoutError at the *deadline*."""
        pieces: list[bytes] = []
        size = 0
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while size <= self._max_answer_bytes:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                piece = os.read(stream, 1 << 20)
                pieces.append(piece)
                size += len(piece)
                if not piece or piece.endswith(b"\n"):
                    break
        return b"".join(pieces)


def bound(memory_bytes: int, written_bytes: int) -> None:
    """Limit the memory of this process, and the size of each file that it writes."""
    import resource  # noqa: PLC0415 (Windows has none)

    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written_bytes, written_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
