"""Compare indexing and freezing with Hugo and with the obvious Frozen-Flask app, on the same articles.

Then one article is added, and Hugo and we freeze again: what that takes, and how many files are new, other or gone.

    TMPDIR=/dev/shm python benchmarks/freeze.py --data DIR [--articles 1000 10000] [--rounds 3]

Needs ``pip install -r benchmarks/requirements.in``. Each program runs in a process of its own that starts with nothing
built. CPU seconds count all its threads; of several rounds the least is taken, as the machine may have had other work.
In /dev/shm the disk has no part in it: making a folder there takes 12 microseconds, on ext4 up to 900.
Compare the ratios, not the seconds: those are the machine's.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from big_library import make_library
from data_folder import make_parser

PROJECT = Path(__file__).parents[1]
NOTICE = """---
title: 村里的第{number}个通知
date: 2025-07-01
tags: [tag-01, tag-02]
---
今年早稻收割提前，请各家各户检查农机，备好晒场。村委会在晒谷坪设了服务点，周一到周五有人值班，可以借磅秤和雨布。
"""
PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True)
class Cost:
    """What one run of a program took."""

    cpu_seconds: float
    wall_seconds: float
    peak_mb: float


@dataclass(frozen=True)
class Contender:
    """A program: what to call it, how to run it, and the folder it writes."""

    name: str
    command: list[str]
    output: Path

    @property
    def site(self) -> Path:
        """The folder with the pages alone."""
        return self.output / "site" if (self.output / "site").is_dir() else self.output


def main() -> None:
    """Print what each program costs, by number of articles."""
    parser = make_parser(__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    for count in chosen.articles:
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library"
            make_library(library, count)
            print(f"{count:,} articles{'CPU s':>24}{'wall s':>9}{'peak MB':>9}{'pages':>8}{'CPU / Hugo':>12}")
            programs = contenders(library, Path(folder))
            compare(programs, chosen.rounds)
            print(f"  one more article{'CPU s':>18}{'wall s':>9}{'peak MB':>9}{'files changed':>15}")
            for program in (programs[0], programs[2]):
                add_articles(program, library, chosen.rounds)


def contenders(library: Path, folder: Path) -> list[Contender]:
    """Return the programs, Hugo first, as the others are compared with it."""
    scripts = Path(sys.executable).parent
    content, shuwu = library / "content", [sys.executable, "-m", "webapp"]
    hugo_command = ["--quiet", "--noBuildLock", "--source", str(PEERS / "hugo"), "--contentDir", str(content)]
    hugo, flask = folder / "hugo", folder / "flask"
    flask_command = [sys.executable, "-W", "ignore", str(PEERS / "flatpages/freeze.py"), str(content), str(flask)]
    return [
        Contender("Hugo", [str(scripts / "hugo"), *hugo_command, "--destination", str(hugo)], hugo),
        Contender("Frozen-Flask, plainly", flask_command, flask),
        Contender("shuwu freeze", [*shuwu, "freeze", "--library", str(library)], library / "build"),
        Contender("shuwu index", [*shuwu, "index", "--library", str(library)], library / "build"),
    ]


def compare(programs: list[Contender], rounds: int) -> None:
    """Run each program and print its row."""
    yardstick = None
    for program in programs:
        costs = []
        for _ in range(rounds):
            shutil.rmtree(program.output, ignore_errors=True)
            costs.append(run(program.command))
        best = min(costs, key=lambda cost: cost.cpu_seconds)
        yardstick = yardstick or best
        pages = sum(1 for _ in program.site.rglob("*.html"))
        ratio = best.cpu_seconds / yardstick.cpu_seconds
        print(
            f"  {program.name:24}{best.cpu_seconds:>11.2f}{best.wall_seconds:>9.2f}{best.peak_mb:>9.0f}"
            f"{pages:>8,}{ratio:>12.2f}",
            flush=True,
        )


def add_articles(program: Contender, library: Path, rounds: int) -> None:
    """Add an article and run *program*, some times over, and print the best row."""
    shutil.rmtree(program.output, ignore_errors=True)
    run(program.command)
    rows = []
    for number in range(rounds):
        before = states(program.site)
        path = library / f"content/village/one-more-{program.name[:4]}-{number}.md"
        path.write_text(NOTICE.format(number=number), encoding="utf-8")
        cost = run(program.command)
        changed = {name for name, _ in before.items() ^ states(program.site).items()}
        rows.append((cost.wall_seconds, cost, len(changed)))
    wall_seconds, best, changed_files = min(rows, key=lambda row: row[0])
    costs = f"{best.cpu_seconds:>10.2f}{wall_seconds:>9.2f}{best.peak_mb:>9.0f}"
    print(f"  {program.name:24}{costs}{changed_files:>15,}", flush=True)


def states(site: Path) -> dict[str, str]:
    """Return a digest of each file below *site*, by name."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.md5(path.read_bytes()).hexdigest() for path in files}


def run(command: list[str]) -> Cost:
    """Run *command* to its end and return what it and the processes it started took."""
    start = time.perf_counter()
    # As it is installed, Python keeps what it compiled; some machines forbid that.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, env=environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}.")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1000)


if __name__ == "__main__":
    main()
