"""Clean and add the files that were dropped on a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.datastructures import FileStorage

from webapp.core.file_names import is_junk, is_system_file, safe_parts, split_path
from webapp.core.slug import unique_slug
from webapp.disk.unfinished import unfinished_folder
from webapp.ingest.add import AddReport
from webapp.ingest.batch import add_together
from webapp.ingest.supersede import supersede
from webapp.web.admin.access import admin_blueprint, done, find_article
from webapp.web.site.site import current_snapshot, the_site

UPLOADS_FOLDER = "uploads"

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.post("/drop")
def drop() -> Any:
    """Add the files of the form, and show the result for each."""
    files = [
        file for name in ("files", "folder") for file in request.files.getlist(name) if _is_wanted(file.filename or "")
    ]
    section = request.form.get("new_section", "").strip() or request.form.get("section", "").strip() or None
    with upload_room() as room:
        for file in files:
            _store(file, room)
        entries = sorted(room.iterdir())
        report = add_together(
            the_site().settings, entries, section, as_draft=request.form.get("publish", "now") != "now"
        )
        report = _without_folder(report, room)
    the_site().library.refresh()
    snapshot = current_snapshot()
    alike = {added.alike for added in report.added}
    others = {article.path: article for article in (*snapshot.articles, *snapshot.hidden) if article.path in alike}
    return render_template("admin/dropped.html", report=report, count=len(files), others=others)


@blueprint.post("/articles/<slug>/supersede")
def supersede_other(slug: str) -> Any:
    """Replace the text of the article that the form names by that of this one."""
    other = find_article(request.form.get("other", ""))
    supersede(the_site().settings, other, find_article(slug))
    return done("superseded", "admin_edit.edit_page", slug=other.slug)


@contextmanager
def upload_room() -> Iterator[Path]:
    """Yield an empty folder outside the library for the files of one request; delete it afterwards."""
    uploads = the_site().settings.build / UPLOADS_FOLDER
    with unfinished_folder(uploads, 0o700) as room:
        yield room


def _is_wanted(path: str) -> bool:
    """Tell whether the file *path* is to be added: a browser sends everything in a dropped folder."""
    *folders, name = split_path(path) or [""]
    return bool(name) and not is_system_file(name) and not (folders and any(map(is_junk, (*folders, name))))


def _store(file: FileStorage, room: Path) -> None:
    """Write *file* below *room*, whatever its name says."""
    parts = safe_parts(file.filename or "")
    folder = room
    for part in parts[:-1]:
        names = (f"{part}-{number}" if number > 1 else part for number in count(1))
        folder = next(path for path in map(folder.joinpath, names) if not path.is_file())
    folder.mkdir(parents=True, exist_ok=True)
    taken = {path.name.lower() for path in folder.iterdir()}
    stem, dot, suffix = parts[-1].rpartition(".")
    name = parts[-1]
    if name.lower() in taken:
        name = unique_slug(stem or suffix, {each.rpartition(".")[0] for each in taken}) + dot + suffix
    file.save(folder / name)


def _without_folder(report: AddReport, room: Path) -> AddReport:
    """Return *report* with the owner's names of the files."""

    def shown(file: str) -> str:
        return file.removeprefix(f"{room}/").removeprefix(f"{room}\\")

    return AddReport(
        tuple(replace(added, file=shown(added.file)) for added in report.added),
        tuple(replace(refused, file=shown(refused.file)) for refused in report.refused),
    )
