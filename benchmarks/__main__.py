"""Run every benchmark, or those named: ``python -m benchmarks [NAME...]``."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> None:
    """Run the scripts of this folder one after the other."""
    found = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if 'if __name__ == "__main__"' in path.read_text()}
    del found["__main__"]
    for name in sys.argv[1:] or found:
        print(f"\n{name}\n", flush=True)
        subprocess.run([sys.executable, found[name]], check=True, cwd=FOLDER.parent)


main()
