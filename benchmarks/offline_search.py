"""Compare the frozen site's search with Pagefind, on the same pages in the same Chromium.

    python benchmarks/offline_search.py --data DIR [--sets small judged mixed] [--poems 100000] [--queries 30]

Needs ``pip install -r benchmarks/requirements.in`` and Debian's chromium. Bytes are the gzipped bodies that Chromium
fetched over HTTP for the search alone: the page and its styles are the same for both, and left out. A first search is
made in a browser that has fetched nothing, a next one in the same page. ``--sets`` with nothing after it leaves the
judged sets out.
"""

import os
import tempfile
from pathlib import Path

from data_folder import Row, make_parser
from phone import launch
from playwright.sync_api import Browser, sync_playwright
from search_corpora import Corpus, append_rows, make_corpus, text_bytes, write_library
from search_figures import Hosting, read
from search_report import print_report
from search_sites import (
    PAGEFIND,
    SHUWU,
    Contender,
    add_pagefind,
    changed,
    digests,
    freeze_library,
    freeze_search,
    update_shards,
    weigh,
)

from webapp.settings import Settings, load_settings
from webapp.store.library import Library

PROJECT = Path(__file__).parents[1]
SETS = ("small", "judged", "mixed")

MOST_PAGES = 20_000
"""Above this Pagefind is left out: it needs every page, and 3,500 take it 1.6 GB of memory already."""

LEAST_CHARACTERS = 400
"""Of an article that is added; the sample library's calendar has shorter ones."""


def main() -> None:
    """Print a report on each chosen corpus."""
    parser = make_parser(__doc__)
    parser.add_argument("--sets", nargs="*", choices=SETS, default=SETS)
    parser.add_argument("--poems", type=int, default=0, help="how many poems to search too, by themselves")
    parser.add_argument("--queries", type=int, default=30, help="of each number of words")
    chosen = parser.parse_args()
    names = [*chosen.sets, *([f"poems-{chosen.poems}"] if chosen.poems else [])]
    with sync_playwright() as playwright, launch(playwright) as browser:
        print(f"Chromium {browser.version}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
        for name in names:
            with tempfile.TemporaryDirectory() as folder:
                compare(make_corpus(name), Path(folder), browser, chosen.queries)


def compare(corpus: Corpus, root: Path, browser: Browser, count: int) -> None:
    """Measure both searches of *corpus*, with a library in the folder *root*, and print them side by side."""
    write_library(corpus, root)
    settings = load_settings(root, environ={})
    contenders = [PAGEFIND, SHUWU] if len(corpus.rows) <= MOST_PAGES else [SHUWU]
    site = build(settings, corpus, contenders)
    readings = {item.name: read(item, site, corpus, browser, count) for item in contenders}
    hostings = host(settings, corpus, contenders, site)
    print_report(corpus, text_bytes(corpus.rows), readings, hostings)


def build(settings: Settings, corpus: Corpus, contenders: list[Contender]) -> Path:
    """Freeze the library with the search of each contender in it, and return the folder of the site."""
    if PAGEFIND not in contenders:
        return freeze_search(settings)
    site = freeze_library(settings)
    add_pagefind(site, corpus.sections)
    return site


def host(settings: Settings, corpus: Corpus, contenders: list[Contender], site: Path) -> dict[str, Hosting]:
    """Weigh the indexes, then add articles and see what changes in them."""
    weights = {item.name: weigh(site, item) for item in contenders}
    before = {item.name: digests(site, item) for item in contenders}
    collection = settings.content / next(iter(corpus.sections)) / "added.jsonl"
    first, *others = village_rows()
    append_rows(collection, [first])
    site = build(settings, corpus, contenders)
    changes = {item.name: changed(site, item, before[item.name], digests(site, item)) for item in contenders}
    later = {SHUWU.name: later_changes(settings, collection, others)}
    return {name: Hosting(weights[name], changes[name], later.get(name, [])) for name in weights}


def village_rows() -> list[Row]:
    """Return the longer articles of the sample library as rows: a village would add them, and no set has them."""
    articles = sorted(Library(load_settings(PROJECT, environ={})).current().articles, key=lambda article: article.slug)
    rows = [{"id": article.slug, "title": article.title, "text": article.body} for article in articles]
    return [row for row in rows if len(row["text"]) >= LEAST_CHARACTERS]


def later_changes(settings: Settings, collection: Path, rows: list[Row]) -> list[int]:
    """Add *rows* one by one, and return how many gzipped bytes of the frozen index each changes."""
    # Time stands still for it, so that it looks at the folder whenever it is asked, and reads only what was added.
    library = Library(settings, timer=lambda: 0.0)
    sizes, before = [], digests(settings.build, SHUWU)
    for row in rows:
        append_rows(collection, [row])
        update_shards(library, settings)
        after = digests(settings.build, SHUWU)
        sizes.append(sum(changed(settings.build, SHUWU, before, after).values()))
        before = after
    return sizes


if __name__ == "__main__":
    main()
