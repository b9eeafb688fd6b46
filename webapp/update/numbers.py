"""The number of the last release that was signed, kept beside ``shuwu.toml``.

Copies take no release older than their own. ``build/`` may be deleted and clocks may go wrong, so the number is kept
apart, in ``signed.json``: keep it with the library.
"""

import json
from pathlib import Path

from webapp.disk.files import replace_file
from webapp.errors import UpdateError

NUMBER_FILE = "signed.json"


def last_number(record: Path) -> int:
    """Return the number that *record* keeps, 0 if there is no such file. Raises UpdateError if it cannot be read."""
    try:
        kept = json.loads(record.read_bytes())
    except FileNotFoundError:
        return 0
    except ValueError:
        kept = None
    number = kept.get("release") if isinstance(kept, dict) else None
    if type(number) is not int or number < 0:
        remedy = (
            'Write {"release": 2026113000} with the number of the last release, which each copy tells (shuwu verify).'
        )
        raise UpdateError(str(record), "it does not hold the number of a release.", remedy)
    return number


def keep_number(record: Path, number: int) -> None:
    """Let *record* keep *number*, if it does not do so already."""
    if last_number(record) != number:
        replace_file(record, json.dumps({"release": number}).encode() + b"\n")
