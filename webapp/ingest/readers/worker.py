"""Read files of others' formats in a process of its own, which is killed when it takes too long.

A Word, PDF or web page reader is large, and what it reads may have been made to harm it. The process is started for
the first such file, and reads all the others too: starting it costs a second. Its memory, the files it writes and the
answer it gives are bounded; if it dies, the file is refused and the next one has a new process.
"""

import json
import os
import selectors
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.messages import Message, from_json, to_json

MAX_SECONDS = 60.0
MAX_MEMORY_BYTES = 1_500_000_000
MAX_WRITTEN_BYTES = 64_000_000

_MAX_ANSWER_BYTES = 64_000_000
_ROOT = Path(__file__).parents[3]
_TOO_HARD = Message("save_as_text_there")


class Worker:
    """The process that reads; use it as a context. It does not exist before it is needed."""

    def __init__(self, max_seconds: float = MAX_SECONDS, max_memory_bytes: int = MAX_MEMORY_BYTES) -> None:
        self._max_seconds = max_seconds
        self._max_memory_bytes = max_memory_bytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    @property
    def pid(self) -> int:
        """The number of the running process; 0 if there is none."""
        return self._process.pid if self._process else 0

    def read(self, kind: str, path: Path, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
        """Return the draft of the file at *path*; its pictures are put into *folder*.

        Raises FileRefused if it cannot be read, or not within the bounds.
        """
        request = {"kind": kind, "path": os.fsdecode(path), "name": name, "max_chars": max_chars, "folder": str(folder)}
        answer = self._ask(name, json.dumps(request).encode() + b"\n")
        if "refused" in answer:
            raise FileRefused(name, *map(from_json, answer["refused"]))
        fields = answer["draft"]
        date = datetime.fromisoformat(fields["date"]) if fields["date"] else None
        draft = Draft(**{**fields, "date": date, "tags": tuple(fields["tags"]), "pictures": tuple(fields["pictures"])})
        return draft, list(map(_finding, answer["findings"]))

    def _ask(self, name: str, request: bytes) -> dict[str, Any]:
        process = self._process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the worker was started without pipes")
        try:
            process.stdin.write(request)
            process.stdin.flush()
            line = _read_line(process.stdout, time.monotonic() + self._max_seconds)
        except BrokenPipeError:
            line = b""
        except TimeoutError:
            self._stop()
            found = Message("reading_too_slow", seconds=self._max_seconds)
            raise FileRefused(name, found, _TOO_HARD) from None
        if not line.endswith(b"\n"):
            self._stop()
            raise FileRefused(name, Message("damaged_or_memory"), _TOO_HARD)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        # Nothing of this process's surroundings is handed on, such as a password in a variable.
        environ = {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PATH": os.environ.get("PATH", "")}
        limits = [str(self._max_memory_bytes), str(MAX_WRITTEN_BYTES)]
        return subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-P", "-m", "webapp.ingest.readers.worker_process", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
            start_new_session=True,
        )

    def _stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def as_answer(draft: Draft, findings: list[Finding]) -> bytes:
    """Return what the process answers for a file that it could read, as one line."""
    fields = asdict(draft) | {"date": draft.date.isoformat() if draft.date else ""}
    return _line({"draft": fields, "findings": list(map(asdict, findings))})


def as_refusal(found: Message, remedy: Message) -> bytes:
    """Return what the process answers for a file that it could not read, as one line."""
    return _line({"refused": [found, remedy]})


def _line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, default=to_json).encode() + b"\n"


def _finding(kept: dict[str, Any]) -> Finding:
    return Finding(**{**kept, "message": from_json(kept["message"]), "remedy": from_json(kept["remedy"])})


def _read_line(stream: IO[bytes], deadline: float) -> bytes:
    """Return the next line; what there is of it if the process died. Raises TimeoutError at the *deadline*."""
    pieces: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while size <= _MAX_ANSWER_BYTES:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            piece = os.read(stream.fileno(), 1 << 20)
            pieces.append(piece)
            size += len(piece)
            if not piece or piece.endswith(b"\n"):
                break
    return b"".join(pieces)
