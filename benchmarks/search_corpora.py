"""What the search benchmark searches, and for what: judged encyclopedia passages, poems, and queries made from them.

The same name gives the same articles and queries every time.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data_folder import JUDGED, POEMS, Row, data_path, read_rows
from judged_sets import read_set

SEED = 2026
MOST_WORDS = 3
MIXED_SIZE = 3500
PUNCTUATION = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Corpus:
    """Rows ``{id, title, text}`` by section, and lists of three words such as a reader types."""

    name: str
    sections: dict[str, list[Row]]
    words: list[list[str]]

    @property
    def rows(self) -> list[Row]:
        """All rows, one section after the other."""
        return [row for rows in self.sections.values() for row in rows]

    def queries(self, words: int, count: int) -> list[str]:
        """Return *count* different queries of *words* words each, or as many as there are."""
        chance = random.Random(f"{SEED} {self.name} {words}")
        found = (" ".join(given[at] for at in sorted(chance.sample(range(len(given)), words))) for given in self.words)
        different = list(dict.fromkeys(found))
        return chance.sample(different, min(count, len(different)))


def make_corpus(name: str) -> Corpus:
    """Return a corpus by its name: ``small``, ``judged`` or ``mixed``, or ``poems-`` and their number."""
    if name == "small":
        return _judged("100 passages of drcd-dev", {"drcd-dev": passages("drcd-dev")[:100]})
    judged = {name: passages(name) for name in JUDGED}
    if name == "judged":
        return _judged("drcd-dev + cmrc-trial", judged)
    if name == "mixed":
        rows = list(poems(MIXED_SIZE - sum(map(len, judged.values()))))
        return _judged(f"drcd-dev + cmrc-trial + the first {len(rows):,} poems", judged | {"poems": rows})
    count = int(name.removeprefix("poems-"))
    rows = list(poems(count))
    return Corpus(f"the first {count:,} poems", {"poems": rows}, list(_pieces(rows)))


def write_library(corpus: Corpus, root: Path) -> None:
    """Write *corpus* to the empty folder *root* as a library, one collection a section."""
    for section, rows in corpus.sections.items():
        (root / "content" / section).mkdir(parents=True)
        append_rows(root / "content" / section / "docs.jsonl", rows)
    (root / "shuwu.toml").write_text('title = "百科"\n', encoding="utf-8")


def append_rows(path: Path, rows: list[Row]) -> None:
    """Add *rows* to a collection."""
    with path.open("a", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def text_bytes(rows: list[Row]) -> tuple[int, int]:
    """Return the gzipped size of all titles and texts: as one stream, and as a stream each."""
    texts = [f"{row['title']}\n{row['text']}\n".encode() for row in rows]
    return len(gzip.compress(b"".join(texts))), sum(len(gzip.compress(text)) for text in texts)


def _judged(name: str, sections: dict[str, list[Row]]) -> Corpus:
    """Take the keywords of those judged questions whose passage is among the rows."""
    ids = {row["id"] for rows in sections.values() for row in rows}
    asked = [question for name in JUDGED for question in read_set(data_path(f"relevance/{name}")).asked("kw")]
    words = [question.forms["kw"].split() for question in asked if question.doc in ids]
    return Corpus(name, sections, [given for given in words if len(given) == MOST_WORDS])


def _pieces(rows: list[Row]) -> Iterator[list[str]]:
    """Cut pieces of 2 to 4 characters out of some poems' lines."""
    chance = random.Random(SEED)
    for row in chance.sample(rows, min(2000, len(rows))):
        lines = [line for line in PUNCTUATION.split(row["text"]) if len(line) >= 4]
        if len(lines) >= MOST_WORDS:
            yield [_piece(line, chance) for line in chance.sample(lines, MOST_WORDS)]


def _piece(line: str, chance: random.Random) -> str:
    size = chance.randint(2, 4)
    start = chance.randint(0, len(line) - size)
    return line[start : start + size]


def poems(count: int | None = None) -> Iterator[Row]:
    """Yield the first *count* poems, or all of them."""
    return islice(read_rows(data_path(POEMS)), count)


def passages(name: str) -> list[Row]:
    """Return the documents of a judged set."""
    return list(read_rows(data_path(f"relevance/{name}/docs.jsonl")))
