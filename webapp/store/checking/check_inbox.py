"""Count the files in the inbox, which readers do not see."""

from collections.abc import Iterator
from pathlib import Path

from webapp.core.file_names import is_ignored
from webapp.core.finding import CheckFinding
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.scan import INBOX

REFUSED = "refused"
ADDED = "added"
NOTE_ENDING = ".why.txt"
"""The name of a note is that of the refused file with this ending."""


def check_inbox(settings: Settings) -> Iterator[CheckFinding]:
    """Yield how many files wait in the inbox, and how many were refused."""
    inbox = settings.content / INBOX
    if waiting := len([name for name in _names(inbox) if name not in (REFUSED, ADDED)]):
        message = Message("files_wait", count=waiting)
        yield CheckFinding(INBOX, "inbox", message, Message("run_serve_or_watch"), waiting)
    if refused := len([name for name in _names(inbox / REFUSED) if not name.endswith(NOTE_ENDING)]):
        message = Message("files_refused", count=refused)
        remedy = Message("read_note")
        yield CheckFinding(f"{INBOX}/{REFUSED}", "inbox", message, remedy, refused)


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir() if not is_ignored(path.name)]
    except OSError:
        return []
