"""Write the files of a new release, with an eye on the one before."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from webapp.freeze.release import FrozenFile


class ReleaseWriter:
    """Fills the empty folder *root*; *before* is the release that it will replace.

    A file that *before* holds with the same content keeps its date, so that rsync does not send it again. *files* lists
    what was written.
    """

    def __init__(self, root: Path, before: Path) -> None:
        self.root = root
        self.files: list[FrozenFile] = []
        self._before = before
        self._folders = {root}
        self._names: dict[str, str] = {}

    def refusal(self, name: str) -> str:
        """Return why *name* cannot be that of a file here and what to do, or nothing."""
        if ".." in name.split("/"):
            return "leads out of the site. Rename what it shows."
        other = self._names.setdefault(name.casefold(), name)
        if other != name:
            return f"differs only in case from {other}, and a memory card cannot hold both. Rename one."
        return ""

    def write(self, name: str, content: bytes) -> None:
        """Write *content* to the file *name*, a path with forward slashes."""
        path = self.root / name
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        path.write_bytes(content)
        self._keep_date(path, self._before / name, content)
        self.files.append(FrozenFile(name, len(content), hashlib.sha256(content).hexdigest()))

    def _keep_date(self, path: Path, old: Path, content: bytes) -> None:
        with suppress(OSError):  # mostly that there is no such file; and a date is not worth failing for
            if old.read_bytes() == content:
                date = old.stat()
                os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))
