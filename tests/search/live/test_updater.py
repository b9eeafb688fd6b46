"""Keeping the index up beside searches, while it is made here, or by another process."""

from pathlib import Path
from threading import Event

import pytest

from tests.search.articles import make_article
from webapp.core.language.synonyms import read_query
from webapp.search.live.index import SearchIndex
from webapp.search.live.updater import IndexUpdater

LONG = 60.0
ARTICLES = [make_article("tea", "茶叶")]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path)


@pytest.fixture
def other(tmp_path: Path, index: SearchIndex):
    """Holds the right to write, as another process does that makes the index."""
    writer = SearchIndex(tmp_path)._index.writer()
    yield writer
    if not writer.is_closed:
        writer.cancel()


class TestUpkeep:
    def test_ready(self, index: SearchIndex):
        """
        Who is patient gets the index of the library that he asked for.
        """
        assert IndexUpdater(index).request(1, ARTICLES, LONG)
        assert index.search(read_query("茶叶")).total == 1

    def test_empty_library(self, index: SearchIndex):
        """
        The index of a library without articles is ready, for there is nothing to find.
        """
        assert IndexUpdater(index).request(1, [], LONG)

    def test_first_index_of_another_process(self, index: SearchIndex, other):
        """
        While another process makes the first index, there is nothing to ask; once it is done, or ended, there is.
        """
        upkeep = IndexUpdater(index)
        was_ready = upkeep.request(1, ARTICLES, 0)
        other.cancel()

        assert not was_ready
        assert upkeep.request(1, ARTICLES, LONG)

    def test_later_index_of_another_process(self, tmp_path: Path, index: SearchIndex):
        """
        While another process changes an index, it is asked as it was before, without waiting.
        """
        index.update(ARTICLES)
        writer = SearchIndex(tmp_path)._index.writer()
        is_ready = IndexUpdater(index).request(2, [*ARTICLES, make_article("rice", "水稻")], LONG)
        writer.cancel()

        assert is_ready
        assert index.search(read_query("茶叶")).total == 1

    def test_slow(self, index: SearchIndex, monkeypatch: pytest.MonkeyPatch):
        """
        Nobody waits longer than he is willing to while the index is made.
        """
        update, may_go_on = index.update, Event()
        monkeypatch.setattr(index, "update", lambda articles: may_go_on.wait(LONG) and update(articles))
        upkeep = IndexUpdater(index)
        was_ready = upkeep.request(1, ARTICLES, 0)
        may_go_on.set()

        assert not was_ready
        assert upkeep.request(1, ARTICLES, LONG)

    def test_error(self, index: SearchIndex, monkeypatch: pytest.MonkeyPatch):
        """
        What went wrong in the making is raised where the index is asked for, and it is tried again.
        """
        with monkeypatch.context() as broken:
            broken.setattr(index, "update", lambda articles: 1 / 0)
            upkeep = IndexUpdater(index)
            with pytest.raises(ZeroDivisionError):
                upkeep.request(1, ARTICLES, LONG)

        assert upkeep.request(1, ARTICLES, LONG)
