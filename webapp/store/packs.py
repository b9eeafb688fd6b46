"""The folder of packs: beside the frozen site, not in it, or each update would carry them."""

from pathlib import Path

from webapp.settings import Settings

PACKS_FOLDER = "packs"
"""Its name, on disk below ``build/`` and in addresses."""

ICON = "icon.jpg"
"""What stands for a pack in the catalogues."""

LISTS = {
    "index.html": "text/html; charset=utf-8",
    "opds.xml": "application/atom+xml;profile=opds-catalog;kind=acquisition",
    "opds.json": "application/opds+json",
}
"""What lists the packs, for people and for reading apps."""


def is_to_be_saved(name: str) -> bool:
    """Tell whether the file *name* of the folder is a pack: the policy of pages forbids the scripts inside it."""
    return name not in LISTS and name != ICON


def packs_folder(settings: Settings) -> Path:
    """Return the folder that packs are written into; it is there."""
    folder = settings.build / PACKS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def find_pack(settings: Settings, name: str) -> Path | None:
    """Return the pack or list called *name*; None if there is none. What is still being written begins with a dot."""
    folder = settings.build / PACKS_FOLDER
    path = folder / name
    is_there = path.parent == folder and not name.startswith(".") and path.is_file()
    return path if is_there else None
