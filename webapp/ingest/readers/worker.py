"""Read Word, PDF and web files in a worker process, which is killed when it takes too long.

The readers of these formats are large, and a file may be malicious. The process starts with the first such file and
reads the others too, because starting it costs a second. Its memory, the files it writes and its answers are bounded.
If it dies, the file is refused and the next one gets a new process.
"""

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.disk.child import ChildEnded, ChildLate, Program
from webapp.errors import FileRefused
from webapp.messages import Message, from_json, to_json

MAX_SECONDS = 60.0
MAX_MEMORY_BYTES = 1_500_000_000
MAX_WRITTEN_BYTES = 64_000_000

_MODULE = "webapp.ingest.readers.worker_process"
_MAX_ANSWER_BYTES = 64_000_000
_TOO_HARD = Message("save_as_text_there")


class Worker:
    """The worker process; use it as a context. It starts when it is needed."""

    def __init__(self, max_seconds: float = MAX_SECONDS, max_memory_bytes: int = MAX_MEMORY_BYTES) -> None:
        self._max_seconds = max_seconds
        limits = [str(max_memory_bytes), str(MAX_WRITTEN_BYTES)]
        self._program = Program(_MODULE, limits, max_seconds, _MAX_ANSWER_BYTES)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._program.end()

    @property
    def pid(self) -> int:
        """The number of the running process; 0 if there is none."""
        return self._program.pid

    def read(self, kind: str, path: Path, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
        """Return the draft of the file at *path*, and the findings; write its pictures to *folder*.

        Raises FileRefused if it cannot be read within the bounds.
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
        try:
            answer: dict[str, Any] = json.loads(self._program.ask(request))
        except ChildLate:
            found = Message("reading_too_slow", seconds=self._max_seconds)
            raise FileRefused(name, found, _TOO_HARD) from None
        except ChildEnded:
            raise FileRefused(name, Message("damaged_or_memory"), _TOO_HARD) from None
        return answer


def as_answer(draft: Draft, findings: list[Finding]) -> bytes:
    """Return the answer for a readable file, as one line."""
    fields = asdict(draft) | {"date": draft.date.isoformat() if draft.date else ""}
    return _line({"draft": fields, "findings": list(map(asdict, findings))})


def as_refusal(found: Message, remedy: Message) -> bytes:
    """Return the answer for an unreadable file, as one line."""
    return _line({"refused": [found, remedy]})


def _line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, default=to_json).encode() + b"\n"


def _finding(kept: dict[str, Any]) -> Finding:
    return Finding(**{**kept, "message": from_json(kept["message"]), "remedy": from_json(kept["remedy"])})
