"""Make the folder of data that the benchmarks ask for, from what its owners publish.

    python tools/make_benchmark_data.py DIR --set drcd-dev DRCD_dev.json \\
        --set cmrc-trial squad-style-data/cmrc2018_trial.json --poems chinese-poetry/全唐诗

A set is a file of JSON in the form of SQuAD; the poems are the files ``poet.song.0.json``, ``poet.song.1000.json``
and so on. docs/benchmarks.md says where these are.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

POEMS = 100_000

Row = dict[str, str]


def main() -> None:
    """Write what is asked for into DIR."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--set", dest="sets", action="append", nargs=2, default=[], metavar=("NAME", "FILE"))
    parser.add_argument("--poems", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    for name, file in chosen.sets:
        write_set(chosen.folder / "relevance" / name, json.loads(Path(file).read_text(encoding="utf-8")))
    if chosen.poems:
        (chosen.folder / "scale").mkdir(parents=True, exist_ok=True)
        with gzip.open(chosen.folder / "scale/poems-100k.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(_lines(islice(poems(chosen.poems), POEMS)))


def write_set(folder: Path, squad: dict[str, Any]) -> None:
    """Write the passages and the questions of *squad* to *folder*. A passage without an id gets a number."""
    passages = [(article, passage) for article in squad["data"] for passage in article["paragraphs"]]
    docs, questions = [], []
    for number, (article, passage) in enumerate(passages):
        doc = passage.get("id", str(number))
        docs.append({"id": doc, "title": article.get("title", ""), "text": passage["context"]})
        questions += [{"qid": each["id"], "query": each["question"], "doc": doc} for each in passage["qas"]]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "docs.jsonl").write_text("".join(_lines(docs)), encoding="utf-8")
    (folder / "queries.jsonl").write_text("".join(_lines(questions)), encoding="utf-8")


def poems(folder: Path) -> Iterator[Row]:
    """Yield the poems of the Song in *folder*, in the order of their files' numbers."""
    files = sorted(folder.glob("poet.song.*.json"), key=lambda path: int(path.suffixes[-2][1:]))
    found = (poem for path in files for poem in json.loads(path.read_text(encoding="utf-8")))
    for number, poem in enumerate(found):
        text = "\n".join(poem["paragraphs"])
        yield {"id": f"poem{number}", "title": poem["title"], "author": poem["author"], "text": text}


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
