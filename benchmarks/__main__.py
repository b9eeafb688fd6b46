"""Run every benchmark, or those named: ``python -m benchmarks --data DIR [NAME...]``."""

import subprocess
import sys
from pathlib import Path

from benchmarks.data_folder import make_parser

FOLDER = Path(__file__).parent


def main() -> None:
    """Run the scripts of this folder one after the other, until one fails."""
    found = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if 'if __name__ == "__main__"' in path.read_text()}
    del found["__main__"]
    parser = make_parser(__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(found))
    chosen = parser.parse_args().names or list(found)
    if unknown := [name for name in chosen if name not in found]:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(found)}")
    for name in chosen:
        print(f"\n{name}\n", flush=True)
        outcome = subprocess.run([sys.executable, found[name]], check=False, cwd=FOLDER.parent)
        if outcome.returncode:
            sys.exit(outcome.returncode)


main()
