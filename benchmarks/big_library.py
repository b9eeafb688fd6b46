"""Make a large library: encyclopedia passages among many poems. Every library of one size is the same."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from pathlib import Path

from data_folder import JUDGED
from search_corpora import passages, poems

SECTIONS = ("policy", "farming", "village", "safety", "health", "school", "market", "culture")
TAGS = tuple(f"tag-{number:02}" for number in range(40))
NEWEST = date(2025, 6, 30)
ARTICLES_A_DAY = 3


def make_library(root: Path, count: int) -> None:
    """Write a library of *count* articles to the folder *root*, a file each, in sections; what was there is deleted."""
    shutil.rmtree(root, ignore_errors=True)
    for section in SECTIONS:
        folder = root / "content" / section
        folder.mkdir(parents=True)
        (folder / "_index.md").write_text(f"---\ntitle: {section.title()}\n---\n", encoding="utf-8")
    (root / "shuwu.toml").write_text('title = "Benchmark"\n', encoding="utf-8")
    for number, row in enumerate(islice(_rows(), count)):
        path = root / "content" / SECTIONS[number % len(SECTIONS)] / f"article-{number:05}.md"
        path.write_text(_article(number, row), encoding="utf-8")


def _rows() -> Iterator[dict[str, str]]:
    """Yield a passage and seven poems in turn, until the passages are used up; then poems alone."""
    verses = poems()
    for passage in chain.from_iterable(map(passages, JUDGED)):
        yield passage
        yield from islice(verses, 7)
    yield from verses


def _article(number: int, row: dict[str, str]) -> str:
    # JSON's strings are YAML's as well, whatever quotes and colons a title holds.
    fields = {
        "title": row["title"],
        "date": (NEWEST - timedelta(days=number // ARTICLES_A_DAY)).isoformat(),
        "author": row.get("author", ""),
        "tags": sorted({TAGS[number % len(TAGS)], TAGS[number * 7 % len(TAGS)]}),
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value)
    return "\n".join(["---", *lines, "---", row["text"], ""])
