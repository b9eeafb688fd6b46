"""An empty library and a desk from which files are dropped."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from webapp.ingest import desk as desks
from webapp.ingest.add import add
from webapp.ingest.worker import Worker
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


@pytest.fixture(scope="session")
def lasting_worker() -> Iterator[Worker]:
    """A process that reads files for many tests."""
    with Worker() as worker:
        yield worker


@pytest.fixture
def one_worker(monkeypatch: pytest.MonkeyPatch, lasting_worker: Worker) -> None:
    """Each file that is added is read by the same process: to start one takes longer than to read a file."""
    monkeypatch.setattr(desks, "Worker", lambda: nullcontext(lasting_worker))


@pytest.fixture
def desk(tmp_path):
    """A desk with nothing on it."""
    return Desk(tmp_path)
