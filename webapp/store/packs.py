"""The folder of packs. It is beside the frozen site, not in it, so updates do not carry packs."""

from pathlib import Path

from webapp.settings import Settings

PACKS_FOLDER = "packs"
"""Its name, on disk below ``build/`` and in addresses."""

ICON = "icon.jpg"
"""The picture of a pack in the catalogues."""

LISTS = {
    "index.html": "text/html; charset=utf-8",
    "opds.xml": "application/atom+xml;profile=opds-catalog;kind=acquisition",
    "opds.json": "application/opds+json",
}
"""The lists of packs, for people and for reading apps."""


def is_to_be_saved(name: str) -> bool:
    """Tell whether the file *name* is a pack, which must be saved: the policy of pages forbids its scripts."""
    return name not in LISTS and name != ICON


def packs_folder(settings: Settings) -> Path:
    """Return the folder of packs; make it if it is missing."""
    folder = settings.build / PACKS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def find_pack(settings: Settings, name: str) -> Path | None:
    """Return the pack or list *name*; None if there is none. Names of unfinished files begin with a dot."""
    folder = settings.build / PACKS_FOLDER
    path = folder / name
    is_there = path.parent == folder and not name.startswith(".") and path.is_file()
    return path if is_there else None
