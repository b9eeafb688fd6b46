"""Where more old addresses lead, as a person wrote it in ``moved.json``: those of a site that was here before, say.

Its keys are old addresses such as ``farming/tea``, its values the slugs of articles, or such as they once had. Until
``addresses.txt`` came (book.py), the program kept in it what had moved.
"""

import json
from pathlib import Path

from webapp.errors import SettingsError

REDIRECTS_FILE = "moved.json"


def load_redirects(root: Path) -> dict[str, str]:
    """Return what is written in the library at *root*. Raises SettingsError if it cannot be read."""
    path = root / REDIRECTS_FILE
    try:
        redirects = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SettingsError(
            str(path), f"it is not valid JSON: {error}.", "Mend that line, or delete the file."
        ) from None
    if not isinstance(redirects, dict) or not all(isinstance(slug, str) for slug in redirects.values()):
        remedy = 'Write {"old-section/old-name": "new-name", ...}, or delete the file.'
        raise SettingsError(str(path), "it does not hold addresses and names.", remedy)
    return redirects
