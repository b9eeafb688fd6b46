"""Replace the text of an article by that of a new one: another copy of the same news."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from webapp.core.article import Article
from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.html.references import references
from webapp.core.slug import unique_slug
from webapp.disk.files import copy_file
from webapp.errors import NotEditable
from webapp.ingest.add import NEAR, Added, AddReport
from webapp.messages import Message
from webapp.scrub.pictures import rename_pictures
from webapp.settings import Settings
from webapp.store.address.same_article import became
from webapp.store.change.edit import read_article_file, save, to_bundle
from webapp.store.change.history import keep
from webapp.store.change.trash import throw_away
from webapp.store.library import Library
from webapp.zone import local_now

_TAKEN_ALONG = ("title", "source", "author")


def supersede(settings: Settings, old: Article, new: Article, now: datetime | None = None) -> None:
    """Give *old* the text, title, source, author and pictures of *new*, and move *new* to the trash.

    *old* keeps its address, section, date, tags and other fields; its old text becomes a version. It also gets the
    original file of *new*. An interruption loses nothing, and a second call completes it.

    Raises NotEditable if either cannot be changed.
    """
    if old.slug == new.slug:
        raise NotEditable(new.path, Message("same_article"), Message("choose_another"))
    now = now or local_now(settings.zone)
    source = read_article_file(settings, new)
    old = to_bundle(settings, old)
    target = read_article_file(settings, old)
    body = _bring_pictures(source.path.parent, target.path.parent, source.body)
    _bring_originals(source.path.parent, target.path.parent, now)
    changes = {name: source.fields[name] for name in _TAKEN_ALONG if source.fields.get(name)}
    save(settings, target, {**changes, "lastmod": now.replace(microsecond=0)}, body, now)
    became(settings, new, old)
    throw_away(settings, new, now)


def supersede_alike(settings: Settings, report: AddReport) -> AddReport:
    """Let each near duplicate in *report* replace the text of the older article; return the new report."""
    snapshot = Library(settings).current()
    by_path = {article.path: article for article in (*snapshot.articles, *snapshot.hidden)}

    def became(added: Added) -> Added:
        old, new = by_path.get(added.alike), by_path.get(added.path)
        if not old or not new:
            return added
        supersede(settings, old, new)
        other = [each for each in added.findings if each.rule != NEAR]
        done = Finding(NEAR, Message("is_new_text", path=old.path))
        return replace(added, slug=old.slug, path=old.path, findings=(*other, done))

    return replace(report, added=tuple(map(became, report.added)))


def _bring_pictures(source: Path, target: Path, body: str) -> str:
    """Copy the pictures of *body*, and return it with their new names."""
    names: dict[str, str] = {}
    for name in references(body).pictures:
        if not (source / name).is_file() or Path(name).name != name:
            continue
        names[name.lower()] = _free_name(target, source / name, names.values())
        if not (target / names[name.lower()]).exists():
            copy_file(source / name, target / names[name.lower()])
    return rename_pictures(Draft(text=body, form="markdown"), names).text


def _free_name(folder: Path, picture: Path, taken: Iterable[str]) -> str:
    """Return a name for *picture* in *folder*: its own, unless another picture has it."""
    there = folder / picture.name
    if not there.exists() or there.read_bytes() == picture.read_bytes():
        return picture.name
    stems = {Path(name).stem for name in taken} | {path.stem for path in folder.iterdir()}
    return unique_slug(picture.stem, stems) + picture.suffix


def _bring_originals(source: Path, target: Path, now: datetime) -> None:
    """Copy the originals of *source*; those of *target* become versions."""
    if not any(source.glob("original.*")):
        return
    for path in sorted(target.glob("original.*")):
        keep(path, now)
        path.unlink()
    for path in sorted(source.glob("original.*")):
        copy_file(path, target / path.name)
