"""Give each reader of dropped files thousands of damaged ones, and say what became of them.

    python tools/fuzz.py [--runs 10000] [READER...]        (Linux; needs pip install -r requirements/bench.txt)

atheris changes the documents of the gold set where that leads into further code of ours. A reader may refuse a file and
nothing else. What ends the run: a crash, ten seconds, more memory than the worker process may have, a file outside the
folder it was given, a script in the page that readers would get. The file that did it is kept in build/fuzz.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

READERS = (
    "text",
    "markdown",
    "page",
    "saved-page",
    "word",
    "word-inside",
    "pdf",
    "epub",
    "epub-chapter",
    "epub-package",
    "zip",
    "rows",
    "picture",
)
"""Those of tools/fuzz_readers.py."""


def main() -> None:
    """Fuzz each of the readers that are named, in a process of its own; exit 1 if one did what it may not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(READERS))
    parser.add_argument("--runs", type=int, default=10_000)
    chosen = parser.parse_args()
    faults = [reader for reader in chosen.readers or READERS if not is_good(reader, chosen.runs)]
    sys.exit(f"{', '.join(faults)}: see build/fuzz" if faults else 0)


def is_good(reader: str, runs: int) -> bool:
    """Give *reader* damaged files, *runs* of them; print how many it read, or what happened."""
    command = [sys.executable, str(Path(__file__).with_name("fuzz_readers.py")), reader, str(runs)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", errors="replace")
    count = re.search(r"Done (\d+) runs in (\d+) second", done.stderr)
    print(f"{reader:<16}{f'{int(count[1]):>9,} files  {count[2]:>5} s' if count else 'stopped'}", flush=True)
    if not count:
        print(done.stderr[-3000:])
    return count is not None and done.returncode == 0


if __name__ == "__main__":
    main()
