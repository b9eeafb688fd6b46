"""Measure what bringing a copy up to date costs, beside rsync, and how fast a box serves, beside nginx.

    python benchmarks/update.py --data DIR [--articles 3500] [--seconds 5]

Needs Debian's rsync, nginx and wrk; what is missing is left out. The copy is pulled from a folder, and every byte read
from it is counted; over HTTP each of the five requests has its headers besides. rsync gets the best case: both folders
on one machine, files of the same size and date passed over, the delta algorithm on, compressed. Compare the ratios, not
the requests a second: those are the machine's.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from big_library import make_library
from data_folder import make_parser

from webapp.update.minisign import new_secret_key
from webapp.update.pull import pull
from webapp.update.sign import sign
from webapp.update.source import open_source

PORT_NGINX, PORT_BOX = 18_731, 18_732
NOTE = """---
title: 早稻育秧三件事
date: 2025-07-01
author: 王小明
tags: [tag-01, tag-07]
---
早稻育秧看天气，更看管理。第一件，浸种要足，清水浸两天两夜，每天换水一次，捞出沥干再催芽。第二件，秧田要平，畦面高低差不过一寸，
沟沟相通，排灌自如。第三件，盖膜要严，四周压土，白天气温超过二十五度揭膜通风，傍晚盖回。遇到倒春寒，夜里灌水护苗，天晴后慢慢排干，
不可猛晒。秧苗三叶一心时，每亩施尿素五公斤作断奶肥，移栽前三天再施一次送嫁肥。
大田整平后灌浅水，每穴插三四株，行距八寸，株距五寸，插得浅，插得直，插得匀。返青后薄水勤灌，够苗晒田，孕穗期不能缺水。
"""
NGINX = """daemon off; worker_processes {cores}; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
events {{ worker_connections 512; }}
http {{ include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
server {{ listen 127.0.0.1:{port}; root {site}; }} }}
"""


def main() -> None:
    """Print the bytes, then the requests a second."""
    parser = make_parser(__doc__)
    parser.add_argument("--articles", type=int, default=3500)
    parser.add_argument("--seconds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare_bytes(folder, chosen.articles)
        compare_speed(folder, chosen.seconds)


def compare_bytes(folder: Path, articles: int) -> None:
    """Add one article to a library of *articles*, and bring two old copies up to date."""
    library, key = folder / "library", new_secret_key()
    make_library(library, articles)
    for note in ("", NOTE):
        if note:
            (library / "content/farming/note.md").write_text(note, encoding="utf-8")
        freeze = [sys.executable, "-m", "webapp", "freeze", "--library", str(library)]
        subprocess.run(freeze, check=True, stdout=subprocess.DEVNULL)
        signed = sign(library / "build/site", library / "build/signed", key, datetime.now(UTC), library / "signed.json")
        if not note:
            pull(open_source(str(library / "build/site")), folder / "copy", key.public)
            shutil.copytree(library / "build/site", folder / "rsynced", ignore=shutil.ignore_patterns("release"))
    pulled = pull(open_source(str(library / "build/site")), folder / "copy", key.public)
    size = len(NOTE.split("---\n")[2].encode())
    print(f"One article of {size} bytes added to {articles:,}; {signed.changed} of {signed.files:,} files change")
    print(f"  shuwu pull            {pulled.fetched_bytes:>9,} bytes, manifest and all")
    if shutil.which("rsync"):
        print(f"  rsync -rtz            {rsync_bytes(library / 'build/site', folder / 'rsynced'):>9,} bytes")


def rsync_bytes(source: Path, copy: Path) -> int:
    """Return what rsync sends and receives to make *copy* the same; it passes over files of the same size and date."""
    command = [
        "rsync",
        "-rtz",
        "--delete",
        "--no-whole-file",
        "--exclude=/release",
        "--stats",
        f"{source}/",
        f"{copy}/",
    ]
    stats = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return sum(int(count.replace(",", "")) for count in re.findall(r"Total bytes (?:sent|received): ([\d,]+)", stats))


def compare_speed(folder: Path, seconds: int) -> None:
    """Ask nginx and the box for the same pages."""
    if not (shutil.which("nginx") and shutil.which("wrk")):
        print("nginx or wrk is missing: the requests a second are left out.")
        return
    site = folder / "copy"
    settings = NGINX.format(cores=2, folder=folder, port=PORT_NGINX, site=site)
    (folder / "nginx.conf").write_text(settings, encoding="utf-8")
    box = [sys.executable, "-m", "webapp", "serve", "--frozen", str(site), "--port", str(PORT_BOX), "--json"]
    with running(["nginx", "-c", str(folder / "nginx.conf")]), running(box) as started:
        json.loads(started.stdout.readline())
        print(f"Requests a second{'nginx':>12}{'box':>9}{'box / nginx':>13}")
        for address in ("index.html", "about/index.html"):
            figures = [requests_a_second(port, address, seconds) for port in (PORT_NGINX, PORT_BOX)]
            print(f"  {address:18}{figures[0]:>9,.0f}{figures[1]:>9,.0f}{figures[1] / figures[0]:>13.2f}")


def requests_a_second(port: int, page: str, seconds: int) -> float:
    """Return how many requests for *page* are answered a second on 32 connections."""
    address = f"http://127.0.0.1:{port}/{page.removesuffix('index.html')}"
    command = ["wrk", "-t1", "-c32", f"-d{seconds}s", address]
    found = re.search(
        r"Requests/sec: +([\d.]+)", subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return float(found[1])


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Run a server meanwhile."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as server:
        time.sleep(1)
        try:
            yield server
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
