"""Redirects that a person wrote into ``moved.json``, for example from the addresses of an earlier site.

Its keys are old addresses such as ``farming/tea``, its values are present or former slugs of articles. Before
``addresses.txt`` (book.py) the program kept its own redirects there.
"""

import json
from pathlib import Path

from webapp.causes import cause
from webapp.errors import SettingsError
from webapp.messages import Message

REDIRECTS_FILE = "moved.json"


def load_redirects(root: Path) -> dict[str, str]:
    """Return the redirects of the library at *root*. Raises SettingsError if the file cannot be read."""
    path = root / REDIRECTS_FILE
    try:
        redirects = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SettingsError(str(path), Message("bad_json", why=cause(error)), Message("mend_line_or_delete")) from None
    if not isinstance(redirects, dict) or not all(isinstance(slug, str) for slug in redirects.values()):
        remedy = Message("write_moves")
        raise SettingsError(str(path), Message("no_moves"), remedy)
    return redirects
