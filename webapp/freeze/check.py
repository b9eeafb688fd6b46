"""Find the links of a frozen site that lead nowhere.

A link must lead to a file of the site by its exact name, and a ``#fragment`` to an id in it: so it works on any host,
and from a folder on a card, where nothing turns ``news/`` into ``news/index.html``.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from webapp.freeze.references import READERS, Reader
from webapp.freeze.resolve import ELSEWHERE, resolve

_MISSING = "leads to {file}, and there is no such file. Mend the link, or add what it names."
_NO_PLACE = "leads to {file}, and nothing there has the id {fragment!r}. Mend the link, or add the id."


@dataclass
class _Survey:
    """What is known so far of a site with these *names*.

    *wanted* are the places, each a file and an id, that links lead to; *breaks* what is wrong, each a thing and what is
    the matter with it. Both keep the pages they were met on, and how each page writes the link.
    """

    names: frozenset[str]
    url: str
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    wanted: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    breaks: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)


def find_faults(root: Path, url: str = "") -> tuple[str, ...]:
    """Return a line for each broken link in the site at *root*: the page, the link, what to do.

    *url* is the public address of the site; links that begin with it are checked as well. A link that is broken in the
    same way on many pages, as one of their common layout is, has one line that counts them.
    """
    survey = _Survey(frozenset(_file_names(root)), url.rstrip("/"))
    for name in sorted(survey.names):
        reader = READERS.get(PurePosixPath(name).suffix)
        if reader:
            _read(survey, name, root / name, reader)
    _find_places(survey)
    return tuple(_lines(survey))


def _read(survey: _Survey, name: str, path: Path, reader: Reader) -> None:
    try:
        references = reader(path.read_text(encoding="utf-8"))
    except ValueError as error:
        survey.breaks[(name, f"{error}. Mend the template or the article that it comes from.")] = {name: "it"}
        return
    survey.ids[name] = references.ids
    for link in references.links:
        target = resolve(name, link, references.base, survey.url)
        if target.fault:
            survey.breaks.setdefault((link, target.fault), {})[name] = link
        elif target != ELSEWHERE and target.file not in survey.names:
            survey.breaks.setdefault((target.file, _MISSING.format(file=target.file)), {})[name] = link
        elif target.fragment:
            survey.wanted.setdefault((target.file, target.fragment), {})[name] = link


def _find_places(survey: _Survey) -> None:
    for (file, fragment), links in survey.wanted.items():
        # Browsers take #top without an id, and #:~: to search the text; other kinds of files have places of their own.
        if fragment.lower() == "top" or fragment.startswith(":~:") or file not in survey.ids:
            continue
        if fragment not in survey.ids[file]:
            survey.breaks[(file, _NO_PLACE.format(file=file, fragment=fragment))] = links


def _lines(survey: _Survey) -> Iterator[str]:
    for (_, fault), links in survey.breaks.items():
        page, link = next(iter(links.items()))
        others = f" and {len(links) - 1} more pages" if len(links) > 1 else ""
        yield f"{page}{others}: {link} {fault}"


def _file_names(root: Path) -> Iterator[str]:
    for folder, _, files in os.walk(root):
        inside = Path(folder).relative_to(root)
        for file in files:
            yield (inside / file).as_posix()
