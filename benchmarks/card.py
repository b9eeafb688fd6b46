"""Measure what a site of ten thousand articles takes of a memory card, beside Hugo's, for several sizes of clusters.

    TMPDIR=/dev/shm python benchmarks/card.py --data DIR [--articles 10000]

A file takes whole clusters, and a folder at least one. What a site takes is divided by the bytes of its own files.
Hugo's has no search.
"""

import tempfile
import time
from pathlib import Path

from bars import Bar
from big_library import make_library
from data_folder import make_parser
from freeze import contenders, run

from webapp.pack.card import CLUSTER, write_card

CLUSTERS = (4096, CLUSTER, 131_072)
SHARE = Bar(1.5, 1.2)


def main() -> None:
    """Print a row for each site."""
    parser = make_parser(__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        make_library(library, count)
        hugo, _, shuwu, _ = contenders(library, Path(folder))
        run(hugo.command)
        run(shuwu.command)
        start = time.perf_counter()
        card = write_card(library / "build")
        seconds = time.perf_counter() - start
        print(f"{count:,} articles{'files':>16}{'MB':>8}" + "".join(f"{size // 1024:>8} kB" for size in CLUSTERS))
        for name, site in (("Hugo", hugo.site), ("shuwu freeze", shuwu.site), ("shuwu freeze --card", card.path)):
            sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
            shares = [share(site, sizes, size) for size in CLUSTERS]
            print(f"  {name:24}{len(sizes):>8,}{sum(sizes) / 1e6:>8.1f}" + "".join(f"{each:>11.2f}" for each in shares))
        print(f"the card against its bytes: {shares[1]:.2f} ({SHARE.verdict(shares[1])}), bound in {seconds:.1f} s")


def share(site: Path, sizes: list[int], cluster: int) -> float:
    """Return how many times its bytes *site*, with files of these *sizes*, takes of a card with such a *cluster*."""
    folders = sum(path.is_dir() for path in site.rglob("*"))
    return (sum(-(-size // cluster) for size in sizes) + folders) * cluster / sum(sizes)


if __name__ == "__main__":
    main()
