"""A digest of the code: its output may be reused only by the same code."""

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
# The libraries whose output we keep.
_LIBRARIES = tuple("flask jinja2 markupsafe mistune nh3 opencc pypinyin pyyaml rjieba tdewolff-minify werkzeug".split())  # noqa: SIM905


@cache
def code_digest() -> str:
    """Return a digest of this program's files and the versions of Python and the libraries whose output we keep."""
    found = hashlib.blake2b(repr((sys.version, [version(name) for name in _LIBRARIES])).encode(), digest_size=16)
    for path in sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        found.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()
