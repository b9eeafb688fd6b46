"""Compare what a page costs with the same page by Hugo, Pelican, MkDocs Material and Kiwix, in the same Chromium.

    python benchmarks/weight.py --data DIR [--articles 60]

Needs ``pip install -r benchmarks/requirements.in``, and Debian's chromium and kiwix-tools. Bytes are the gzipped
bodies that Chromium fetched over HTTP. The article is the one whose text is nearest to 2,273 bytes; the second page
is the next nearest. On the slow line (280 kbit/s, 800 ms a round trip, a sixth of the CPU) the time is that from the
click to words on the screen, for one page of each kind of the sample library. Kiwix serves our own ZIM file in its
viewer, which shows a page in a frame, and sends most bodies as they are.
"""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bars import Bar
from big_library import make_library
from data_folder import make_parser
from phone import launch, new_phone
from playwright.sync_api import Browser, sync_playwright
from web_host import serve

from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.pack.books.zim import write_zim
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import load_settings

PROJECT = Path(__file__).parents[1]
PEERS = Path(__file__).parent / "peers"
SCRIPTS = Path(sys.executable).parent
TEXT_BYTES = 2_273
LONG_BYTES = 18_700
FIRST_FLIGHT = 14_600
BARS = {
    "requests that text waits for": Bar(1, 1),
    "first visit, bytes": Bar(5_000, 3_000),
    "second page beside its words, bytes": Bar(900, 500),
    "18.7 kB article, bytes": Bar(FIRST_FLIGHT, FIRST_FLIGHT),
    "slowest page of the sample library, s": Bar(2.5, 1.8),
}


@dataclass(frozen=True)
class Article:
    """An article of the library: its section, slug, title, day and text."""

    section: str
    slug: str
    title: str
    date: str
    text: str


@dataclass(frozen=True)
class Contender:
    """A program: how it makes a site of the library in one folder in another, and where it puts an article."""

    name: str
    make: Callable[[Path, Path], Path]
    address: Callable[[Article], str]
    host: Callable[[Path], AbstractContextManager[str]] = serve
    is_framed: bool = False


def main() -> None:
    """Print a table of all contenders, then our own bars."""
    parser = make_parser(__doc__)
    parser.add_argument("--articles", type=int, default=60)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, launch(playwright) as browser:
        print(f"Chromium {browser.version}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        library = Path(folder) / "library"
        make_library(library, count)
        add_long_article(library)
        figures = {each.name: measure(each, library, Path(folder) / each.name, browser) for each in CONTENDERS}
        figures["Shuwu"]["slowest page of the sample library, s"] = slowest_page(Path(folder) / "sample", browser)
        print_table(figures)


def add_long_article(library: Path) -> None:
    """Put an article of LONG_BYTES bytes into *library*, made of the texts of the others."""
    text = "\n\n".join(article.text for article in sorted(articles(library), key=lambda article: article.slug))
    text = text.encode()[:LONG_BYTES].decode(errors="ignore")
    header = '---\ntitle: "A long article"\ndate: "2020-01-01"\n---\n'
    (library / "content/policy/long.md").write_text(header + text, encoding="utf-8")


def articles(library: Path) -> Iterator[Article]:
    """Yield all articles of *library*."""
    for path in (library / "content").glob("*/*.md"):
        if path.name != "_index.md":
            _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
            fields = {key: json.loads(value) for key, value in re.findall(r"^(\w+): (.+)$", head, re.MULTILINE)}
            yield Article(path.parent.name, path.stem, fields["title"], fields["date"], text)


def measure(contender: Contender, library: Path, folder: Path, browser: Browser) -> dict[str, float]:
    """Return the figures of *contender*, which makes its site in *folder*."""
    site = contender.make(library, folder)
    by_size = sorted(articles(library), key=lambda article: abs(len(article.text.encode()) - TEXT_BYTES))
    first, second = by_size[:2]
    (long,) = (article for article in by_size if article.slug == "long")
    with contender.host(site) as address, new_phone(browser) as phone:
        phone.open(address + contender.address(first))
        visit = [each.body_bytes for each in phone.take_fetched()]
        figures: dict[str, float] = {"requests of the first visit": len(visit), "first visit, bytes": sum(visit)}
        if contender.is_framed:
            return figures  # what a frame fetches later is not told to the page around it
        phone.open(address + contender.address(second))
        next_page = sum(each.body_bytes for each in phone.take_fetched())
        phone.open(address + contender.address(long))
        long_page = max(each.body_bytes for each in phone.take_fetched())
        with new_phone(browser) as slow_phone:
            slow_phone.slow_down()
            seconds = slow_phone.milliseconds_to_text(address + contender.address(first)) / 1000
            waited_for = slow_phone.requests_before_text()
    words = len(gzip.compress(f"{second.title}\n{second.text}".encode(), 9))
    return figures | {
        "requests that text waits for": waited_for,
        "until its text is there, s": seconds,
        "second page beside its words, bytes": next_page - words,
        "18.7 kB article, bytes": long_page,
    }


def slowest_page(root: Path, browser: Browser) -> float:
    """Return the seconds until there are words to read on the slowest of our sample library's kinds of pages."""
    shutil.copytree(PROJECT / "content", root / "content")
    shutil.copy(PROJECT / "shuwu.toml", root)
    settings = load_settings(root, environ={})
    freeze(create_app(settings), settings)
    weights = json.loads((settings.build / "weight/weight.json").read_text(encoding="utf-8"))
    pages = {"search/index.html", "about/index.html", "tags/index.html", *weights["heaviest"]}
    slowest = 0.0
    with serve(settings.build / "site") as address:
        for page in sorted(pages):
            with new_phone(browser) as phone:
                phone.slow_down()
                slowest = max(slowest, phone.milliseconds_to_text(address + page) / 1000)
    return slowest


def print_table(figures: dict[str, dict[str, float]]) -> None:
    """Print a row for each figure, and how ours stands."""
    print(f"{'':40}" + "".join(f"{name:>12}" for name in figures))
    for row in figures["Shuwu"]:
        values = "".join(f"{figures[name].get(row, float('nan')):>12.4g}" for name in figures)
        verdict = BARS[row].verdict(figures["Shuwu"][row]) if row in BARS else ""
        print(f"{row:40}{values}  {verdict}")


def make_shuwu(library: Path, _folder: Path) -> Path:
    """Freeze *library*."""
    settings = load_settings(library, environ={})
    freeze(create_app(settings), settings)
    return settings.build / "site"


def make_hugo(library: Path, folder: Path) -> Path:
    """Let Hugo make the site, with the least layout."""
    command = [SCRIPTS / "hugo", "--quiet", "--noBuildLock", "--minify", "--source", PEERS / "hugo"]
    run([*command, "--contentDir", library / "content", "--destination", folder])
    return folder


def make_pelican(library: Path, folder: Path) -> Path:
    """Let Pelican make the site, as it comes."""
    content = folder / "content"
    content.mkdir(parents=True)
    for each in articles(library):
        head = f"Title: {each.title}\nDate: {each.date}\nCategory: {each.section}\nSlug: {each.slug}\n\n"
        (content / f"{each.slug}.md").write_text(head + each.text, encoding="utf-8")
    run([SCRIPTS / "pelican", "--quiet", content, "--output", folder / "site"])
    return folder / "site"


def make_material(library: Path, folder: Path) -> Path:
    """Let MkDocs make the site with the Material theme, search and all."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Benchmark\n", encoding="utf-8")
    for each in articles(library):
        (docs / f"{each.slug}.md").write_text(f"# {each.title}\n\n{each.text}", encoding="utf-8")
    config = "site_name: Benchmark\ntheme: {name: material, language: zh, font: false}\nplugins: [search]\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    run([SCRIPTS / "mkdocs", "build", "--quiet", "--config-file", folder / "mkdocs.yml"])
    return folder / "site"


def make_zim(library: Path, _folder: Path) -> Path:
    """Pack *library* as a ZIM file."""
    packed = write_zim(create_app(load_settings(library, environ={})), Selection(), PictureLimit())
    return packed.path.rename(library / "book.zim")


@contextmanager
def serve_zim(book: Path) -> Iterator[str]:
    """Let Kiwix serve *book* meanwhile; give the address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = ["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), book]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        # Its first line is that it can be reached.
        server.stdout.readline()
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.kill()


def run(command: list[object]) -> None:
    """Run *command*, and let it fail loudly."""
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


CONTENDERS = (
    Contender("Shuwu", make_shuwu, lambda article: f"{article.section}/{article.slug}.html"),
    Contender("Hugo", make_hugo, lambda article: f"{article.section}/{article.slug}/"),
    Contender("Pelican", make_pelican, lambda article: f"{article.slug}.html"),
    Contender("Material", make_material, lambda article: f"{article.slug}/"),
    Contender("Kiwix", make_zim, lambda article: f"viewer#book/article-{article.slug}.html", serve_zim, is_framed=True),
)


if __name__ == "__main__":
    main()
