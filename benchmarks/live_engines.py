"""Three search engines of a server behind one face: ours, stock Whoosh and tantivy.

All index title, text and author. The other two get our terms with blanks between them, rank by their own BM25, find
what holds any term, and run in the calling thread. Tantivy gets characters and pairs, with which it ranks best. Whoosh
gets pairs alone: with characters too it takes a second for two lines of a poem.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import tantivy
from data_folder import Row
from whoosh import fields, index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.query import Or, Term
from whoosh.searching import Searcher

from webapp.core.article import Article
from webapp.core.language.synonyms import read_query
from webapp.core.language.text import is_character, runs, terms
from webapp.search.live.index import SearchIndex

SHOWN = 10
HEAP_BYTES = 128_000_000


class Engine(Protocol):
    """A search engine with its index in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open the index in *folder*, an empty one if there is none."""

    def build(self, articles: Iterable[Article]) -> None:
        """Index *articles*, all that there are."""

    def commit_one(self, article: Article, others: list[Article]) -> None:
        """Index one more *article* than the *others*, so that the next search finds it."""

    def search(self, query: str) -> list[str]:
        """Return the ids of the articles that answer *query* best."""


class Shuwu:
    """Our engine, as the live site uses it."""

    def __init__(self, folder: Path) -> None:
        self._index = SearchIndex(folder)

    def build(self, articles: Iterable[Article]) -> None:
        self._index.update(articles)

    def commit_one(self, article: Article, others: list[Article]) -> None:
        self._index.update([*others, article])

    def search(self, query: str) -> list[str]:
        return [hit.slug for hit in self._index.search(read_query(query), SHOWN).hits]


class StockWhoosh:
    """Whoosh with a plain text field and its BM25F."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        text = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
        schema = fields.Schema(id=fields.ID(stored=True, unique=True), terms=text)
        self._index = index.open_dir(folder) if index.exists_in(folder) else index.create_in(folder, schema)
        self._searcher: Searcher | None = None

    def build(self, articles: Iterable[Article]) -> None:
        writer = self._index.writer()
        for article in articles:
            writer.add_document(id=article.id, terms=self._cut(article))
        writer.commit()

    def commit_one(self, article: Article, _others: list[Article]) -> None:
        writer = self._index.writer()
        writer.update_document(id=article.id, terms=self._cut(article))
        writer.commit()
        self._searcher = None

    def search(self, query: str) -> list[str]:
        if self._searcher is None:
            self._searcher = self._index.searcher()
        asked = Or([Term("terms", term) for term in dict.fromkeys(pairs(query))])
        return [hit["id"] for hit in self._searcher.search(asked, limit=SHOWN)]

    def _cut(self, article: Article) -> str:
        return " ".join(pairs(searched_text(article)))


class Tantivy:
    """Tantivy, which is Rust, through its Python package. It is asked for the best alone, not for their number."""

    def __init__(self, folder: Path, cut: Callable[[str], list[str]] = terms) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._cut = cut
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer: tantivy.IndexWriter | None = None
        self._searcher: tantivy.Searcher | None = None

    def build(self, articles: Iterable[Article]) -> None:
        writer = self._index.writer(HEAP_BYTES, num_threads=1)
        for article in articles:
            writer.add_document(tantivy.Document(id=article.id, terms=" ".join(self._cut(searched_text(article)))))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def commit_one(self, article: Article, _others: list[Article]) -> None:
        if self._writer is None:
            self._writer = self._index.writer(HEAP_BYTES, num_threads=1)
        self._writer.delete_documents_by_term("id", article.id)
        self._writer.add_document(tantivy.Document(id=article.id, terms=" ".join(self._cut(searched_text(article)))))
        self._writer.commit()
        self._index.reload()
        self._searcher = None

    def search(self, query: str) -> list[str]:
        if self._searcher is None:
            self._searcher = self._index.searcher()
        searcher = self._searcher
        any_term = [(tantivy.Occur.Should, self._term(term)) for term in dict.fromkeys(self._cut(query))]
        found = searcher.search(tantivy.Query.boolean_query(any_term), SHOWN, count=False)
        return [searcher.doc(address)["id"][0] for _, address in found.hits]

    def _term(self, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "terms", term)


ENGINES: dict[str, Callable[[Path], Engine]] = {"tantivy": Tantivy, "stock Whoosh": StockWhoosh, "shuwu": Shuwu}


def article(row: Row) -> Article:
    """Return *row* as an article."""
    return Article(
        slug=row["id"],
        id=row["id"],
        section="docs",
        title=row["title"],
        body=row["text"],
        path="docs.jsonl",
        author=row.get("author", ""),
    )


def searched_text(article: Article) -> str:
    """Return what is searched of *article*."""
    return "\n".join((article.title, article.body, article.author))


def pairs(text: str) -> list[str]:
    """Return the terms of *text* without the single characters that stand in pairs."""
    return [term for run in runs(text) for term in terms(run) if len(run) == 1 or not is_character(term)]
