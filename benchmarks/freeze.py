"""Compare indexing and freezing with Hugo and with the obvious Frozen-Flask app, on the same articles.

    TMPDIR=/dev/shm python benchmarks/freeze.py [--articles 1000 10000] [--rounds 3]

Needs ``pip install -r benchmarks/requirements.in``. Each program runs in a process of its own that starts with nothing
built. CPU seconds count all its threads; of several rounds the least is taken, as the machine may have had other work.
In /dev/shm the disk has no part in it: making a folder there takes 12 microseconds, on ext4 up to 900.
Compare the ratios, not the seconds: those are the machine's.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from big_library import make_library

PROJECT = Path(__file__).parents[1]
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


def main() -> None:
    """Print what each program costs, by number of articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    for count in chosen.articles:
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library"
            make_library(library, count)
            print(f"{count:,} articles{'CPU s':>24}{'wall s':>9}{'peak MB':>9}{'pages':>8}{'CPU / Hugo':>12}")
            compare(contenders(library, Path(folder)), chosen.rounds)


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
        pages = sum(1 for _ in program.output.rglob("*.html"))
        ratio = best.cpu_seconds / yardstick.cpu_seconds
        print(
            f"  {program.name:24}{best.cpu_seconds:>11.2f}{best.wall_seconds:>9.2f}{best.peak_mb:>9.0f}"
            f"{pages:>8,}{ratio:>12.2f}",
            flush=True,
        )


def run(command: list[str]) -> Cost:
    """Run *command* to its end and return what it and the processes it started took."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}.")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1000)


if __name__ == "__main__":
    main()
