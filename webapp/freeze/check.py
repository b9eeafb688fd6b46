"""Find the broken links of a frozen site.

A link must name a file of the site exactly, and a ``#fragment`` an id in it. So it works on any host, and from a folder
on a card, where nothing turns ``news/`` into ``news/index.html``.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from webapp.causes import cause
from webapp.freeze.file_references import REFERENCE_READERS, ReferenceReader
from webapp.freeze.resolve import ELSEWHERE, resolve
from webapp.freeze.weights import on_pages
from webapp.messages import Message, Value
from webapp.store.packs import LISTS, PACKS_FOLDER

_BESIDE = {f"{PACKS_FOLDER}/{name}" for name in LISTS}
"""Files beside the site that do not belong to it."""


@dataclass(frozen=True)
class SiteChanges:
    """All *names* of a site, and those *made* and *gone* since the release in the folder *before*, which has no faults.

    *linked* are the files to which the links of that release lead.
    """

    before: Path
    names: Set[str]
    made: Set[str]
    gone: Set[str]
    linked: Set[str]


@dataclass(frozen=True)
class Verdict:
    """The faults of a site, a line each, and the files to which its links lead."""

    faults: tuple[Message, ...]
    linked: Set[str]


@dataclass
class _Survey:
    """What is known so far of the site at *root* with these *names*.

    *wanted* are the targets of links, each a file and an id; *breaks* are the faults, each a thing and its fault. Both
    keep the pages where they occur, and how each page writes the link.
    """

    names: Set[str]
    root: Path
    url: str
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    wanted: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)
    breaks: dict[tuple[str, Message], dict[str, Value]] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)


def examine(root: Path, url: str, changes: SiteChanges) -> Verdict:
    """Find the broken links in the site at *root*. Reads only pages that are new or may link to a file that is gone.

    Each has a line: the page, the link, what to do. *url* is the public address of the site; links that begin with it
    are checked too. If a link is broken in the same way on many pages, as in their common layout, one line counts them.
    """
    survey = _Survey(changes.names, root, url.rstrip("/"))
    for name in sorted(_doubtful(root, changes)):
        _read(survey, name)
    _find_places(survey)
    return Verdict(tuple(_lines(survey)), survey.linked | changes.linked & changes.names)


def _doubtful(root: Path, changes: SiteChanges) -> set[str]:
    """Return the files to read after *changes*: new ones, and those that name a file that lost something."""
    lost = changes.gone & changes.linked
    if changes.before.is_dir():
        lost |= {name for name in changes.made if _lost_ids(changes.before / name, root / name)}
    doubtful = set(changes.made)
    if lost:
        # A link ends in the last part of the file name; a link to index.html may end in the name of its folder.
        parts = {PurePosixPath(name.removesuffix("/index.html")).name for name in lost}
        folders = tuple(name.removesuffix("index.html") for name in lost if name.endswith("/index.html"))
        named = re.compile(b"|".join(re.escape(quote(part).encode()) for part in sorted(parts)))
        readable = (name for name in changes.names - doubtful if PurePosixPath(name).suffix in REFERENCE_READERS)
        doubtful |= {n for n in readable if n.startswith(folders) or named.search((root / n).read_bytes())}
    return doubtful


def _lost_ids(before: Path, now: Path) -> bool:
    reader = REFERENCE_READERS.get(now.suffix)
    if reader is None or not before.is_file():
        return False
    return not _ids(reader, before) <= _ids(reader, now)


def _ids(reader: ReferenceReader, path: Path) -> frozenset[str]:
    try:
        return reader(path.read_text(encoding="utf-8")).ids
    except ValueError:
        return frozenset()


def _read(survey: _Survey, name: str) -> None:
    reader = REFERENCE_READERS.get(PurePosixPath(name).suffix)
    if reader is None:
        return
    try:
        references = reader((survey.root / name).read_text(encoding="utf-8"))
    except ValueError as error:
        why = Message("is_not_utf8") if isinstance(error, UnicodeDecodeError) else cause(error)
        survey.breaks[(name, Message("not_readable_fault", why=why))] = {name: Message("its_content")}
        return
    survey.ids[name] = references.ids
    for link in references.links:
        target = resolve(name, link, references.base, survey.url)
        survey.linked.add(target.file)
        if target.fault:
            survey.breaks.setdefault((link, target.fault), {})[name] = link
        elif target == ELSEWHERE or target.file in _BESIDE:
            continue
        elif target.file not in survey.names:
            survey.breaks.setdefault((target.file, Message("leads_to_nothing", file=target.file)), {})[name] = link
        elif target.fragment:
            survey.wanted.setdefault((target.file, target.fragment), {})[name] = link


def _find_places(survey: _Survey) -> None:
    for (file, fragment), links in survey.wanted.items():
        # Browsers know #top without an id, and search the text for #:~:. Other kinds of files have their own fragments.
        if fragment.lower() == "top" or fragment.startswith(":~:"):
            continue
        ids = _ids_of(survey, file)
        if ids is not None and fragment not in ids:
            survey.breaks[(file, Message("leads_to_no_place", file=file, fragment=fragment))] = links


def _ids_of(survey: _Survey, file: str) -> frozenset[str] | None:
    reader = REFERENCE_READERS.get(PurePosixPath(file).suffix)
    if file not in survey.ids and reader:
        survey.ids[file] = _ids(reader, survey.root / file)
    return survey.ids.get(file)


def _lines(survey: _Survey) -> Iterator[Message]:
    for (_, fault), links in survey.breaks.items():
        page, link = next(iter(links.items()))
        yield Message("link_fault", page=on_pages(page, len(links) - 1), link=link, fault=fault)
