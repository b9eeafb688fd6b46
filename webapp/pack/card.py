"""Bind a frozen site into few files, for cards and USB sticks with large clusters.

A file takes whole clusters of a card, often of 32 kB. Here several pages share a file, called a block: an article is a
section of its block, and a link to it ends in ``#`` and its name. Reading needs no script: a browser scrolls to the
section, and the style hides what follows. The files of the search are bound too; static/js/packing/card.js hands them
out, and leads from a result to its block.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from webapp.disk.exchange import flush
from webapp.disk.files import move, write_new
from webapp.disk.unfinished import unfinished_folder
from webapp.errors import FreezeError
from webapp.freeze.check import SiteChanges, examine
from webapp.freeze.file_references import read_css
from webapp.freeze.mirror import remove
from webapp.freeze.release_folders import ReleaseFolders
from webapp.freeze.resolve import ELSEWHERE, resolve
from webapp.messages import Message
from webapp.pack.card_page import AddressMove, CardPage
from webapp.web.site.assets import bundle
from webapp.web.site.page_kind import page_kind

CLUSTER = 32_768
"""Bytes of a cluster, usual on cards of 32 GB and more."""

_BLOCK_BYTES = 160_000
"""About the size of a block of pages or search files: a tenth of its clusters is lost."""

_BOUND = "bound"
_LISTS = "-lists"
_SHARDS = "shards/"
_OWN_FILES = ("index.html", "404.html", "about/index.html", "offline/index.html", "search/index.html")
_SEARCH = "search/index.html"
_BINDING = (
    "body>header{position:sticky;top:0}"  # a reader comes to the middle of a block, and wants to go on from there
    "main>section,main>section [id]{scroll-margin-top:4rem}"
    "main>section+section{margin-top:2rem;border-top:1px solid #8887}"
    "main>section:target~section{display:none}"
)


@dataclass(frozen=True, slots=True)
class Card:
    """The result: how many *files*, their *bytes*, and the bytes they take *on_card*, in clusters of CLUSTER."""

    path: Path
    files: int
    bytes: int
    on_card: int

    def as_json(self) -> dict[str, str | int]:
        """Return what ``shuwu freeze --card --json`` prints about it."""
        return {**asdict(self), "path": str(self.path)}


@dataclass(frozen=True, slots=True)
class _Block:
    """A *file* that holds *pages*: the identifier of each by its name."""

    file: str
    pages: Mapping[str, str]


def write_card(build: Path) -> Card:
    """Bind ``build/site`` into ``build/card``, whole or not at all, and return the result.

    Raises FreezeError if there is no frozen site, a link of the card is broken, or a freeze is at work.
    """
    workshop = ReleaseFolders(build)
    target = build / "card"
    with workshop.locked(), unfinished_folder(build) as unfinished:
        if not (workshop.site / "index.html").is_file():
            raise FreezeError(workshop.site, Message("no_frozen_site"), Message("run_freeze_first"))
        _bind(workshop.site, unfinished)
        names = {path.relative_to(unfinished).as_posix() for path in _files(unfinished)}
        verdict = examine(unfinished, "", SiteChanges(target, names, names, set(), set()))
        if verdict.faults:
            raise FreezeError("", Message("card_faults"), faults=verdict.faults)
        flush(unfinished)
        remove(str(target))
        move(unfinished, target)
    return _weigh(target)


def _bind(site: Path, card: Path) -> None:
    binder = _CardBinder(site, card)
    binder.write_pages()
    binder.write_shards()
    binder.copy_others()


def _weigh(card: Path) -> Card:
    sizes = [path.stat().st_size for path in _files(card)]
    folders = sum(path.is_dir() for path in card.rglob("*"))
    clusters = sum(-(-size // CLUSTER) for size in sizes) + folders
    return Card(card, len(sizes), sum(sizes), clusters * CLUSTER)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class _CardBinder:
    """Binds *site* into the folder *card*."""

    def __init__(self, site: Path, card: Path) -> None:
        self._site = site
        self._card = card
        home = self._page("index.html")
        self._title = home.title
        self._shows_hidden = home.is_hidden
        self._pages = self._found_pages()
        self._blocks = list(self._bound())
        self._block_of = {name: block for block in self._blocks for name in block.pages}
        self._needed: set[str] = set()

    def write_pages(self) -> None:
        """Write the blocks, and the pages of which only the links change."""
        for block in self._blocks:
            self._write(block.file, self._print(block))
        for name in self._pages:
            if name not in self._block_of:
                page, move = self._page(name), self._mover(name, name)
                self._write(name, page.searching(move, "../card.js") if name == _SEARCH else page.whole(move))

    def write_shards(self) -> None:
        """Write the search files, many in one, and the table of where each of them and each article is."""
        starts = []
        for number, names in enumerate(self._chunks(self._names(f"{_SHARDS}**/*.js"))):
            held = ",".join(f"{json.dumps(name.removeprefix(_SHARDS))}:{self._values(name)}" for name in names)
            self._write(f"{_SHARDS}card-{number}.js", f"shuwuBound({{{held}}})")
            starts.append(names[0].removeprefix(_SHARDS))
        places = json.dumps({"files": starts, "articles": self._article_places()}, ensure_ascii=False)
        self._write("card.js", f"{bundle('js/card.js').decode()}\nshuwuCard({places})\n")

    def copy_others(self) -> None:
        """Copy the files that pages refer to. A card needs no feeds and no other sizes of pictures."""
        for name in sorted(name for name in self._needed if name.endswith(".css") and (self._site / name).is_file()):
            self._needed |= {resolve(name, link, "", "").file for link in read_css(self._read(name)).links}
        for name in sorted(self._needed):
            if not name.endswith(".html") and not name.startswith(_SHARDS) and (self._site / name).is_file():
                path = self._card / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_new(str(path), (self._site / name).read_bytes())

    def _bound(self) -> Iterator[_Block]:
        """Yield blocks of pages that can share a file: articles of a section, or lists of a folder."""
        groups: dict[str, list[str]] = {}
        for name, is_bindable in self._pages.items():
            if is_bindable and "/" in name and name not in _OWN_FILES:
                of_what = "" if page_kind(name) == "article" else _LISTS
                groups.setdefault(name.partition("/")[0] + of_what, []).append(name)
        for group, names in sorted(groups.items()):
            for number, chunk in enumerate(self._chunks(names), 1):
                yield _Block(f"{_BOUND}/{group}-{number}.html", {name: _identifier(name) for name in chunk})

    def _chunks(self, names: Iterable[str]) -> Iterator[list[str]]:
        """Yield *names* in their order, in lists of about _BLOCK_BYTES each."""
        chunk: list[str] = []
        size = 0
        for name in names:
            added = (self._site / name).stat().st_size
            if chunk and size + added > _BLOCK_BYTES:
                yield chunk
                chunk, size = [], 0
            chunk.append(name)
            size += added
        if chunk:
            yield chunk

    def _found_pages(self) -> Mapping[str, bool]:
        """Return for each page whether it can be bound, in the order of their identifiers.

        Redirects from old addresses are left out: only they are hidden from search engines, unless the library hides
        all pages.
        """
        pages = ((name, self._page(name)) for name in self._names("**/*.html"))
        found = {name: page.is_bindable for name, page in pages if self._shows_hidden or not page.is_hidden}
        return dict(sorted(found.items(), key=lambda item: _identifier(item[0])))

    def _print(self, block: _Block) -> str:
        """Return the file of a block: the frame of its first page, around the content of all its pages."""
        parts = [
            (identifier, self._page(name).part(self._mover(name, block.file), identifier))
            for name, identifier in block.pages.items()
        ]
        looks = "".join(
            [
                *dict.fromkeys(style for _, part in parts for style in part.styles),
                f"<style>{_BINDING}</style>",
                *dict.fromkeys(sheet for _, part in parts for sheet in part.sheets),
            ]
        )
        contents = "".join(f'<section id="{escape(name)}">{part.content}</section>' for name, part in parts)
        _, first = parts[0]
        start, rest = first.head
        return f"{start}<title>{self._title}</title>{looks}{rest}{first.main}{contents}</main>{first.foot}"

    def _page(self, name: str) -> CardPage:
        return CardPage(self._read(name))

    def _mover(self, name: str, file: str) -> AddressMove:
        """Return a function that gives the links of the page *name* their addresses in *file*."""
        return lambda link: self._moved(link, name, file)

    def _moved(self, link: str, name: str, file: str) -> str:
        target = resolve(name, link, "", "")
        if target == ELSEWHERE or target.fault:
            return link
        query = re.search(r"\?[^#]*", link)
        block = self._block_of.get(target.file)
        if block:
            identifier = block.pages[target.file] + (f"/{target.fragment}" if target.fragment else "")
            return f"{'' if block.file == file else _relative(block.file, file)}#{quote(identifier)}"
        self._needed.add(target.file)
        fragment = f"#{quote(target.fragment)}" if target.fragment else ""
        return f"{_relative(target.file, file)}{query[0] if query else ''}{fragment}"

    def _article_places(self) -> Mapping[str, list[str]]:
        """Return for each section the first articles of its blocks."""
        places: dict[str, list[str]] = {}
        for block in self._blocks:
            name = next(iter(block.pages))
            if not block.file.startswith(f"{_BOUND}/{name.partition('/')[0]}{_LISTS}-"):
                places.setdefault(name.partition("/")[0], []).append(_identifier(name).rpartition("/")[2])
        return places

    def _values(self, name: str) -> str:
        """Return the values of a search file as an array."""
        return f"[{self._read(name).strip().removeprefix('shard(').removesuffix(')')}]"

    def _names(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self._site).as_posix() for path in self._site.glob(pattern) if path.is_file())

    def _read(self, name: str) -> str:
        return (self._site / name).read_text(encoding="utf-8")

    def _write(self, name: str, text: str) -> None:
        path = self._card / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(str(path), text.encode())


def _identifier(name: str) -> str:
    """Return the identifier of a page within its block; static/js/packing/card.js sorts articles by it."""
    return name.removesuffix(".html").removesuffix("/index")


def _relative(target: str, page: str) -> str:
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))
