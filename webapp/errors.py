"""Errors that a person can put right.

Everything here prints as one line that says where, what was found and what to do instead.
A bug is not one of these: it is left to crash.
"""

from pathlib import Path


class WebappError(Exception):
    """Base of all errors that end a command with one line and exit code 1."""


class SettingsError(WebappError):
    """``shuwu.toml`` or a ``SHUWU_*`` variable holds something unusable."""

    def __init__(self, where: str, found: str, remedy: str) -> None:
        super().__init__(f"{where}: {found} {remedy}")
        self.where = where
        self.found = found
        self.remedy = remedy


class LibraryNotFound(WebappError):
    """The folder given as the library has no ``shuwu.toml`` in it."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root}: no shuwu.toml here, so this is not a library. "
            f"Make one with 'shuwu new {root}' or name another folder with --library."
        )
        self.root = root


class LibraryExists(WebappError):
    """A library cannot be made where something lies already."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{root}: there is something here already. Name a folder that is empty or not there yet.")
        self.root = root


class ArticleError(WebappError):
    """A content file breaks the article format. *line* counts from 1; 0 means the file as a whole."""

    def __init__(self, path: str, line: int, found: str, remedy: str) -> None:
        place = f"{path}, line {line}" if line else path
        super().__init__(f"{place}: {found} {remedy}")
        self.path = path
        self.line = line
        self.found = found
        self.remedy = remedy


class FileRefused(WebappError):
    """A dropped file cannot become an article; *remedy* says what its owner can do."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason} {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class PictureError(WebappError):
    """A picture cannot be shown: *found* says why, *remedy* what to do."""

    def __init__(self, name: str, found: str, remedy: str) -> None:
        super().__init__(f"{name}: {found} {remedy}")
        self.name = name
        self.found = found
        self.remedy = remedy


class FreezeError(WebappError):
    """The release cannot be published; *faults* lists every reason, one line each."""

    def __init__(self, summary: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__("\n  ".join((summary, *faults)))
        self.summary = summary
        self.faults = faults


class AddressError(WebappError):
    """The site cannot be served at *host* and *port*."""

    def __init__(self, host: str, port: int, found: str, remedy: str) -> None:
        super().__init__(f"{host}:{port}: {found} {remedy}")
        self.host = host
        self.port = port
        self.found = found
        self.remedy = remedy


class QueryFileError(WebappError):
    """A file of queries has a line that is none. *line* counts from 1."""

    def __init__(self, path: Path, line: int, found: str) -> None:
        super().__init__(f'{path}, line {line}: {found} Write one object a line: {{"qid": "1", "query": "乡村振兴"}}')
        self.path = path
        self.line = line
        self.found = found


class NotEditable(WebappError):
    """An article cannot be changed from here."""

    def __init__(self, path: str, found: str, remedy: str) -> None:
        super().__init__(f"{path}: {found} {remedy}")
        self.path = path
        self.found = found
        self.remedy = remedy


class ChangedMeanwhile(WebappError):
    """Somebody changed the file since it was read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: somebody changed it meanwhile. Look at it again, and repeat what you did.")
        self.name = name


class PasswordTooShort(WebappError):
    """A password is easy to guess."""

    def __init__(self, least: int) -> None:
        super().__init__(f"The password is too short. Take one of at least {least} characters, as three words have.")
        self.least = least


class UpdateError(WebappError):
    """A release cannot be signed, verified or pulled. *where* is the file, folder or address at fault."""

    def __init__(self, where: str, found: str, remedy: str) -> None:
        super().__init__(f"{where}: {found} {remedy}")
        self.where = where
        self.found = found
        self.remedy = remedy


class PackError(WebappError):
    """A pack cannot be made as it was asked for."""

    def __init__(self, where: str, found: str, remedy: str) -> None:
        super().__init__(f"{where}: {found} {remedy}")
        self.where = where
        self.found = found
        self.remedy = remedy
