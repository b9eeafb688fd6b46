"""Ask other search engines the questions of a judged set; each returns the ids that it shows first for each query."""

import json
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from judged_sets import JudgedSet
from live_engines import SHOWN, Tantivy, article, pairs, searched_text

from webapp.core.language.stems import SYLLABIC, analyzer_of, stemmer
from webapp.core.language.text import are_neighbours
from webapp.core.language.tokens import is_word_term

PEERS = Path(__file__).parent / "peers"


def ask_tantivy(judged: JudgedSet, queries: list[str], language: str, with_stems: bool) -> list[list[str]]:
    """Ask tantivy for any of the query's terms, by BM25: words in *language*, or their stems.

    They are pairs of words too where it writes syllables apart, and characters, pairs or runs of three letters in
    scripts without blanks.
    """

    def cut(text: str) -> list[str]:
        found = analyzer_of([language]).terms(text)
        stem = stemmer(language) if with_stems else str
        kept = (term for term in found if language in SYLLABIC or not are_neighbours(term))
        return [stem(term[1:]) if is_word_term(term) else term for term in kept]

    with tempfile.TemporaryDirectory() as folder:
        engine = Tantivy(Path(folder), cut)
        engine.build(map(article, judged.docs))
        return [engine.search(query) for query in queries]


def ask_fts5(judged: JudgedSet, queries: list[str]) -> list[list[str]]:
    """Ask SQLite's FTS5 for any of the query's folded pairs, by BM25."""
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, terms)")
        rows = ((row["id"], " ".join(pairs(searched_text(article(row))))) for row in judged.docs)
        database.executemany("INSERT INTO docs VALUES (?, ?)", rows)
        return [_ask_fts5(database, query) for query in queries]


def ask_minisearch(judged: JudgedSet, queries: list[str]) -> list[list[str]]:
    """Ask MiniSearch, in Node, for any of the query's pairs; it has no folding of scripts."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(shutil.copytree(PEERS / "minisearch", folder, dirs_exist_ok=True))
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=program, check=True
        )
        asked = json.dumps({"docs": judged.docs, "queries": queries, "shown": SHOWN})
        command = ["node", "ask.js"]
        done = subprocess.run(command, cwd=program, input=asked, stdout=subprocess.PIPE, text=True, check=True)
    answers: list[list[str]] = json.loads(done.stdout)
    return answers


def _ask_fts5(database: sqlite3.Connection, query: str) -> list[str]:
    any_pair = " OR ".join(f'"{pair}"' for pair in dict.fromkeys(pairs(query)))
    if not any_pair:
        return []
    found = database.execute("SELECT id FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT ?", (any_pair, SHOWN))
    return [name for (name,) in found]
