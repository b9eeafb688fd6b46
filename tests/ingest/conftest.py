"""An empty library and a desk from which files are dropped."""

import pytest

from webapp.ingest.add import add
from webapp.settings import Settings


class Desk:
    """A folder of files to drop, beside the library that they are dropped into."""

    def __init__(self, root):
        self.path = root / "desk"
        self.path.mkdir()
        self.settings = Settings(root / "library")
        self.settings.content.mkdir(parents=True)

    def write(self, name, data):
        """Put a file on the desk."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return file

    def add(self, *names, **options):
        """Add files of the desk, or all of it."""
        return add(self.settings, [self.path / name for name in names or ("",)], **options)

    def content(self):
        """Return the paths of all files of the library."""
        root = self.settings.content
        return sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file())

    def read(self, path):
        """Return a file of the library."""
        return (self.settings.content / path).read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path):
    """A desk with nothing on it."""
    return Desk(tmp_path)
