"""Count what lies in the inbox: readers see none of it."""

from collections.abc import Iterator
from pathlib import Path

from webapp.core.file_names import is_ignored
from webapp.core.finding import CheckFinding
from webapp.settings import Settings
from webapp.store.scan import INBOX

REFUSED = "refused"
ADDED = "added"
NOTE_ENDING = ".why.txt"
"""Stands behind the name of a refused file in that of the note which says why."""


def check_inbox(settings: Settings) -> Iterator[CheckFinding]:
    """Yield how many files wait in the inbox, and how many were refused."""
    inbox = settings.content / INBOX
    if waiting := len([name for name in _names(inbox) if name not in (REFUSED, ADDED)]):
        message = "a file waits to be added." if waiting == 1 else f"{waiting} files wait to be added."
        yield CheckFinding(INBOX, "inbox", message, "Run: shuwu serve, or: shuwu add --watch", waiting)
    if refused := len([name for name in _names(inbox / REFUSED) if not name.endswith(NOTE_ENDING)]):
        message = "a file could not be added." if refused == 1 else f"{refused} files could not be added."
        remedy = "Read the note beside it, and mend or delete the file."
        yield CheckFinding(f"{INBOX}/{REFUSED}", "inbox", message, remedy, refused)


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir() if not is_ignored(path.name)]
    except OSError:
        return []
