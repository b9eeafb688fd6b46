"""Read a judged set, and ask each of its questions as people do: whole, as keywords, and both in the other script.

A set is a folder with ``docs.jsonl`` ({"id", "title", "text"}), ``queries.jsonl`` ({"qid", "query", "doc"}, one
relevant document each) and perhaps ``variants.jsonl`` ({"qid", "doc", "query", "kw", "query_x", "kw_x"}), which has the
forms of some of the questions. Without the last, the forms of all questions are made here.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import opencc
import rjieba
from data_folder import Row, read_rows

from webapp.core.language.guess import language_of
from webapp.core.language.stems import language

FORMS = {"query": "question", "kw": "keywords", "query_x": "question, other script", "kw_x": "keywords, other script"}
"""What the keys of a row of variants hold."""

SAME_SCRIPT = {"query_x": "query", "kw_x": "kw"}
SEED = 2026
KEYWORDS = 3
LEAST_CHARACTERS = 2
ASKING = frozenset(
    [f"{start}么" for start in ("什", "为什", "怎")]
    + [f"何{rest}" for rest in ("时", "人", "年", "处")]
    + [f"哪{rest}" for rest in ("", "个", "些", "一", "一个", "里", "儿", "位", "年", "种")]
    + ["甚么", "什麽", "为何", "如何", "怎样", "谁", "几", "几个", "多少"]
)
"""Question words: nobody types them among keywords."""

_WORD = re.compile(r"\w+")
_to_simplified = opencc.OpenCC("t2s").convert
_to_traditional = opencc.OpenCC("s2t").convert


@dataclass(frozen=True)
class Question:
    """One question, the id of the document that answers it, and its texts by form; *forms* has at least ``query``."""

    qid: str
    doc: str
    forms: dict[str, str]


@dataclass(frozen=True)
class JudgedSet:
    """Documents as rows, and the questions asked of them."""

    name: str
    docs: list[Row]
    questions: list[Question]

    def asked(self, form: str) -> list[Question]:
        """Return the questions that can be asked in *form*."""
        return [question for question in self.questions if form in question.forms]


def read_set(folder: Path, sample: int | None = None, derive: bool = False) -> JudgedSet:
    """Return the set in *folder*, with at most *sample* questions, those first that have all forms.

    With *derive*, or without ``variants.jsonl``, the forms of every question are made rather than read.
    """
    docs = list(read_rows(folder / "docs.jsonl"))
    variants = folder / "variants.jsonl"
    given = {} if derive or not variants.exists() else {row["qid"]: row for row in read_rows(variants)}
    make_forms = _given_forms(given) if given else _FormMaker(docs)
    questions = [
        Question(row["qid"], row["doc"], make_forms(row["qid"], row["query"]))
        for row in read_rows(folder / "queries.jsonl")
        if row["query"].strip()  # cmrc-trial has two that ask nothing
    ]
    if sample is not None:
        random.Random(SEED).shuffle(questions)
        questions = sorted(questions, key=lambda question: -len(question.forms))[:sample]
    return JudgedSet(folder.name, docs, questions)


def set_language(judged: JudgedSet) -> str:
    """Return the language of most documents of *judged*."""
    found = Counter(language(language_of(f"{row['title']}\n{row['text']}", "en")) for row in judged.docs)
    return found.most_common(1)[0][0]


def _given_forms(given: dict[str, Row]) -> Callable[[str, str], Row]:
    def forms(qid: str, query: str) -> Row:
        row = given.get(qid, {})
        return {"query": query} | {form: row[form] for form in FORMS if row.get(form) and form != "query"}

    return forms


class _FormMaker:
    """Makes the forms of questions about *docs*: their rarest words by rjieba, the other script by OpenCC.

    Words are cut in Simplified text, as rjieba splits Traditional badly, and shown as they were written.
    """

    def __init__(self, docs: list[Row]) -> None:
        self._holding: Counter[str] = Counter()
        for row in docs:
            self._holding.update(set(rjieba.cut(_to_simplified(f"{row['title']}\n{row['text']}"))))

    def __call__(self, _qid: str, query: str) -> Row:
        keywords = self._keywords(query)
        other = _to_simplified if _to_simplified(query) != query else _to_traditional
        return {"query": query, "kw": keywords, "query_x": other(query), "kw_x": other(keywords)}

    def _keywords(self, query: str) -> str:
        """Return up to three of the query's words that the fewest documents hold, in its order; else all of it."""
        telling, place = {}, 0
        for word in rjieba.cut(_to_simplified(query)):
            shown = query[place : place + len(word)]
            place += len(word)
            if len(word) >= LEAST_CHARACTERS and _WORD.fullmatch(word) and word not in ASKING and self._holding[word]:
                telling.setdefault(shown, self._holding[word])
        rarest = sorted(telling, key=telling.__getitem__)[:KEYWORDS]
        return " ".join(word for word in telling if word in rarest) or query
