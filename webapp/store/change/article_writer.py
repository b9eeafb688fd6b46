"""Add new articles to the library, whole or not at all.

An article is written into a folder that the library does not read, and moved to its place with one rename. So a full
disk or a power cut leaves the library as it was.
"""

import errno
import filecmp
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from webapp.causes import cause
from webapp.core.draft import Draft
from webapp.core.file_names import COLLECTION_ENDINGS, MARKDOWN_ENDINGS, ending, is_collection
from webapp.core.language.text import fold
from webapp.core.slug import section_slug, slugify, unique_slug
from webapp.disk.files import copy_file, make_folder, move, write_file
from webapp.disk.lock import hold_lock
from webapp.disk.unfinished import sweep, unfinished_folder
from webapp.errors import ArticleError, FileRefused
from webapp.messages import Message
from webapp.pictures.location import without_location
from webapp.settings import Settings
from webapp.store.address.book import AddressBook
from webapp.store.front_matter import dump, parse
from webapp.store.scan import GENERAL_SECTION, INBOX, scan

_LOCK = ".add.lock"
_FIELDS = ("title", "date", "source", "author", "lang", "tags", "organiser", "support", "licence_number")
_ROWS = "rows"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of an article. *path* is relative to ``content/``; *wanted* is the slug of its title."""

    slug: str
    path: str
    wanted: str = field(default="", compare=False)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the lock on changes to a library's articles; wait for other processes and threads."""
    settings.build.mkdir(exist_ok=True)
    with hold_lock(settings.build / _LOCK):
        yield


@contextmanager
def open_article_writer(settings: Settings) -> Iterator["ArticleWriter"]:
    """Yield the writer of a library to one process at a time; wait while another has it.

    First deletes what a killed process left unfinished.
    """
    with alone(settings):
        sweep(settings.content, settings.content / INBOX)
        yield ArticleWriter(settings)


class ArticleWriter:
    """Writes new articles into one library.

    It knows the taken names and the dropped files from its start; *files* are the files of that moment.
    ``open_article_writer`` locks out other writers.
    """

    def __init__(self, settings: Settings) -> None:
        self._content = settings.content
        book = AddressBook(settings.root)
        book.refresh()
        found = scan(settings.content, book.sections)
        self.files = tuple(found.files.values())
        names = (file.name for file in found.files.values() if file.kind in ("article", "bundle"))
        # An address is never given to another article: see core/address/owners.py.
        self._taken = {slugify(name) for name in names} | {book.articles.split(address)[1] for address in book.articles}
        self._section_slugs = {book.sections.split(address)[1] for address in book.sections}
        self._sections = dict(found.folders)
        self._originals: dict[int, list[Path]] = {}
        for file in found.files.values():
            path = settings.content / file.path
            if file.kind == "collection":
                self._remember(path)
            elif file.kind == "bundle":
                for original in path.parent.glob("original.*"):
                    self._remember(original)

    def find(self, original: Path) -> Placed | None:
        """Return the place of an earlier file with the same bytes as *original*; None if there is none."""
        for path in self._originals.get(_size(original), ()):
            if _is_same(original, path):
                place = path if is_collection(path.name) else path.parent / "index.md"
                if place.is_file():
                    name = path.stem if is_collection(path.name) else path.parent.name
                    return Placed(name, place.relative_to(self._content).as_posix())
        return None

    def place(self, draft: Draft, section: str, original: Path, pictures: Mapping[str, Path]) -> Placed:
        """Write *draft* as a page bundle of *section*, with the *original* file and its *pictures* by name.

        Raises FileRefused if the disk is full or not writable.
        """
        wanted = draft.extra.get("slug")
        with self._unfinished(original) as folder:
            write_file(folder / "index.md", dump(_front_matter(draft, original.name), draft.text).encode())
            suffix = ending(original.name)
            copy_file(original, folder / f"original{suffix if _SUFFIX.fullmatch(suffix) else '.bin'}")
            for name, path in pictures.items():
                write_file(folder / name, without_location(path.read_bytes()))
            section_path = self.section_folder(section)
            first = slug = slugify(wanted if isinstance(wanted, str) and wanted else draft.title)
            while True:
                slug = unique_slug(slug, self._taken)
                self._taken.add(slug)
                if _move(folder, section_path / slug):
                    break
        self._remember(next((section_path / slug).glob("original.*")))
        return Placed(slug, (section_path / slug / "index.md").relative_to(self._content).as_posix(), first)

    def place_collection(self, original: Path, section: str) -> Placed:
        """Copy the collection *original* into *section*. Raises FileRefused as ``place`` does."""
        with self._unfinished(original) as folder:
            copy_file(original, folder / _ROWS)
            section_path = self.section_folder(section)
            taken = {path.stem.lower() for path in section_path.iterdir()}
            name = unique_slug(slugify(original.stem), taken)
            target = section_path / f"{name}{COLLECTION_ENDINGS[0]}"
            move(folder / _ROWS, target)
        self._remember(target)
        return Placed(name, target.relative_to(self._content).as_posix())

    def _remember(self, original: Path) -> None:
        self._originals.setdefault(_size(original), []).append(original)

    @contextmanager
    def _unfinished(self, original: Path) -> Iterator[Path]:
        """Yield a new folder that the library does not read; delete what is left of it afterwards."""
        try:
            with unfinished_folder(self._content) as folder:
                yield folder
        except OSError as error:
            raise FileRefused(original.name, *_trouble(error)) from error

    def section_folder(self, section: str) -> Path:
        """Return the folder of *section*, a title or a slug; make it, with its title, if there is none.

        A section whose name only sounds the same gets a folder of its own.
        """
        known = next((slug for slug, folder in self._sections.items() if folder and self._is_meant(section, slug)), "")
        if known and (self._content / self._sections[known]).is_dir():
            return self._content / self._sections[known]
        slug = unique_slug(section_slug(section), {*self._sections, *self._section_slugs} - {GENERAL_SECTION})
        folder = self._content / slug
        make_folder(folder)
        if section != slug and not (folder / "_index.md").exists():
            write_file(folder / "_index.md", dump({"title": section}, "").encode())
        self._sections[slug] = slug
        return folder

    def _is_meant(self, section: str, slug: str) -> bool:
        """Tell whether *section* is the slug or the title, in either script, of the section with *slug*."""
        folder = self._sections[slug]
        names = {fold(folder), fold(self._section_title(folder))}
        if section == slug or fold(section) in names:
            return True
        # A folder name in letters does not tell which characters it stands for.
        return names == {fold(folder)} and folder.isascii() and section_slug(section) == slug

    def _section_title(self, folder: str) -> str:
        """Return the title of the section in *folder*, by default the folder's name."""
        try:
            fields, _ = parse((self._content / folder / "_index.md").read_text("utf-8-sig"), folder)
        except (OSError, ValueError, ArticleError):
            return folder
        return fields.get("title") or folder


def _front_matter(draft: Draft, original: str) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(draft, name) for name in _FIELDS}
    kept = {key: value for key, value in draft.extra.items() if key not in ("slug", "section")}
    return fields | kept | {"original": original.encode("utf-8", "replace").decode()}


def _size(path: Path) -> int:
    """Return the size of the file in bytes; -1 if it is not accessible."""
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _is_same(one: Path, other: Path) -> bool:
    try:
        return other.is_file() and filecmp.cmp(one, other, shallow=False)
    except OSError:
        # It is not readable, so nobody can tell.
        return False


def _move(folder: Path, target: Path) -> bool:
    """Rename *folder* to *target*; return False if that is taken."""
    if any(path.exists() for path in (target, *map(target.with_suffix, MARKDOWN_ENDINGS))):
        return False
    try:
        move(folder, target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    return True


def _trouble(error: OSError) -> tuple[Message, Message]:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Message("library_disk_full"), Message("make_room_add")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Message("library_read_only"), Message("give_right_to_content")
    return Message("not_copied", why=cause(error)), Message("mend_and_add")
