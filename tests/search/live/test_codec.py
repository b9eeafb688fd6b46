"""The live index as Whoosh's own searcher reads it."""

from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Not, Or, Prefix, Term
from whoosh.scoring import Frequency

from tests.search.articles import make_article
from webapp.search.live.index import SearchIndex


@pytest.fixture
def searcher(tmp_path: Path):
    """A plain Whoosh searcher of an index with two segments, in which one article is gone."""
    index = SearchIndex(tmp_path)
    first = [make_article(f"a{n}", "", "茶叶") for n in range(9)]
    index.update([*first, make_article("gone", "", "茶叶")])
    index.update([*first, make_article("b", "", "茶叶，水稻")])
    with FileStorage(str(next(tmp_path.glob("whoosh-*")))).open_index().searcher(weighting=Frequency()) as searcher:
        yield searcher


def found(searcher, query) -> set[str]:
    return {hit["slug"] for hit in searcher.search(query, limit=None)}


class TestWhooshSearcher:
    def test_term(self, searcher) -> None:
        """
        A term finds every article that holds it and is not gone.
        """
        assert found(searcher, Term("terms", "茶叶")) == {*(f"a{n}" for n in range(9)), "b"}

    def test_combined(self, searcher) -> None:
        """
        Whoosh's own queries combine terms.
        """
        assert found(searcher, And([Term("terms", "茶叶"), Term("terms", "水稻")])) == {"b"}
        assert "b" not in found(searcher, And([Term("terms", "茶叶"), Not(Term("terms", "水稻"))]))
        assert found(searcher, Or([Term("terms", "水稻"), Term("terms", "没有")])) == {"b"}

    def test_prefix(self, searcher) -> None:
        """
        The lexicon can be walked.
        """
        assert found(searcher, Prefix("terms", "水")) == {"b"}

    def test_weight(self, searcher) -> None:
        """
        The weight of a posting is the term's impact.
        """
        hit = searcher.search(Term("terms", "水稻"))[0]

        assert 1 <= hit.score <= 31
