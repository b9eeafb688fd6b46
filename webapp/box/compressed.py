"""A folder with the files of a site, each beside its compressed forms.

It is in ``.site-served`` beside the site, because a copy of the site does not need it. It links to the site's own
files, and compresses only what changed. Two pages are the box's own: the welcome page, and the 404 page with links that
work at any depth.

A page that was opened before a release still asks for its old files. So files whose addresses contain a digest stay for
a day after the site has lost them. The old folder stays for a minute, until each process has switched.
"""

# brotli has no types.
# mypy: allow-untyped-calls

import gzip
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import brotli

from webapp.box.files import is_hashed
from webapp.box.own_pages import missing_page, welcome_page
from webapp.box.served import MISSING_PAGE, POINTER, WELCOME, current, served_folder
from webapp.core.file_names import COMPRESSIBLE_ENDINGS
from webapp.disk.code_digest import code_digest
from webapp.disk.exchange import flush
from webapp.disk.files import move, write_file
from webapp.disk.unfinished import unfinished_folder
from webapp.update.folder import put_file, put_link
from webapp.update.root import ROOT

# Quality 9 is forty times faster than 11, and its files are a twentieth larger.
_BROTLI_QUALITY = 9
_WORTH_IT = 0.95

_KEPT = "kept.json"
_KEPT_SECONDS = 24 * 3600
_LET_GO_SECONDS = 60

ReportCompressed = Callable[[int, int], None]
"""Gets how many files are done, and the total."""


def prepare(site: Path, on_progress: ReportCompressed = lambda done, total: None) -> Path:
    """Return the folder to serve; make it anew if *site* changed. *on_progress* gets the files done, and the total.

    If the site changes meanwhile, the folder is made again, so it never mixes two releases. Raises OSError if there is
    no site, which happens while it is replaced.
    """
    served, last = served_folder(site), current(site)
    tidy(site)
    while last.name != (now := identity(site)) or not last.is_dir():
        with unfinished_folder(served) as building:
            try:
                _make(site, building, last, on_progress)
            except FileNotFoundError:
                if identity(site) == now:
                    raise
            if identity(site) == now:
                last = _take_over(building, served / now, last)
    return last


def _take_over(building: Path, folder: Path, last: Path) -> Path:
    """Rename *building* to *folder*, and serve it instead of *last*."""
    flush(building)
    shutil.rmtree(folder, ignore_errors=True)
    move(building, folder)
    write_file(folder.with_name(POINTER), folder.name.encode())
    if last.is_dir():
        os.utime(last)  # it is unused from now on
    return folder


def tidy(site: Path) -> None:
    """Remove the folders that no process serves any more."""
    served, now = served_folder(site), current(site)
    for folder in served.iterdir() if served.is_dir() else ():
        if folder.is_dir() and folder != now and abs(time.time() - folder.stat().st_mtime) > _LET_GO_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def identity(site: Path) -> str:
    """Return a text that differs for each release of the site, and for each version of the program.

    A folder of an older release may come back with a newer one and the same names at its top; on Unix, renaming it
    leaves a trace. Raises OSError if there is no site.
    """
    state = site.stat()
    traces = [f"{state.st_ino:x}-{state.st_mtime_ns:x}-{state.st_ctime_ns:x}"]
    with suppress(FileNotFoundError):
        state = (site / ROOT).stat()  # signing adds it to an existing site
        # Not the ctime: a new hard link changes it, and preparing links every file.
        traces.append(f"{state.st_ino:x}-{state.st_mtime_ns:x}")
    return "-".join([*traces, code_digest()[:8]])


def _make(site: Path, building: Path, last: Path, on_progress: ReportCompressed) -> None:
    names = list(_names(site))
    for done, name in enumerate(names, 1):
        on_progress(done, len(names))
        put_link(site / name, building / name)
        if name.endswith(COMPRESSIBLE_ENDINGS):
            _compress(name, building, last)
    # The site's own page stays as it is: copies that update from here compare its digest.
    with suppress(FileNotFoundError):
        put_file(building / MISSING_PAGE, missing_page((site / "404.html").read_bytes()))
    put_file(building / WELCOME, welcome_page((site / "index.html").read_text("utf-8", "replace")))
    _keep_hashed(building, last)


def _names(site: Path) -> Iterator[str]:
    for folder, _, files in os.walk(site):
        for name in files:
            yield (Path(folder).relative_to(site) / name).as_posix()


def _keep_hashed(building: Path, last: Path) -> None:
    """Keep the files of *last* that the site has lost and whose addresses contain a digest."""
    record, now = building.with_name(_KEPT), time.time()
    before = json.loads(record.read_bytes()) if record.is_file() else {}
    gone = [name for name in _names(last) if is_hashed(f"/{name}") and not (building / name).exists()]
    kept = {name: before.get(name, now) for name in gone}
    kept = {name: since for name, since in kept.items() if abs(now - since) < _KEPT_SECONDS}
    for name in kept:
        put_link(last / name, building / name)
    write_file(record, json.dumps(kept).encode())


def _compress(name: str, building: Path, last: Path) -> None:
    if _is_same(building / name, last / name):
        for suffix in (".br", ".gz"):
            if (last / (name + suffix)).is_file():
                put_link(last / (name + suffix), building / (name + suffix))
        return
    content = (building / name).read_bytes()
    for suffix, packed in (
        (".br", brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)),
        (".gz", gzip.compress(content, mtime=0)),
    ):
        if len(packed) < _WORTH_IT * len(content):
            put_file(building / (name + suffix), packed)


def _is_same(path: Path, other: Path) -> bool:
    if not other.is_file():
        return False
    one, two = path.stat(), other.stat()
    return (one.st_size, one.st_mtime_ns) == (two.st_size, two.st_mtime_ns)
