"""Measure how long a dropped file takes until readers can read and find it, in a library of 10,000 articles.

    TMPDIR=/dev/shm python benchmarks/inbox.py --data DIR [--articles 10000] [--drops 10]

Needs ``pip install -r benchmarks/requirements.in``. The peer is what a static site generator needs for one new article:
Hugo building the same library, without any search. The library is served, its index made by a first search.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from big_library import make_library
from data_folder import make_parser
from freeze import contenders, run

LOOK_SECONDS = 0.02
ARTICLE = re.compile(r"articles/[\w-]+\.html")


def main() -> None:
    """Print the seconds of each drop, and of one build by Hugo."""
    parser = make_parser(__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--drops", type=int, default=10)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        make_library(library, chosen.articles)
        (library / "content/inbox").mkdir()
        hugo = run(contenders(library, Path(folder))[0].command).wall_seconds
        seconds = drop_all(library, chosen.drops)
    median = statistics.median(seconds)
    print(f"{chosen.articles:,} articles, {chosen.drops} drops, each until it was read and found")
    print(f"  seconds: median {median:.2f}, longest {max(seconds):.2f}")
    print(f"  Hugo builds this library in {hugo:.2f} s: a drop takes {median / hugo:.2f} of that")


def drop_all(library: Path, count: int) -> list[float]:
    """Serve *library*, drop *count* files one after the other, and return the seconds that each took."""
    command = [sys.executable, "-m", "webapp", "serve", "--port", "0", "--json", "--library", str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            url = json.loads(server.stdout.readline())["url"]
            ask(f"{url}search/?q={quote('春')}")
            return [drop(library, url, number) for number in range(count)]
        finally:
            server.terminate()


def drop(library: Path, url: str, number: int) -> float:
    """Drop a file with a word of its own; return the seconds until its page is there and a search finds it."""
    word = f"zq{number:04}x"
    started = time.perf_counter()
    text = f"第{number}号通知\n\n五月三日上午全村停水检修，编号{word}，请各户提前储水。\n"
    (library / f"content/inbox/{word}.txt").write_text(text, encoding="utf-8")
    while not (found := ARTICLE.search(ask(f"{url}search/?q={word}"))):
        time.sleep(LOOK_SECONDS)
    assert word in ask(f"{url}{found[0]}")
    return time.perf_counter() - started


def ask(url: str) -> str:
    """Return a page."""
    with urlopen(url) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    main()
