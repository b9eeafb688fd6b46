"""A cache in ``build/`` that outlives the program. A lost value is computed again."""

import hashlib
import marshal
from pathlib import Path
from typing import Any

from webapp.disk.files import write_unsynced

_DIGEST_BYTES = 16


def load_cached(path: Path, key: str) -> Any:
    """Return the value that ``save_cached`` wrote to *path* with the same *key*; None if it is missing or damaged."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    body = memoryview(kept)[_DIGEST_BYTES:]
    # marshal trusts its bytes, so it must not get damaged ones, or those of another Python.
    return marshal.loads(body) if kept[:_DIGEST_BYTES] == _digest(body, key) else None  # noqa: S302


def save_cached(path: Path, key: str, value: Any) -> None:
    """Write *value*, made of tuples, lists, dicts, texts, numbers, bytes and None, to *path*, whole or not at all.

    Raises OSError if that fails; then *path* is unchanged.
    """
    body = marshal.dumps(value)
    # No sync: the digest detects what a power cut leaves.
    write_unsynced(path, _digest(memoryview(body), key) + body)


def _digest(body: memoryview, key: str) -> bytes:
    return hashlib.blake2b(body, key=hashlib.blake2b(key.encode()).digest(), digest_size=_DIGEST_BYTES).digest()
