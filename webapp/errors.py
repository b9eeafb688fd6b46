"""Errors that a person can mend.

Each says where, what was found and what to do, as messages in the reader's language. A bug is no WebappError: it
crashes.
"""

from pathlib import Path

from webapp.messages import NOTHING, Message, Value, with_remedy


class WebappError(Exception):
    """Base of all errors that end a command with one line and exit code 1.

    *where* is the file, folder, address or option at fault, "" for none; *line* counts from 1, and 0 means the whole.
    """

    line = 0

    # Exception keeps its arguments, so an error can be sent to another process.
    def __init__(self, where: Value, found: Message, remedy: Message = NOTHING) -> None:
        self.where = where
        self.found = found
        self.remedy = remedy

    def lines(self) -> tuple[Message, ...]:
        """Return its messages: the error, and a line for each fault."""
        what = with_remedy(self.found, self.remedy)
        if self.line:
            return (Message("at_line", where=self.where, line=self.line, what=what),)
        return (Message("at", where=self.where, what=what) if self.where else what,)

    def __str__(self) -> str:
        """Return the message in English, for logs."""
        return "\n  ".join(map(str, self.lines()))


class SettingsError(WebappError):
    """``shuwu.toml`` or a ``SHUWU_*`` variable has an unusable value."""


class LibraryNotFound(WebappError):
    """The folder of the library has no ``shuwu.toml``."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, Message("no_library"), Message("make_or_name_library", folder=root))


class LibraryExists(WebappError):
    """A library cannot be made in a folder that is not empty."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, Message("something_here"), Message("name_empty_folder"))


class ArticleError(WebappError):
    """A content file breaks the article format."""

    def __init__(self, path: str, line: int, found: Message, remedy: Message) -> None:
        super().__init__(path, found, remedy)
        self.path = path
        self.line = line

    def found_on_line(self) -> Message:
        """Return what was found, with its line if there is one."""
        return Message("on_line", line=self.line, what=self.found) if self.line else self.found


class FileRefused(WebappError):
    """A dropped file cannot become an article; *remedy* says what its owner can do."""

    def __init__(self, name: str, found: Message, remedy: Message) -> None:
        super().__init__(name, found, remedy)
        self.name = name


class PictureError(WebappError):
    """A picture cannot be shown: *found* says why, *remedy* what to do."""


class FreezeError(WebappError):
    """The release cannot be published; *faults* has a line for each reason."""

    def __init__(
        self, where: Value, found: Message, remedy: Message = NOTHING, faults: tuple[Message, ...] = ()
    ) -> None:
        super().__init__(where, found, remedy)
        self.args = (where, found, remedy, faults)
        self.faults = faults

    def lines(self) -> tuple[Message, ...]:
        """Return the error, and the faults."""
        return (*super().lines(), *self.faults)


class AddressError(WebappError):
    """The site cannot be served at this host and port."""


class QueryFileError(WebappError):
    """A file of queries has a line that is no query."""

    def __init__(self, path: Path, line: int, found: Message) -> None:
        super().__init__(path, found, Message("write_query"))
        self.line = line


class NotEditable(WebappError):
    """An article cannot be changed by the program."""


class ChangedMeanwhile(WebappError):
    """The file changed since it was read."""

    def __init__(self, name: str) -> None:
        super().__init__(name, Message("changed_meanwhile"), Message("look_and_repeat"))


class PasswordTooShort(WebappError):
    """A password is easy to guess."""

    def __init__(self, least: int) -> None:
        super().__init__("", Message("password_too_short"), Message("take_longer_password", least=least))


class UpdateError(WebappError):
    """A release cannot be signed, verified or pulled. *where* is the file, folder or address at fault."""


class PackError(WebappError):
    """A pack cannot be made with these options."""
