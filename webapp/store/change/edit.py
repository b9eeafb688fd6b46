"""Change an article of the library, and keep the earlier version."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from webapp.causes import cause
from webapp.core.article import Article
from webapp.core.slug import unique_slug
from webapp.disk.files import make_folder, move, write_file
from webapp.errors import ChangedMeanwhile, NotEditable
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.address.same_article import is_at
from webapp.store.change.article_writer import ArticleWriter, alone
from webapp.store.change.history import history_of, keep
from webapp.store.change.own_file import is_row, own_file, row_of
from webapp.store.front_matter import dump, parse
from webapp.zone import local_now


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """The file of an article as it was read: its *fields* and *body*, and a *stamp* that changes with its bytes.

    *fields* has the title, even if the file has it as the first heading of its text. For a row of a collection it is
    read-only: ``own_file`` makes a file to change.
    """

    path: Path
    fields: dict[str, Any]
    body: str
    stamp: str


def read_article_file(settings: Settings, article: Article) -> ArticleFile:
    """Return the content of the file or row of *article*. Raises NotEditable if it is gone."""
    path = settings.content / article.path
    if is_row(article):
        fields, line = row_of(settings, article)
        return ArticleFile(path, fields | {"title": article.title}, article.body, _stamp(line))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotEditable(
            article.path, Message("file_unreadable", why=cause(error)), Message("see_it_is_there")
        ) from None
    fields, _ = parse(data.decode("utf-8-sig"), article.path)
    return ArticleFile(path, fields | {"title": article.title}, article.body, _stamp(data))


def save(
    settings: Settings,
    source: ArticleFile,
    changes: Mapping[str, Any],
    body: str | None = None,
    now: datetime | None = None,
) -> None:
    """Write the file of *source* with *changes* to its fields and a new *body*; empty fields are removed.

    Keeps the old content as a version. Raises ChangedMeanwhile if the file no longer matches *source*.
    """
    now = now or local_now(settings.zone)
    with alone(settings):
        _refuse_changed(source)
        fields = {**source.fields, **changes}
        if not fields.get("draft"):
            fields.pop("draft", None)
        text = dump(fields, source.body if body is None else body).encode()
        if text != source.path.read_bytes():
            keep(source.path, now)
            write_file(source.path, text)


def write_version(settings: Settings, source: ArticleFile, data: bytes) -> None:
    """Restore *data*, an earlier version, as the file of *source*; keep the present content as a version."""
    with alone(settings):
        _refuse_changed(source)
        keep(source.path, local_now(settings.zone))
        write_file(source.path, data)


def move_article(settings: Settings, article: Article, section: str) -> None:
    """Move *article*, with its pictures and versions, to *section*; make that if it is missing."""
    path = settings.content / article.path
    with alone(settings):
        folder = ArticleWriter(settings).section_folder(section)
        if path.name == "index.md":
            if folder not in (path.parent, path.parent.parent):
                bundle = folder / unique_slug(path.parent.name, _names(folder))
                move(path.parent, bundle)
                is_at(settings, article, (bundle / path.name).relative_to(settings.content).as_posix())
            return
        if folder == path.parent:
            return
        target = folder / (unique_slug(path.stem, _names(folder)) + path.suffix)
        history = history_of(path)
        if history.is_dir():
            make_folder(history_of(target).parent)
            move(history, history_of(target))
        move(path, target)
        is_at(settings, article, target.relative_to(settings.content).as_posix())


def to_bundle(settings: Settings, article: Article) -> Article:
    """Move *article* into a folder of its own, where pictures can be beside it, if it has none; return it from there.

    Its address stays. Raises NotEditable if a folder of that name exists.
    """
    article = own_file(settings, article)
    path = settings.content / article.path
    if path.name == "index.md":
        return article
    folder = path.with_suffix("")
    with alone(settings):
        if folder.exists():
            raise NotEditable(article.path, Message("folder_beside", folder=folder.name), Message("give_other_name"))
        make_folder(folder)
        if history_of(path).is_dir():
            make_folder(history_of(folder / "index.md").parent)
            move(history_of(path), history_of(folder / "index.md"))
        move(path, folder / "index.md")
        article = replace(article, path=f"{article.path.removesuffix(path.suffix)}/index.md")
        is_at(settings, article, article.path)
    return article


def _refuse_changed(source: ArticleFile) -> None:
    if not source.path.is_file() or _stamp(source.path.read_bytes()) != source.stamp:
        raise ChangedMeanwhile(source.path.name)


def _stamp(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _names(folder: Path) -> set[str]:
    return {path.stem.lower() for path in folder.iterdir()}
