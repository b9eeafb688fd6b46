"""A folder with the files of a site, and beside each the same compressed.

It lies beside the site, in ``.site-served``, and not in it: whoever copies the site has no use for it. Its files are
other names of the site's own; what did not change since the last time is not compressed again.
"""

# brotli has no types.
# mypy: allow-untyped-calls

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli

from webapp.update.folder import link_file, write_file
from webapp.update.root import ROOT

# Quality 9 is forty times faster than 11, and its files are a twentieth larger.
_BROTLI_QUALITY = 9
_TEXTS = {".html", ".css", ".js", ".xml", ".svg", ".txt", ".json", ".webmanifest"}
_WORTH_IT = 0.95

_CURRENT = "current"

Note = Callable[[int, int], None]
"""Is told how many files are done, and of how many."""


def prepare(site: Path, note: Note = lambda done, total: None) -> Path:
    """Return the folder to serve, made anew if the *site* is another one than the last time; tell *note* how far it is.

    If the site changes meanwhile it is made again, so that no two releases are mixed.
    """
    served = served_folder(site)
    while True:
        before = identity(site)
        folder = served / before
        if not folder.is_dir():
            _make(site, folder, current(site), note)
        if identity(site) == before:
            break
    write_file(served / _CURRENT, before.encode())
    for other in served.iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other)
    return folder


def served_folder(site: Path) -> Path:
    """Return where the prepared folders of *site* lie."""
    return site.with_name(f".{site.name}-served")


def current(site: Path) -> Path:
    """Return the folder that was prepared last; it may be missing."""
    pointer = served_folder(site) / _CURRENT
    return pointer.with_name(pointer.read_text() if pointer.is_file() else "none")


def identity(site: Path) -> str:
    """Return what is another for each release that takes the place of the site."""
    signed = site / ROOT  # is put into a site that is there already
    states = [path.stat() for path in (site, signed) if path.exists()]
    return "-".join(f"{state.st_ino:x}-{state.st_mtime_ns:x}" for state in states)


def _make(site: Path, folder: Path, last: Path, note: Note) -> None:
    building = folder.with_name("building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    names = list(_names(site))
    for done, name in enumerate(names, 1):
        note(done, len(names))
        link_file(site / name, building / name)
        if Path(name).suffix in _TEXTS:
            _compress(name, building, last)
    building.rename(folder)


def _names(site: Path) -> Iterator[str]:
    for folder, _, files in os.walk(site):
        for name in files:
            yield (Path(folder).relative_to(site) / name).as_posix()


def _compress(name: str, building: Path, last: Path) -> None:
    if _is_same(building / name, last / name):
        for suffix in (".br", ".gz"):
            if (last / (name + suffix)).is_file():
                link_file(last / (name + suffix), building / (name + suffix))
        return
    content = (building / name).read_bytes()
    for suffix, packed in (
        (".br", brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)),
        (".gz", gzip.compress(content, mtime=0)),
    ):
        if len(packed) < _WORTH_IT * len(content):
            (building / (name + suffix)).write_bytes(packed)


def _is_same(path: Path, other: Path) -> bool:
    if not other.is_file():
        return False
    one, two = path.stat(), other.stat()
    return (one.st_size, one.st_mtime_ns) == (two.st_size, two.st_mtime_ns)
