"""Read dropped files to drafts: their bytes tell their kind, and nothing is written to the library."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from webapp.core.draft import Draft
from webapp.core.file_kind import EPUB, PDF, SAVED_PAGE, WEB_PAGE, WORD, ZIP, kind_of, refusal
from webapp.core.file_names import (
    MARKDOWN_ENDINGS,
    PLAIN_TEXT_ENDINGS,
    ending,
    is_collection,
    is_system_file,
    is_unfinished,
    is_web_page,
)
from webapp.core.finding import Finding
from webapp.disk.unfinished import scratch_folder
from webapp.errors import FileRefused
from webapp.ingest.cleaned_draft import CleanedDraft
from webapp.ingest.dropped import DroppedFile, FolderPictures, gather, printable, read_bytes
from webapp.ingest.photos import gallery, has_own_pictures, with_photos
from webapp.ingest.readers.markdown import read_markdown
from webapp.ingest.readers.text import read_text
from webapp.ingest.readers.worker import Worker
from webapp.ingest.remote_pictures import bring_in
from webapp.ingest.unzip import MAX_DEPTH, unpack
from webapp.messages import Message
from webapp.scrub.rules import scrub
from webapp.settings import Settings
from webapp.zone import to_local

TextReader = Callable[[bytes, str, int], tuple[Draft, list[Finding]]]
"""Makes a draft from a file's bytes, its name and the most characters allowed."""

TEXT_READERS: dict[str, TextReader] = {
    "": read_text,
    **dict.fromkeys(PLAIN_TEXT_ENDINGS, read_text),
    **dict.fromkeys(MARKDOWN_ENDINGS, read_markdown),
}
"""The readers of text, by the ending of the file name."""

WORKER_KINDS = {WEB_PAGE: "page", SAVED_PAGE: "saved_page", WORD: "word", PDF: "pdf", EPUB: "epub"}
"""The kinds of files that the worker process reads, with its names for them."""


@contextmanager
def open_document_reader(settings: Settings) -> Iterator["DocumentReader"]:
    """Yield a reader of dropped files; delete the files that it unpacked at the end."""
    with scratch_folder() as folder, Worker() as worker:
        yield DocumentReader(settings, worker, folder)


def read_uncleaned(settings: Settings, path: Path) -> tuple[Draft, list[Finding]]:
    """Return the file at *path* as a draft before the cleaning. Raises FileRefused if it cannot be read."""
    with open_document_reader(settings) as reader:
        draft, findings, _ = reader.draft(DroppedFile(path))
    return draft, findings


@dataclass(slots=True)
class DocumentReader:
    """Reads the files of one ``add``."""

    settings: Settings
    worker: Worker
    folder: Path
    _surroundings: FolderPictures = field(default_factory=FolderPictures)
    _folders: int = 0

    def files(self, paths: Iterable[Path]) -> Iterator[DroppedFile | FileRefused]:
        """Yield the files at *paths*, the files of archives in place of these, and refusals of broken archives."""
        for dropped in gather(paths):
            yield from self._unpacked(dropped, 1)

    def read(self, dropped: DroppedFile) -> CleanedDraft:
        """Return the cleaned draft of a file. Raises FileRefused if it cannot be an article."""
        if dropped.is_link:
            reason = Message("is_link_unfollowed")
            raise FileRefused(dropped.name, reason, Message("put_file_or_name_link"))
        _refuse_by_name(dropped)
        draft, findings, pictures = self.draft(dropped)
        draft = replace(draft, pictures=tuple(pictures))
        before = draft.text
        draft, found = scrub(draft, self.settings.script)
        if draft.date:
            draft = replace(draft, date=to_local(draft.date, self.settings.zone))
        if self.settings.remote_pictures == "fetch":
            draft, findings, fetched = bring_in(draft, findings, self._new_folder())
            pictures = {**pictures, **fetched}
        if not draft.title:
            draft = replace(draft, title=dropped.stem)
            found.append(Finding("title", Message("title_from_name", name=dropped.stem)))
        return CleanedDraft(draft, (*findings, *found), before, pictures)

    def draft(self, dropped: DroppedFile) -> tuple[Draft, list[Finding], Mapping[str, Path]]:
        """Return a file as a draft before the cleaning, the findings, and the pictures that came with it."""
        beside = self._surroundings.pictures(dropped.path.parent)
        photos = {path.name.lower(): path for path in dropped.photos}
        if dropped.is_gallery:
            name = dropped.stem if len(photos) == 1 else dropped.section or dropped.stem
            return *gallery(dropped.photos, name), photos
        data = read_bytes(dropped.path, dropped.name, self.settings.max_file_mb)
        kind = kind_of(data)
        if not kind and is_web_page(dropped.path.name):
            kind = WEB_PAGE
        if kind in WORKER_KINDS:
            draft, findings, inside = self._parsed(dropped, kind)
            return draft, findings, {**beside, **inside}
        draft, findings = self._reader(dropped, kind)(data, dropped.name, self.settings.max_article_chars)
        if photos and not has_own_pictures(draft):
            return with_photos(draft, dropped.photos), findings, {**beside, **photos}
        return draft, findings, beside

    def _parsed(self, dropped: DroppedFile, kind: Message) -> tuple[Draft, list[Finding], Mapping[str, Path]]:
        folder = self._new_folder()
        most = self.settings.max_article_chars
        try:
            draft, findings = self.worker.read(WORKER_KINDS[kind], dropped.path, dropped.name, most, folder)
        except FileRefused as error:
            # The file's name may have the wrong ending.
            raise FileRefused(dropped.name, Message("kind_but", kind=kind, why=error.found), error.remedy) from error
        return draft, findings, {path.name.lower(): path for path in folder.iterdir()}

    def _reader(self, dropped: DroppedFile, kind: Message) -> TextReader:
        if kind:
            raise FileRefused(dropped.name, *refusal(kind))
        found = ending(dropped.path.name)
        if found not in TEXT_READERS:
            raise FileRefused(dropped.name, Message("ending_refused", ending=found), Message("save_as_text"))
        return TEXT_READERS[found]

    def _unpacked(self, dropped: DroppedFile, depth: int) -> Iterator[DroppedFile | FileRefused]:
        if dropped.is_link or is_collection(dropped.path.name) or not _is_zip(dropped.path):
            yield dropped
            return
        try:
            data = read_bytes(dropped.path, dropped.name, self.settings.max_file_mb)
            if kind_of(data) != ZIP:
                yield dropped
                return
            if depth > MAX_DEPTH:
                reason = Message("archives_too_deep", most=MAX_DEPTH)
                raise FileRefused(dropped.name, reason, Message("unpack_and_add"))
            folder = self._new_folder()
            unpack(data, dropped.name, folder)
        except FileRefused as error:
            yield error
            return
        inside = gather([folder])
        if not inside:
            yield FileRefused(dropped.name, Message("nothing_inside"), Message("pack_anew"))
        for file in inside:
            name = f"{dropped.name}/{printable(file.path.relative_to(folder).as_posix())}"
            section = dropped.section or dropped.stem if file.section == folder.name else file.section
            yield from self._unpacked(replace(file, section=section, shown_as=name), depth + 1)

    def _new_folder(self) -> Path:
        self._folders += 1
        folder = self.folder / str(self._folders)
        folder.mkdir()
        return folder


def _refuse_by_name(dropped: DroppedFile) -> None:
    if is_unfinished(dropped.path.name):
        reason = Message("unfinished_name", ending=ending(dropped.path.name))
        raise FileRefused(dropped.name, reason, Message("wait_until_whole"))
    if is_system_file(dropped.path.name):
        raise FileRefused(dropped.name, Message("system_file"), Message("leave_system_file"))


def _is_zip(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        # Reading it will say why.
        return False
