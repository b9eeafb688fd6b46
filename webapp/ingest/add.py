"""Add dropped files to the library: read, clean and write each of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from webapp.core.draft import Draft
from webapp.core.file_names import ending, is_collection
from webapp.core.finding import Finding
from webapp.core.html.references import references
from webapp.core.slug import slugify, unique_slug
from webapp.errors import FileRefused
from webapp.ingest.collection import check_collection
from webapp.ingest.document_reader import DocumentReader, open_document_reader
from webapp.ingest.dropped import DroppedFile
from webapp.messages import Message, with_remedy
from webapp.scrub.pictures import file_name, rename_pictures
from webapp.settings import Settings
from webapp.store.change.article_writer import ArticleWriter, Placed, open_article_writer
from webapp.store.checking.near_duplicates import NearDuplicate, NearDuplicates, open_near_duplicates
from webapp.store.scan import GENERAL_SECTION

NEAR = "near-duplicate"


@dataclass(frozen=True, slots=True)
class Added:
    """A file that is now in the library. *path* is that of its article, relative to ``content/``.

    *alike* is the path of a near duplicate, if there is one. The fields after it are the file's own metadata; they may
    be empty.
    """

    slug: str
    title: str
    path: str
    file: str
    findings: tuple[Finding, ...] = ()
    alike: str = ""
    date: datetime | None = None
    source: str = ""
    author: str = ""
    lang: str = ""
    organiser: str = ""
    support: str = ""
    licence_number: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not in the library, the reason, and what its owner can do."""

    file: str
    reason: Message
    remedy: Message

    def line(self, folder: str = "") -> Message:
        """Return the refusal as one line, with the file's name below *folder*."""
        return Message("at", where=self.file.removeprefix(folder), what=with_remedy(self.reason, self.remedy))


@dataclass(frozen=True, slots=True)
class AddReport:
    """The results for all files."""

    added: tuple[Added, ...]
    refused: tuple[Refused, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the report as ``shuwu add --json`` prints it."""
        return asdict(self)


def add(
    settings: Settings,
    paths: Iterable[Path],
    section: str | None = None,
    on_progress: Callable[[str], None] | None = None,
    as_draft: bool = False,
) -> AddReport:
    """Add the files at *paths*, folders with all their content, and return a report on each.

    An article goes to *section*, else to the section in its front matter, else to that of its folder's name, else to
    the general section. With *as_draft* readers do not see it yet. *on_progress* gets the name of each file before it
    is read. Waits while another process adds to the library.
    """
    added: list[Added] = []
    refused: list[Refused] = []
    with (
        open_article_writer(settings) as writer,
        open_near_duplicates(settings, writer.files) as duplicates,
        open_document_reader(settings) as reader,
    ):
        for dropped in reader.files(paths):
            try:
                if isinstance(dropped, FileRefused):
                    raise dropped
                if on_progress:
                    on_progress(dropped.name)
                added.append(_add_file(writer, duplicates, reader, dropped, section, as_draft=as_draft))
            except FileRefused as error:
                refused.append(Refused(str(error.where), error.found, error.remedy))
    return AddReport(tuple(added), tuple(refused))


def _add_file(
    writer: ArticleWriter,
    duplicates: NearDuplicates,
    reader: DocumentReader,
    dropped: DroppedFile,
    section: str | None,
    *,
    as_draft: bool,
) -> Added:
    if is_collection(dropped.path.name) and not dropped.is_link:
        return _add_collection(writer, dropped, section)
    reading = reader.read(dropped)
    before = writer.find(dropped.path)
    if before:
        return _already_there(before, reading.draft.title, dropped)
    draft, pictures = _with_pictures(reading.draft, reading.pictures)
    if as_draft:
        draft = replace(draft, extra={**draft.extra, "draft": True})
    own_section = draft.extra.get("section")
    wanted = section or (own_section if isinstance(own_section, str) else "") or dropped.section or GENERAL_SECTION
    alike = duplicates.find(draft.text)
    placed = writer.place(draft, wanted, dropped.path, pictures)
    duplicates.remember(placed.path, draft.text)
    found = reading.findings
    if draft.date is None:
        found = (*found, Finding("date", Message("found_no_date")))
    if alike:
        found = (*found, _near(alike))
    if placed.slug != placed.wanted:
        found = (*found, Finding("same-slug", Message("address_taken", wanted=placed.wanted, slug=placed.slug)))
    return Added(
        placed.slug,
        draft.title,
        placed.path,
        dropped.name,
        found,
        alike.path if alike else "",
        draft.date,
        draft.source,
        draft.author,
        draft.lang,
        draft.organiser,
        draft.support,
        draft.licence_number,
    )


def _add_collection(writer: ArticleWriter, dropped: DroppedFile, section: str | None) -> Added:
    findings = check_collection(dropped.path, dropped.name)
    before = writer.find(dropped.path)
    if before:
        return _already_there(before, dropped.stem, dropped)
    placed = writer.place_collection(dropped.path, section or dropped.section or GENERAL_SECTION)
    return Added(placed.slug, dropped.stem, placed.path, dropped.name, tuple(findings))


def _near(alike: NearDuplicate) -> Finding:
    message = Message("says_nearly_the_same", path=alike.path, share=alike.share)
    return Finding(NEAR, message, 1, Message("supersede_or_delete"))


def _already_there(before: Placed, title: str, dropped: DroppedFile) -> Added:
    finding = Finding("already-there", Message("added_before"))
    return Added(before.slug, title, before.path, dropped.name, (finding,))


def _with_pictures(draft: Draft, beside: Mapping[str, Path]) -> tuple[Draft, dict[str, Path]]:
    """Return *draft* with safe names for its pictures, and their files by these names."""
    cover = draft.extra.get("cover")
    covers = [cover] if isinstance(cover, str) else []
    shown = dict.fromkeys(file_name(target).lower() for target in [*covers, *references(draft.text).pictures])
    names: dict[str, str] = {}
    for name in shown:
        if name in beside:
            names[name] = _safe_name(beside[name], set(names.values()))
    return rename_pictures(draft, names), {new: beside[name] for name, new in names.items()}


def _safe_name(path: Path, taken: set[str]) -> str:
    stems = {name.rpartition(".")[0] for name in taken}
    return unique_slug(slugify(path.stem), stems) + ending(path.name)
