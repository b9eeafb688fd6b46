"""Measure packs: the one-file library against xz and on a cheap phone, and what judges say of the others.

    python benchmarks/packs.py --data DIR

The one file is read by Debian's Chromium from ``file://`` at a sixth of its speed; ten thousand articles on a heap of
512 MB. Debian's epubcheck and zimcheck judge the book and the ZIM file of the same passages.
"""

import json
import lzma
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

from bars import Bar
from data_folder import JUDGED, data_path, make_parser
from judged_sets import read_set
from phone import CPU_SLOWDOWN, OPTIONS, SCREEN
from playwright.sync_api import Playwright, sync_playwright

from webapp.app import create_app
from webapp.pack.books.epub import write_epub
from webapp.pack.books.zim import write_zim
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import load_settings

HEAP = "--js-flags=--max-old-space-size=512"
MANY = 10_000
SIZE, SCREEN_SECONDS, SEARCH_SECONDS = Bar(2.6, 2.0), Bar(2, 1), Bar(1, 0.4)
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"
FIRST_SEARCH = """async query => {
  const start = performance.now(), found = await shuwu.search(query);
  return [(performance.now() - start) / 1000, found.total];
}"""


def main() -> None:
    """Print each figure with its bar."""
    make_parser(__doc__).parse_args()
    sets = [read_set(data_path(f"relevance/{name}")) for name in JUDGED]
    rows = [row for judged in sets for row in judged.docs]
    question = sets[0].questions[0].forms["query"]
    text = "".join(f"{row['title']}\n{row['text']}\n" for row in rows)
    xz_bytes = len(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    many = [{**rows[n % len(rows)], "id": f"{n}"} for n in range(MANY)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pack = _pack(Path(folder, "judged"), rows)
        ratio = pack.stat().st_size / xz_bytes
        print(f"{len(rows)} passages: {ratio:.2f} times their xz text ({SIZE.verdict(ratio)})")
        painted, searched, _ = _open(playwright, pack, question, CPU_SLOWDOWN)
        print(f"first screen, CPU x{CPU_SLOWDOWN}: {painted:.2f} s ({SCREEN_SECONDS.verdict(painted)})")
        print(f"first search, CPU x{CPU_SLOWDOWN}: {searched:.2f} s ({SEARCH_SECONDS.verdict(searched)})")
        for name, share, complaints in _judged(Path(folder, "judged"), xz_bytes):
            print(f"{name}: {share:.2f} times the xz text, {complaints} complaints")
        _, searched, total = _open(playwright, _pack(Path(folder, "many"), many), question, 1, HEAP)
        print(f"{MANY} articles, heap of 512 MB: first search {searched:.2f} s, {total} found")


def _pack(root: Path, rows: list[dict[str, str]]) -> Path:
    """Return *rows* as one file."""
    section = root / "content" / "articles"
    section.mkdir(parents=True)
    (root / "shuwu.toml").write_text('title = "百科"', encoding="utf-8")
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (section / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    app = create_app(load_settings(root, environ={}))
    return write_onefile(app, Selection(), PictureLimit()).path


def _judged(root: Path, xz_bytes: int) -> Iterator[tuple[str, float, int]]:
    """Yield other packs of the library at *root*: the kind, its bytes against the text, its judge's complaints."""
    app = create_app(load_settings(root, environ={}))
    book = write_epub(app, Selection(), PictureLimit(format="JPEG"))
    zim = write_zim(app, Selection(), PictureLimit())
    for name, packed, judge, complaint in (
        ("EPUB", book, ["java", "-jar", shutil.which("epubcheck")], r"^(?:FATAL|ERROR|WARNING|INFO)\("),
        ("ZIM", zim, ["zimcheck", "--all"], r"\[(?:ERROR|WARNING)\]"),
    ):
        said = run([*judge, packed.path], check=False, capture_output=True, encoding="utf-8")
        yield name, packed.bytes / xz_bytes, len(re.findall(complaint, said.stdout + said.stderr, re.MULTILINE))


def _open(playwright: Playwright, pack: Path, query: str, slowdown: int, *options: str) -> tuple[float, float, int]:
    """Return seconds to the first screen and for the first search, and how many articles it found."""
    name = os.environ.get("CHROMIUM", "chromium")
    browser = playwright.chromium.launch(executable_path=shutil.which(name) or name, args=[*OPTIONS, *options])
    page = browser.new_page(viewport=SCREEN)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.goto(pack.as_uri())
    painted = page.evaluate(FIRST_PAINT)
    searched, total = page.evaluate(FIRST_SEARCH, query)
    browser.close()
    return painted, searched, total


if __name__ == "__main__":
    main()
