"""Queries in a file, and what they find as a TREC run: what programs that judge rankings read and write."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.errors import QueryFileError
from webapp.messages import Message
from webapp.search.live.results import Results
from webapp.store.snapshot import Snapshot

_RUN_NAME = "shuwu"


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """One query of a judged set, and its id there."""

    qid: str
    text: str


def read_queries(path: Path) -> Iterator[JudgedQuery]:
    """Yield the queries of *path*, whose lines are objects with ``qid`` and ``query``; other keys are left alone.

    Raises QueryFileError for a line that is none.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _read_query(path, number, line)


def run_lines(qid: str, results: Results, snapshot: Snapshot) -> Iterator[str]:
    """Yield a line of a TREC run for each article of *results*, by the id that it has in *snapshot*."""
    for rank, hit in enumerate(results.hits, 1):
        article = snapshot.article(hit.slug)
        yield f"{qid} Q0 {article.id if article else hit.slug} {rank} {hit.score} {_RUN_NAME}"


def _read_query(path: Path, number: int, line: bytes) -> JudgedQuery:
    try:
        row = json.loads(line.decode("utf-8-sig"))
        qid, text = row["qid"], row["query"]
    except (ValueError, KeyError, TypeError):
        raise QueryFileError(path, number, Message("bad_query_row")) from None
    if not isinstance(qid, str | int) or not isinstance(text, str):
        raise QueryFileError(path, number, Message("query_no_texts"))
    return JudgedQuery(str(qid), text)
