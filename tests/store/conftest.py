"""A library on disk that a test fills file by file."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from webapp.settings import Settings
from webapp.store.library import Library


class LibraryOnDisk:
    """A library whose clock stands still until a test moves it, and that counts the files that are read."""

    def __init__(self, root):
        self.settings = Settings(root)
        self.content = self.settings.content
        self.content.mkdir()
        self.now = datetime(2025, 6, 1)
        self.seconds = 0.0
        self.opened = []

    def write(self, path, data):
        """Write a file; its time differs from that of any version before, however fast the test."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.stat().st_mtime_ns if file.exists() else 0
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        if before:
            os.utime(file, ns=(before, before + 1_000_000_000))

    def load(self):
        """Return the library in memory."""
        return Library(self.settings, now=lambda: self.now, timer=lambda: self.seconds, open_bytes=self._open)

    def _open(self, path: Path) -> bytes:
        self.opened.append(path.relative_to(self.content).as_posix())
        return path.read_bytes()


@pytest.fixture
def library(tmp_path):
    """An empty library."""
    return LibraryOnDisk(tmp_path)
