"""The number of the last signed release, kept beside ``shuwu.toml``.

Copies take no release older than their own. ``build/`` may be deleted and clocks may go wrong, so the number stands in
``signed.json``, which belongs to the library.
"""

import json
from pathlib import Path

from webapp.disk.files import write_file
from webapp.errors import UpdateError
from webapp.messages import Message

NUMBER_FILE = "signed.json"


def last_number(record: Path) -> int:
    """Return the number in *record*; 0 if there is no such file. Raises UpdateError if it cannot be read."""
    try:
        kept = json.loads(record.read_bytes())
    except FileNotFoundError:
        return 0
    except ValueError:
        kept = None
    number = kept.get("release") if isinstance(kept, dict) else None
    if type(number) is not int or number < 0:
        remedy = Message("write_release_number")
        raise UpdateError(str(record), Message("no_release_number"), remedy)
    return number


def keep_number(record: Path, number: int) -> None:
    """Write *number* to *record*, if it is not there already."""
    if last_number(record) != number:
        write_file(record, json.dumps({"release": number}).encode() + b"\n")
