"""Build the frozen site of a library with both searches in it, and weigh what either needs on the host."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.search.frozen.shards import Shards
from webapp.settings import Settings, load_settings
from webapp.store.library import Library

PEER_SCRIPT = Path(__file__).parent / "peers/pagefind/search.js"
OUR_SCRIPT = re.compile(r"<script [^>]*offline-search[^>]*></script>")
SHARD_KINDS = {"b": "buckets b", "p": "long lists p", "r": "results and texts r, t", "t": "results and texts r, t"}
PAGEFIND_KINDS = {
    ".pf_index": "index",
    ".pf_meta": "metadata",
    ".pf_fragment": "fragments",
    ".pagefind": "wasm",
    ".json": "entry",
}


@dataclass(frozen=True)
class Contender:
    """A search: its page and its index in the site, and what kind a file is by its path; nothing if it is none of it.

    *texts* names the kind that holds what is read, rather than the index.
    """

    name: str
    page: str
    folder: str
    kind: Callable[[str], str]
    texts: str


@dataclass
class Weight:
    """How much there is of one kind of file."""

    files: int = 0
    plain_bytes: int = 0
    gzip_bytes: int = 0


def our_kind(path: str) -> str:
    """Return what a published file is to our search, told from its name alone; the writer's own notes are nothing."""
    if not path.endswith(".js"):
        return ""
    if "/assets/" in path:
        return "script"
    if "/shards/" not in path:
        return ""
    if "/fold/" in path:
        return "folding table"
    stem = Path(path).stem.rstrip("0123456789-")
    return SHARD_KINDS.get(stem, stem)


def pagefind_kind(path: str) -> str:
    """Return what a file is to Pagefind; its ready-made interfaces, which nobody has to use, are nothing."""
    if "/pagefind/" not in path:
        return ""
    return "script" if path.endswith("/pagefind.js") else PAGEFIND_KINDS.get(Path(path).suffix, "")


SHUWU = Contender("shuwu", "search/index.html", "shards", our_kind, "results and texts r, t")
PAGEFIND = Contender("Pagefind", "search/pagefind.html", "pagefind", pagefind_kind, "fragments")


def freeze_library(settings: Settings) -> Path:
    """Freeze all of the library and return the folder of the site."""
    freeze(create_app(settings), settings)
    return settings.build / "site"


def freeze_search(settings: Settings) -> Path:
    """Return the folder of a frozen site that has the search of the library but no article: nobody opens one here.

    Rendering a hundred thousand pages would take an hour, and tell nothing of the search.
    """
    site = settings.build / "site"
    if not site.exists():
        with tempfile.TemporaryDirectory() as folder:
            shutil.copyfile(settings.root / "shuwu.toml", Path(folder) / "shuwu.toml")
            shutil.copytree(freeze_library(load_settings(Path(folder), environ={})), site)
        shutil.rmtree(site / SHUWU.folder)
        (site / SHUWU.folder).symlink_to(settings.build / SHUWU.folder)
    update_shards(Library(settings), settings)
    return site


def update_shards(library: Library, settings: Settings) -> None:
    """Bring the frozen index, from which sites are made, up to what *library* holds."""
    snapshot = library.current()
    sections = {section.slug: section.title for section in snapshot.sections}
    Shards(settings.build / SHUWU.folder).update(snapshot.articles, sections)


def add_pagefind(site: Path, sections: Iterable[str]) -> None:
    """Index the article pages of *site* with Pagefind, and put its search behind a copy of our search page.

    Lists, tags and keywords are left out, for they would stand before the articles; and the site is one language, for
    else the articles in the other script would not be found.
    """
    with tempfile.TemporaryDirectory(dir=site.parent) as folder:
        for section in sections:
            (Path(folder) / section).mkdir()
            for page in (site / section).glob("*.html"):
                if page.name != "index.html":
                    os.link(page, Path(folder) / section / page.name)
        output = ["--site", folder, "--output-path", str(site / "pagefind")]
        options = ["--root-selector", "article", "--force-language", "zh", "--silent"]
        subprocess.run([sys.executable, "-m", "pagefind", *output, *options], check=True, capture_output=True)
    _add_search_page(site)


def _add_search_page(site: Path) -> None:
    script = f'<script type="module">\n{PEER_SCRIPT.read_text(encoding="utf-8")}</script>'
    page, found = OUR_SCRIPT.subn(lambda _: script, (site / SHUWU.page).read_text(encoding="utf-8"))
    if not found:
        sys.exit(f"{SHUWU.page} does not load our search: has its script another name now?")
    (site / PAGEFIND.page).write_text(page, encoding="utf-8")


def weigh(site: Path, contender: Contender) -> dict[str, Weight]:
    """Return what each kind of file of a search weighs on the host."""
    weights: dict[str, Weight] = {}
    for path, kind in _index_files(site, contender).items():
        content = path.read_bytes()
        weight = weights.setdefault(kind, Weight())
        weight.files += 1
        weight.plain_bytes += len(content)
        weight.gzip_bytes += gzip_size(content)
    return weights


def digests(site: Path, contender: Contender) -> dict[str, str]:
    """Return what tells whether a file of the index has changed, by its path."""
    files = _index_files(site, contender)
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def changed(site: Path, contender: Contender, before: dict[str, str], after: dict[str, str]) -> dict[str, int]:
    """Return the gzipped bytes of the index files that a copy with *before* has to fetch for *after*, by kind."""
    sizes: dict[str, int] = {}
    for name, digest in after.items():
        if before.get(name) != digest:
            kind = contender.kind(f"/{name}")
            sizes[kind] = sizes.get(kind, 0) + gzip_size((site / name).read_bytes())
    return sizes


def gzip_size(content: bytes) -> int:
    """Return how many bytes go over the line: what is compressed already goes as it is."""
    return min(len(content), len(gzip.compress(content)))


def _index_files(site: Path, contender: Contender) -> dict[Path, str]:
    found = sorted(path for path in (site / contender.folder).rglob("*") if path.is_file())
    kinds = {path: contender.kind(f"/{path.relative_to(site).as_posix()}") for path in found}
    return {path: kind for path, kind in kinds.items() if kind}
