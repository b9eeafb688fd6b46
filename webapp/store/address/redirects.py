"""Where more old addresses lead, as a person wrote it in ``moved.json``: those of a site that was here before, say.

Its keys are old addresses such as ``farming/tea``, its values the slugs of articles, or such as they once had. Until
``addresses.txt`` came (book.py), the program kept in it what had moved.
"""

import json
from pathlib import Path

from webapp.causes import cause
from webapp.errors import SettingsError
from webapp.messages import Message

REDIRECTS_FILE = "moved.json"


def load_redirects(root: Path) -> dict[str, str]:
    """Return what is written in the library at *root*. Raises SettingsError if it cannot be read."""
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
