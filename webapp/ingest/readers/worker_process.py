"""The worker process: it reads the files named on its standard input, and answers each with one line.

worker.py starts it as ``python -m webapp.ingest.readers.worker_process MEMORY_BYTES WRITTEN_BYTES``. Each reader is
imported when the first file of its kind comes.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from webapp.disk.child import bound
from webapp.errors import FileRefused
from webapp.ingest.readers.worker import as_answer, as_refusal
from webapp.messages import Message

READER_MODULES = {
    "page": "webapp.ingest.readers.page",
    "saved_page": "webapp.ingest.readers.saved_page",
    "word": "webapp.ingest.readers.word",
    "pdf": "webapp.ingest.readers.pdf",
    "epub": "webapp.ingest.readers.epub",
}
"""The module of each kind. Its ``read(data, name, max_chars, folder)`` returns a draft and findings."""

_COPY_AGAIN = Message("save_anew_there")


def main(memory_bytes: int, written_bytes: int) -> None:
    """Answer until the input ends."""
    bound(memory_bytes, written_bytes)
    # The output of a library must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        answers.write(_answer(json.loads(line)))
        answers.flush()


def _answer(request: dict[str, Any]) -> bytes:
    try:
        data = Path(request["path"]).read_bytes()
        read = import_module(READER_MODULES[request["kind"]]).read
        return as_answer(*read(data, request["name"], request["max_chars"], Path(request["folder"])))
    except FileRefused as error:
        return as_refusal(error.found, error.remedy)
    except MemoryError:
        return as_refusal(Message("too_much_memory"), _COPY_AGAIN)
    except Exception as error:
        return as_refusal(Message("damaged_or_unusual", why=type(error).__name__), _COPY_AGAIN)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
