"""Where a box keeps the files that it sends: a folder for each release, and a file that names the current one."""

from pathlib import Path

POINTER = "current"
MISSING_PAGE = "missing.html"
"""The site's ``404.html``, with links that work at any depth."""
WELCOME = "welcome.html"
"""The page that phones get after they joined the network."""

ADDRESS = b"{address}"
"""The placeholder in that page for the address of the box, which differs in each network."""


def served_folder(site: Path) -> Path:
    """Return where the prepared folders of *site* lie."""
    return site.with_name(f".{site.name}-served")


def current(site: Path) -> Path:
    """Return the folder that was prepared last; it may be missing."""
    pointer = served_folder(site) / POINTER
    try:
        return pointer.with_name(pointer.read_text())
    except FileNotFoundError:
        return pointer.with_name("none")
