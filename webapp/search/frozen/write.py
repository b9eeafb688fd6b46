"""Write the files of the frozen index."""

from contextlib import suppress
from pathlib import Path

from webapp.disk.files import write_unsynced


def write_changed(path: Path, text: str) -> None:
    """Make *path* hold *text*; a file that does already keeps its date, which tells rsync there is nothing to send."""
    data = text.encode()
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return
    write_unsynced(path, data)
