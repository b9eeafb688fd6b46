"""Where the files lie that a box sends: a folder for each release, and a file that names the one of now."""

from pathlib import Path

POINTER = "current"
MISSING_PAGE = "missing.html"
"""The page for what is none of the site's files: its own ``404.html``, with links that hold at any depth."""
WELCOME = "welcome.html"
"""The page that phones get when they have joined the network."""

ADDRESS = b"{address}"
"""Stands in that page for the address of the box, which is another in each network."""


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
