"""Addresses that articles had, kept so that links to them go on working.

They are in people's chats and bookmarks, and nothing in ``content/`` tells them: so they are kept beside it, in
``moved.json``, and not in ``build/``, which may be deleted. Its keys are old addresses such as ``farming/tea``, its
values the slugs of the articles now. A person may add to it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from webapp.errors import SettingsError
from webapp.store.snapshot import Mark

FILE_NAME = "moved.json"


def load_moved(root: Path) -> dict[str, str]:
    """Return what is kept in the library at *root*. Raises SettingsError if it cannot be read."""
    path = root / FILE_NAME
    try:
        moved = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SettingsError(
            str(path), f"it is not valid JSON: {error}.", "Mend that line, or delete the file."
        ) from None
    if not isinstance(moved, dict) or not all(isinstance(slug, str) for slug in moved.values()):
        remedy = 'Write {"old-section/old-name": "new-name", ...}, or delete the file.'
        raise SettingsError(str(path), "it does not hold addresses and names.", remedy)
    return moved


def save_moved(root: Path, moved: Mapping[str, str]) -> None:
    """Keep *moved* in the library at *root*, if it is not what is kept already."""
    if moved == load_moved(root):
        return
    path = root / FILE_NAME
    unfinished = path.with_name(f".{FILE_NAME}")
    unfinished.write_text(json.dumps(dict(sorted(moved.items())), ensure_ascii=False, indent=1) + "\n", "utf-8")
    unfinished.replace(path)


def with_moves(moved: Mapping[str, str], before: Mapping[str, Mark], now: Mapping[str, Mark]) -> dict[str, str]:
    """Return *moved* with what moved between two times, whose articles have these marks (Snapshot.marks).

    An article that was there is the same as one that is new if both came from one file, in place or moved as it was,
    or if they have the same title and date.
    """
    renamed = dict(_moves(before, now))
    slugs = {address.rpartition("/")[2]: slug for address, slug in renamed.items()}
    kept = {address: slugs.get(slug, slug) for address, slug in (dict(moved) | renamed).items()}
    taken = {f"{section}/{slug}" for slug, (section, *_) in now.items()}
    return {address: slug for address, slug in kept.items() if address not in taken}


def _moves(before: Mapping[str, Mark], now: Mapping[str, Mark]) -> Iterator[tuple[str, str]]:
    fresh = {clue: slug for slug, mark in now.items() if slug not in before for clue in _clues(mark)}
    for slug, mark in before.items():
        found = slug if slug in now else next((fresh[clue] for clue in _clues(mark) if clue in fresh), None)
        if found and (found, now[found][0]) != (slug, mark[0]):
            yield f"{mark[0]}/{slug}", found


def _clues(mark: Mark) -> tuple[object, ...]:
    """Return by what an article is known again, the surest first."""
    _, path, row, size_and_date, title, date, *_ = mark
    return ("path", path), ("file", size_and_date, row), ("title", title, date)
