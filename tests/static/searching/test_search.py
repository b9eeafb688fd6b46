"""The search of a frozen site against that of the live site, on small libraries of any articles."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.script_engine import search_engine
from tests.search.articles import WORDS, libraries, make_article
from webapp.core.article import Article
from webapp.core.language.synonyms import SynonymGroup, read_groups, read_query
from webapp.search.frozen.shards import Shards
from webapp.search.live.index import SearchIndex

pytestmark = pytest.mark.slow

SECTIONS = {"news": "消息"}
ASK = """async queries => {
    const answers = [];
    for (const query of queries) {
        const found = await shuwu.search(query);
        answers.push([found.total, found.partial, found.hits.map((hit) => [hit.slug, hit.score, hit.partial])]);
    }
    return answers;
}"""


def frozen_answers(
    folder: Path, states: Sequence[Sequence[Article]], groups: Sequence[SynonymGroup], queries: Sequence[str]
) -> list[list]:
    """Return what the scripts find after the index in *folder* went through *states* of a library."""
    for articles in states:
        Shards(folder).update(articles, SECTIONS, synonyms=groups)
    return search_engine(folder).call(ASK, queries)


def live_answers(
    folder: Path, states: Sequence[Sequence[Article]], groups: Sequence[SynonymGroup], queries: Sequence[str]
) -> list[list]:
    index = SearchIndex(folder)
    for articles in states:
        index.update(articles)
    answers = [index.search(read_query(query, groups)) for query in queries]
    index.close()
    return [
        [found.total, found.partial, [[hit.slug, hit.score, hit.is_partial] for hit in found.hits]] for found in answers
    ]


class TestSearch:
    @settings(max_examples=25)
    @given(st.lists(libraries(), min_size=1, max_size=3), st.lists(WORDS, min_size=4, max_size=12))
    def test_any_library(
        self, tmp_path_factory: pytest.TempPathFactory, states: list[list[Article]], queries: list[str]
    ):
        """
        After any changes any query has the same articles, in the same order, with the same scores.
        """
        folder = tmp_path_factory.mktemp("index")
        groups, _ = read_groups("茶叶 = 水稻")

        found = frozen_answers(folder / "frozen", states, groups, queries)

        assert found == live_answers(folder / "live", states, groups, queries)

    def test_many_articles(self, tmp_path: Path):
        """
        So it is where lists are in blocks, groups are split, terms are in many buckets and articles in segments, some
        of them gone: for what all articles hold, and for what only a removed one did. A search that did not read all
        may count less.
        """
        articles = [make_article(f"a{n}", f"茶{chr(0x4E00 + n)}记 tea{n}", f"茶叶{n}" * (n % 3)) for n in range(1500)]
        queries = ["茶", "茶叶", "tea7", "一记", "茶叶 tea9", "丁 七", "的"]
        states = [articles[:1400], articles[3:]]

        found = frozen_answers(tmp_path / "frozen", states, (), queries)
        expected = live_answers(tmp_path / "live", states, (), queries)

        assert [hits for *_, hits in found] == [hits for *_, hits in expected]
        assert all(counted <= total for (counted, *_), (total, *_) in zip(found, expected, strict=True))
