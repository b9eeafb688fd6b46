"""Where the benchmarks' data lies. It is not ours, so it is not in the repository: who measures names a folder with it.

Each benchmark that needs data takes ``--data DIR``; the variable SHUWU_DATA says the same for all of them.
"""

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "SHUWU_DATA"
JUDGED = ("cmrc-trial", "drcd-dev")
"""The judged sets in Chinese, which also make the articles of large libraries."""

POEMS = "scale/poems-100k.jsonl.gz"
Row = dict[str, str]

SOURCES = f"""The folder holds

    relevance/drcd-dev     DRCD, dev part: https://github.com/DRCKnowledgeTeam/DRCD
    relevance/cmrc-trial   CMRC 2018, trial part: https://github.com/ymcui/cmrc2018
    relevance/xquad-*      XQuAD, for relevance.py in other languages: https://github.com/google-deepmind/xquad
    {POEMS}
                           the first poems of https://github.com/chinese-poetry/chinese-poetry

in the form that docs/benchmarks.md describes under "Data"."""


def make_parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of a benchmark's options, of which ``--data`` is the first."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", metavar="DIR", action=_Name, help=f"the folder of data; else the variable {VARIABLE}")
    return parser


def data_path(name: str) -> Path:
    """Return the path of the file or folder *name* of the data; end the program with 1 if it is not there."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        _end(f"This measures on data that is not in the repository. Name its folder: --data DIR, or {VARIABLE}=DIR.")
    path = Path(folder, name)
    if not path.exists():
        _end(f"{path}: there is no such data. Put it there, or name another folder: --data DIR, or {VARIABLE}=DIR.")
    return path


def judged_folders() -> list[Path]:
    """Return the folders of all judged sets that are there; end the program with 1 if there is none."""
    found = sorted(data_path("relevance").iterdir())
    return found or [data_path(f"relevance/{JUDGED[0]}")]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the objects of a file of JSON lines, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class _Name(argparse.Action):
    """Keeps the folder where the processes that a benchmark starts find it, too."""

    def __call__(self, _parser: object, _namespace: object, values: object, _option: str | None = None) -> None:
        os.environ[VARIABLE] = str(Path(str(values)).resolve())


def _end(fault: str) -> None:
    sys.exit(f"{fault}\n{SOURCES}")
