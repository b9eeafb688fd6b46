"""Ask our own live search many queries, as the search page does."""

import sys
import tempfile
from pathlib import Path

from judged_sets import JudgedSet
from search_corpora import Corpus, write_library

from webapp.core.language.stems import analyzer_of
from webapp.core.language.synonyms import read_query
from webapp.search.live.index import SearchIndex
from webapp.settings import Settings, load_settings
from webapp.store.library import Library, Snapshot

SHOWN = 10
SECTION = "docs"


def ask_live(judged: JudgedSet, queries: list[str]) -> list[list[str]]:
    """Return the ids of the documents that the live search shows first for each query."""
    with tempfile.TemporaryDirectory() as folder:
        settings = make_library(judged, Path(folder))
        snapshot = Library(settings).current()
        ids = ids_by_slug(snapshot, judged)
        index = SearchIndex(settings.build)
        index.update(snapshot.articles)
        asked = (read_query(query, (), analyzer_of(snapshot.languages)) for query in queries)
        answers = [[ids[hit.slug] for hit in index.search(query, SHOWN).hits] for query in asked]
        index.close()
    return answers


def ids_by_slug(snapshot: Snapshot, judged: JudgedSet) -> dict[str, str]:
    """Return the ids of the documents of *judged* by the slugs under which the library has them."""
    if len(snapshot.articles) != len(judged.docs):
        sys.exit(f"{judged.name}: the library refuses some documents; see 'shuwu check'.")
    return {article.slug: article.id for article in snapshot.articles}


def make_library(judged: JudgedSet, root: Path) -> Settings:
    """Write the documents of *judged* to the empty folder *root* as a library."""
    write_library(Corpus(judged.name, {SECTION: judged.docs}, []), root)
    return load_settings(root, environ={})
