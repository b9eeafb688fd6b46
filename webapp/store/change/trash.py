"""Deleted articles, until somebody empties the trash.

``trash/`` is beside ``content/``, so nothing in it is read or shown. Each deleted article has a folder there, with the
article as it was and ``where.json``, which says where it came from.
"""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.core.article import Article
from webapp.core.slug import unique_slug
from webapp.disk.files import make_folder, move, write_file
from webapp.settings import Settings
from webapp.store.change.article_writer import alone
from webapp.store.change.history import history_of
from webapp.store.change.own_file import own_file
from webapp.zone import local_now

TRASH_FOLDER = "trash"

_WHERE = "where.json"
_KEPT = "article"
_NAME = re.compile(r"\d{8}-\d{6}-[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Trashed:
    """A deleted article. *name* is its folder in the trash, *path* was its file below ``content/``."""

    name: str
    title: str
    path: str
    deleted: datetime


def throw_away(settings: Settings, article: Article, now: datetime | None = None) -> None:
    """Move *article*, with its pictures and versions, to the trash."""
    now = now or local_now(settings.zone)
    article = own_file(settings, article)
    path = settings.content / article.path
    with alone(settings):
        trash = settings.root / TRASH_FOLDER
        make_folder(trash)
        place = trash / unique_slug(f"{now:%Y%m%d-%H%M%S}-{article.slug}", {each.name for each in trash.iterdir()})
        make_folder(place)
        where = {"path": article.path, "title": article.title, "deleted": now.isoformat(timespec="seconds")}
        write_file(place / _WHERE, json.dumps(where, ensure_ascii=False).encode())
        # The article's own file moves last: before that nothing is gone, after that everything is in the trash.
        if path.name == "index.md":
            move(path.parent, place / _KEPT)
        else:
            history = history_of(path)
            if history.is_dir():
                move(history, place / "history")
            move(path, place / _KEPT)


def trashed(settings: Settings) -> list[Trashed]:
    """Return the deleted articles, the latest first."""
    folder = settings.root / TRASH_FOLDER
    names = sorted((path.name for path in folder.iterdir()), reverse=True) if folder.is_dir() else []
    return [found for name in names if (found := _read(folder / name))]


def take_back(settings: Settings, found: Trashed) -> None:
    """Put *found* back where it was, under another name if that is taken now."""
    place = settings.root / TRASH_FOLDER / found.name
    target = settings.content / found.path
    with alone(settings):
        is_bundle = target.name == "index.md"
        wanted = target.parent if is_bundle else target
        make_folder(wanted.parent)
        if wanted.exists():
            taken = {path.stem.lower() for path in wanted.parent.iterdir()}
            wanted = wanted.with_name(unique_slug(wanted.stem, taken) + wanted.suffix)
        if (place / "history").is_dir():
            make_folder(history_of(wanted).parent)
            move(place / "history", history_of(wanted))
        move(place / _KEPT, wanted)
        shutil.rmtree(place)


def delete_for_good(settings: Settings, found: Trashed) -> None:
    """Delete *found* from the trash."""
    shutil.rmtree(settings.root / TRASH_FOLDER / found.name)


def _read(place: Path) -> Trashed | None:
    if not _NAME.fullmatch(place.name) or not (place / _KEPT).exists():
        return None
    try:
        where = json.loads((place / _WHERE).read_bytes())
        return Trashed(place.name, where["title"], where["path"], datetime.fromisoformat(where["deleted"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
