"""Which names the files of a release may have.

A manifest comes from elsewhere, and a key may be stolen. So a name must not lead out of the copy. It must also be
valid on cards and on Windows, or the copy could not be made there.
"""

import re

from webapp.core.slug import DEVICES
from webapp.messages import NOTHING, Message

RELEASE_FOLDER = "release"
"""The folder of the manifest itself, which lists all files but those in it."""

_MOST_BYTES = 240
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')


def name_fault(name: str) -> Message:
    """Return why a file of a release cannot have this *name*; NOTHING if it can."""
    if _FORBIDDEN.search(name):
        return Message("name_bad_character", name=name)
    if len(name.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        return Message("name_too_long", name=name)
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return Message("name_out_of_folder", name=name)
    if any(part.endswith((" ", ".")) or part.split(".")[0].strip().lower() in DEVICES for part in parts):
        return Message("name_not_windows", name=name)
    if parts[0].lower() == RELEASE_FOLDER:
        return Message("name_of_manifest", name=name)
    return NOTHING


def names_fault(names: list[str]) -> Message:
    """Return why files of these *names* cannot exist side by side; NOTHING if they can."""
    seen: dict[str, str] = {}
    for name in names:
        fault = name_fault(name)
        if fault:
            return fault
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            return Message("names_differ_in_case", name=name, other=other)
    for name in names:
        folder = name.casefold().rpartition("/")[0]
        while folder:
            if folder in seen:
                return Message("file_and_folder", name=seen[folder])
            folder = folder.rpartition("/")[0]
    return NOTHING
