"""Which names the files of a release may have.

A manifest comes from elsewhere. Whoever signed it may have been robbed of the key: a name must not lead out of the
copy, and must be writable on a card and on Windows, or the copy could not be made there.
"""

import re

from webapp.core.slug import DEVICES

RELEASE_FOLDER = "release"
"""The folder of the manifest itself, which lists all files but those in it."""

_MOST_BYTES = 240
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')


def name_fault(name: str) -> str:
    """Return why *name* cannot be that of a file of a release; "" if it can."""
    if _FORBIDDEN.search(name):
        return "has a character that not all file systems allow"
    if len(name.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        return "is too long"
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "leads out of its folder"
    if any(part.endswith((" ", ".")) or part.split(".")[0].strip().lower() in DEVICES for part in parts):
        return "cannot be a name on Windows"
    if parts[0].lower() == RELEASE_FOLDER:
        return "lies where the manifest lies"
    return ""


def names_fault(names: list[str]) -> str:
    """Return why files of these *names* cannot lie side by side; "" if they can."""
    seen: dict[str, str] = {}
    for name in names:
        fault = name_fault(name)
        if fault:
            return f"{name!r} {fault}"
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            return f"{name!r} and {other!r} differ only in case"
    for name in names:
        folder = name.casefold().rpartition("/")[0]
        while folder:
            if folder in seen:
                return f"{seen[folder]!r} is a file and a folder"
            folder = folder.rpartition("/")[0]
    return ""
