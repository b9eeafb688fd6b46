"""Write the pictures inside a document to files."""

from pathlib import Path

from webapp.core.file_kind import kind_of, shown_as
from webapp.core.file_names import picture_ending
from webapp.core.finding import Finding
from webapp.disk.files import write_new
from webapp.messages import Message

RULE = "pictures"

_MOST = 300


class ExtractedPictures:
    """The folder of one document's pictures. Each gets a new name."""

    def __init__(self, folder: Path, stem: str = "picture") -> None:
        self._folder = folder
        self._stem = stem
        self._names: dict[bytes, str] = {}
        self._left_out: list[Message] = []

    def put(self, data: bytes) -> str:
        """Write the picture *data* and return its name in the folder; "" if browsers cannot show it."""
        if data in self._names:
            return self._names[data]
        kind = kind_of(data)
        if not shown_as(kind) or len(self._names) >= _MOST:
            self._left_out.append(kind or Message("unknown_drawing"))
            return ""
        name = f"{self._stem}-{len(self._names) + 1}{picture_ending(shown_as(kind))}"
        write_new(str(self._folder / name), data)
        self._names[data] = name
        return name

    def findings(self) -> list[Finding]:
        """Return a finding for the pictures that were left out."""
        if not self._left_out:
            return []
        kinds = tuple(dict.fromkeys(self._left_out))
        message = Message("left_out_pictures", count=len(self._left_out), kinds=kinds)
        remedy = Message("save_and_put_in")
        return [Finding(RULE, message, len(self._left_out), remedy)]
