"""The library's file of synonyms: read again when it changes."""

from pathlib import Path

from webapp.core.language.synonyms import SynonymFault, SynonymGroup, read_groups
from webapp.messages import Message
from webapp.settings import Settings

SYNONYMS_FILE = "synonyms.txt"

_NOT_TEXT = SynonymFault(1, Message("no_utf8"), Message("save_utf8_in_editor"))


class Synonyms:
    """The groups of words in ``synonyms.txt`` beside ``shuwu.toml``; threads may share it.

    An unusable line is left out and listed in the faults, like an unreadable file.
    """

    def __init__(self, settings: Settings) -> None:
        self._path = settings.root / SYNONYMS_FILE
        self._read: tuple[object, tuple[SynonymGroup, ...], tuple[SynonymFault, ...]] = (None, (), ())

    def groups(self) -> tuple[SynonymGroup, ...]:
        """Return the current groups of the file."""
        return self._current()[1]

    def faults(self) -> tuple[SynonymFault, ...]:
        """Return the faults of the file, for a person to mend."""
        return self._current()[2]

    def _current(self) -> tuple[object, tuple[SynonymGroup, ...], tuple[SynonymFault, ...]]:
        state = _state(self._path)
        if state != self._read[0]:
            self._read = (state, *_groups_of(self._path))
        return self._read


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _groups_of(path: Path) -> tuple[tuple[SynonymGroup, ...], tuple[SynonymFault, ...]]:
    try:
        return read_groups(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return (), (_NOT_TEXT,)
    except OSError:
        return (), ()
