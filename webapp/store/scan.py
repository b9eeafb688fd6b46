"""Find the files to read in ``content/``, without reading them.

A folder with an ``index.md`` is an article with its pictures, at any place. Any other folder in ``content/`` is a
section, except the folder of the meetings. Files in ``content/`` itself belong to the general section. Deeper folders
are refused and reported.
"""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from webapp.causes import cause
from webapp.core.address.lines import BLANKS
from webapp.core.address.owners import Register
from webapp.core.file_names import is_any_picture, is_collection, is_ignored, is_markdown
from webapp.core.slug import section_slug, unique_slug
from webapp.messages import Message
from webapp.store.problem import Problem

GENERAL_SECTION = "articles"
ABOUT = "about.md"

MEETINGS = "meetings"

INBOX = "inbox"
_MAX_PICTURE_DEPTH = 3
_PERMISSION = Message("give_right_to_read")

FileKind = Literal["bundle", "article", "collection", "section", "about", "meeting"]
ContentState = tuple[int, int, int]
"""Size and times of the last change of the content and, on Unix, of the inode: they show any change."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file to read. *path* is relative to ``content/``, *name* is its owner's name for it, *section* a slug.

    *pictures* are the names of the pictures beside it, for a bundle only.
    """

    path: str
    kind: FileKind
    name: str
    section: str
    state: ContentState
    pictures: tuple[str, ...] = ()


@dataclass(slots=True)
class Scan:
    """All files by path; the pictures; and the folder of each section's slug.

    *others* are other files beside articles. Their owners may want them there, and readers do not see them.
    """

    files: dict[str, ContentFile] = field(default_factory=dict)
    pictures: dict[str, ContentState] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def scan(content: Path, sections: Register | None = None) -> Scan:
    """Return the files in *content*, ordered by path; *sections* has the slugs of folders."""
    return _Scanner(content, sections or Register("/")).run()


def section_place(folder: str) -> str:
    """Return the key of the section in *folder* in the register of sections."""
    return unicodedata.normalize("NFC", folder).casefold().translate(BLANKS) or GENERAL_SECTION


class _Scanner:
    def __init__(self, content: Path, sections: Register) -> None:
        self._content = content
        self._sections = sections
        self._taken = {GENERAL_SECTION, *(sections.split(address)[1] for address in sections)}
        self._root = os.path.realpath(content)
        self._found = Scan()

    def run(self) -> Scan:
        for entry in self._entries(""):
            path = entry.name
            if not entry.is_dir():
                self._add_file(entry, path, GENERAL_SECTION)
            elif path.lower() == MEETINGS:
                self._add_meetings(path)
            elif path.lower() != INBOX:
                self._add_folder(path)
        if any(file.section == GENERAL_SECTION for file in self._found.files.values()):
            self._found.folders.setdefault(GENERAL_SECTION, "")
        return self._found

    def _add_folder(self, folder: str) -> None:
        entries = list(self._entries(folder))
        if any(entry.name.lower() == "index.md" for entry in entries):
            self._add_bundle(folder, entries, GENERAL_SECTION)
            return
        slug = self._section_slug(folder)
        self._found.folders[slug] = folder
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if not entry.is_dir():
                self._add_file(entry, path, slug)
                continue
            inside = list(self._entries(path))
            if any(inner.name.lower() == "index.md" for inner in inside):
                self._add_bundle(path, inside, slug)
            else:
                self._add_deeper_folder(path, inside)

    def _section_slug(self, folder: str) -> str:
        place = section_place(folder)
        known = self._sections.split(self._sections.by_place.get(place, ""))[1]
        slug = known or (GENERAL_SECTION if place == GENERAL_SECTION else "")
        if not slug or slug in self._found.folders:
            slug = unique_slug(section_slug(folder), self._taken)
            self._taken.add(slug)
        return slug

    def _add_meetings(self, folder: str) -> None:
        for entry in self._entries(folder):
            path = f"{folder}/{entry.name}"
            if entry.is_file() and is_markdown(entry.name):
                stem = entry.name.rpartition(".")[0]
                self._found.files[path] = ContentFile(path, "meeting", stem, "", _state(entry))
            else:
                remedy = Message("move_to_its_article")
                self._name_problem(path, "not-read", Message("only_md"), remedy)

    def _add_bundle(self, folder: str, entries: list[os.DirEntry[str]], section: str) -> None:
        pictures = tuple(sorted(path[len(folder) + 1 :] for path in self._add_pictures(folder, entries)))
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.lower() == "index.md":
                name = folder.rpartition("/")[2]
                self._found.files[path] = ContentFile(path, "bundle", name, section, _state(entry), pictures)
            elif _is_text_file(entry.name) and not _is_original(entry.name):
                remedy = Message("move_or_join", folder=folder)
                self._name_problem(path, "extra-file", Message("in_articles_folder"), remedy)

    def _add_deeper_folder(self, folder: str, entries: list[os.DirEntry[str]]) -> None:
        if any(entry.is_dir() or _is_text_file(entry.name) for entry in entries):
            remedy = Message("move_articles_up", folder=folder.partition("/")[0])
            self._name_problem(folder, "nested-folder", Message("sections_in_sections"), remedy)
        list(self._add_pictures(folder, entries))

    def _add_pictures(self, folder: str, entries: list[os.DirEntry[str]], depth: int = 1) -> Iterator[str]:
        """Yield the pictures below *folder*, and collect other files; texts at its top are left to the caller."""
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir() and depth < _MAX_PICTURE_DEPTH:
                yield from self._add_pictures(path, list(self._entries(path)), depth + 1)
            elif entry.is_dir():
                self._name_problem(path, "too-deep", Message("too_deep"), Message("move_pictures_up"))
            elif _is_original(entry.name) or (depth == 1 and _is_text_file(entry.name)):
                continue
            elif is_any_picture(entry.name) and entry.is_file():
                self._found.pictures[path] = _state(entry)
                yield path
            else:
                self._found.others.append(path)

    def _add_file(self, entry: os.DirEntry[str], path: str, section: str) -> None:
        name = entry.name.lower()
        stem = entry.name.rpartition(".")[0]
        if not entry.is_file():
            self._name_problem(path, "not-a-file", Message("no_ordinary_file"), Message("delete_it"))
        elif path.lower() == ABOUT:
            self._found.files[path] = ContentFile(path, "about", stem, "", _state(entry))
        elif name == "_index.md":
            self._found.files[path] = ContentFile(path, "section", stem, section, _state(entry))
        elif is_markdown(name):
            self._found.files[path] = ContentFile(path, "article", stem, section, _state(entry))
        elif is_collection(name):
            self._found.files[path] = ContentFile(path, "collection", stem, section, _state(entry))
        elif is_any_picture(name):
            self._found.pictures[path] = _state(entry)
        elif not _is_original(name):
            remedy = Message("move_to_inbox", path=path)
            self._name_problem(path, "not-read", Message("only_md_jsonl"), remedy)

    def _entries(self, folder: str) -> Iterator[os.DirEntry[str]]:
        """Yield the usable entries of *folder* by name, and report the others."""
        try:
            with os.scandir(self._content / folder) as entries:
                found = sorted((entry for entry in entries if not is_ignored(entry.name)), key=lambda e: e.name)
        except FileNotFoundError:
            self._name_problem(folder, "missing", Message("no_folder"), Message("make_folder"))
            return
        except OSError as error:
            self._name_problem(folder, "unreadable", Message("folder_unreadable", why=cause(error)), _PERMISSION)
            return
        folded: dict[str, str] = {}
        for entry in found:
            path = f"{folder}/{entry.name}" if folder else entry.name
            first = folded.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)
            if first != entry.name:
                found_here = Message("differs_in_capitals", other=first)
                self._name_problem(path, "same-name", found_here, Message("rename_one"))
            if self._is_usable(entry, path):
                yield entry

    def _is_usable(self, entry: os.DirEntry[str], path: str) -> bool:
        if not _is_utf8(entry.name):
            self._name_problem(path, "name", Message("name_encoding"), Message("rename_it"))
            return False
        if not entry.is_symlink():
            return True
        target = os.path.realpath(entry.path)
        if os.path.commonpath([target, self._root]) == self._root and os.path.exists(target):  # noqa: PTH110 (of a str)
            return True
        self._name_problem(path, "link", Message("leads_out_of_content"), Message("copy_file_here"))
        return False

    def _name_problem(self, path: str, rule: str, message: Message, remedy: Message) -> None:
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        self._found.problems.append(Problem(shown or ".", rule, message, remedy))


def _state(entry: os.DirEntry[str]) -> ContentState:
    try:
        status = entry.stat()
    except OSError:
        # Deleted since it was listed: reading it will say so.
        return 0, 0, 0
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_text_file(name: str) -> bool:
    return is_markdown(name) or is_collection(name)


def _is_original(name: str) -> bool:
    return name.lower().startswith("original.")
