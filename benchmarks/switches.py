"""Count what a box answers while releases take the place of each other.

    python benchmarks/switches.py [--articles 100] [--switches 50] [--requests 100000]

A library is frozen and served by `shuwu serve --frozen`. Meanwhile it is frozen again with another article and rolled
back; in a second round a signed copy is served, and pulled to the next release. Phones on this machine read on, each on
a line that stays open: the home page, then its styles, scripts and newest articles, as it links them, then they wait a
moment. What is not answered with 200 is counted, and so is an answer that is cut.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from urllib.parse import urljoin

PHONES = 8
PAUSE_SECONDS = 0.2
ARTICLE = (
    "---\ntitle: 第 {number} 次换班\ndate: 2026-01-01\nslug: article-{number}\n---\n"
    + "早稻育秧看天气，更看管理。\n" * 20
)
_LINK = re.compile(r'(?:href|src)="([^"#?]+\.(?:css|js|html))"')


def main() -> None:
    """Print a line for each way in which a release takes the place of another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--switches", type=int, default=50)
    parser.add_argument("--requests", type=int, default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library, copy = Path(name, "library"), Path(name, "copy")
        make_library(library, chosen.articles)
        print(f"{'':22}{'switches':>9}{'requests':>10}{'faults':>8}{'longest':>10}")
        for kind, site, switch in (
            ("freeze and rollback", library / "build/site", lambda number: freeze_or_roll_back(library, number)),
            ("pull", copy, lambda number: pull(library, copy, number)),
        ):
            measure(kind, site, switch, chosen.switches, chosen.requests)


def measure(kind: str, site: Path, switch: Callable[[int], None], switches: int, requests: int) -> None:
    """Read from a box on *site* during a number of *switches*, until there were enough *requests*."""
    switch(0)
    enough = Event()
    with serving(site) as port, ThreadPoolExecutor(PHONES) as crowd:
        phones = [Phone(port, enough) for _ in range(PHONES)]
        reading = [crowd.submit(phone.read_on) for phone in phones]
        try:
            for number in range(1, switches + 1):
                switch(number)
                wait_for(port, (site / "index.html").read_bytes())
            while sum(phone.requests for phone in phones) < requests:
                time.sleep(0.1)
        finally:
            enough.set()
        for each in reading:
            each.result()
    faults = sum((phone.faults for phone in phones), Counter())
    counted = sum(phone.requests for phone in phones)
    longest = max(phone.longest for phone in phones)
    print(f"{kind:22}{switches:>9}{counted:>10,}{sum(faults.values()):>8}{longest:>8.2f} s", dict(faults) or "")


class Phone:
    """Reads until *enough*; counts its *requests* and *faults*, and the seconds of the *longest* answer."""

    def __init__(self, port: int, enough: Event) -> None:
        self._port = port
        self._line = HTTPConnection("127.0.0.1", port, timeout=60)
        self._enough = enough
        self.requests, self.longest = 0, 0.0
        self.faults: Counter[str] = Counter()

    def read_on(self) -> None:
        while not self._enough.is_set():
            home = self._fetch("/")
            if "</footer>" not in home:
                self.faults["cut page"] += 1
            for link in list(dict.fromkeys(_LINK.findall(home)))[:12]:
                self._fetch(urljoin("/", link))
            self._enough.wait(PAUSE_SECONDS)
        self._line.close()

    def _fetch(self, path: str) -> str:
        self.requests += 1
        began = time.perf_counter()
        try:
            self._line.request("GET", path)
            response = self._line.getresponse()
            content = response.read().decode()
        except (OSError, HTTPException) as error:
            self.faults[type(error).__name__] += 1
            self._line.close()
            return ""
        self.longest = max(self.longest, time.perf_counter() - began)
        if response.status != 200:
            self.faults[f"{response.status} {path}"] += 1
        return content


def make_library(root: Path, articles: int) -> None:
    """Write a library to *root*, with a key; *articles* is the number of its articles."""
    shuwu("new", root)
    for number in range(articles):
        path = root / f"content/news/first-{number:04}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: 文章 {number}\ndate: 2025-01-01\n---\n育秧看天气。\n", "utf-8")
    shuwu("freeze", "--library", root)
    shuwu("key", "new", "--no-password", "--library", root)


def freeze_or_roll_back(library: Path, number: int) -> None:
    """Freeze another article, or go back to the release before, in turn."""
    if number % 2:
        add_article(library, number)
        shuwu("freeze", "--library", library)
    elif number:
        shuwu("rollback", "--library", library)


def pull(library: Path, copy: Path, number: int) -> None:
    """Freeze and sign another article, and bring *copy* up to it."""
    add_article(library, 10_000 + number)
    shuwu("freeze", "--library", library)
    shuwu("sign", "--library", library)
    shuwu("pull", library / "build/site", copy)


def add_article(library: Path, number: int) -> None:
    (library / f"content/news/article-{number}.md").write_text(ARTICLE.format(number=number), "utf-8")


def wait_for(port: int, page: bytes) -> None:
    """Wait until the box sends *page* as its home page, however often it is asked."""
    seen = 0
    while seen < 8:
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", "/")
        seen = seen + 1 if line.getresponse().read() == page else 0
        line.close()


@contextmanager
def serving(site: Path) -> Iterator[int]:
    """Serve *site* meanwhile; give the port."""
    command = [sys.executable, "-m", "webapp", "serve", "--frozen", site, "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            yield int(json.loads(server.stdout.readline())["url"].rstrip("/").rpartition(":")[2])
        finally:
            server.terminate()


def shuwu(*arguments: str | Path) -> None:
    """Run a command."""
    subprocess.run([sys.executable, "-m", "webapp", *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
