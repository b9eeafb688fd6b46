"""The frozen index as another program reads it."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.search.articles import libraries, make_article
from webapp.core.article import Article
from webapp.core.language.text import terms
from webapp.search.document import searched_text
from webapp.search.frozen.reader import FrozenIndex, not_found_by_title, trial_searches
from webapp.search.frozen.shards import Shards

SECTIONS = {"news": "消息"}


def write(folder: Path, articles: Sequence[Article]) -> FrozenIndex:
    Shards(folder).update(articles, SECTIONS)
    return FrozenIndex(folder)


def holders(articles: Sequence[Article]) -> dict[str, list[str]]:
    """Return by a plain scan which articles hold each term."""
    found = defaultdict(set)
    for article in articles:
        for term in terms("\n".join(searched_text(article))):
            found[term].add(article.slug)
    return {term: sorted(slugs) for term, slugs in found.items()}


class TestHolders:
    @pytest.mark.slow
    @settings(max_examples=40)
    @given(articles=libraries())
    def test_every_term(self, tmp_path_factory: pytest.TempPathFactory, articles: list[Article]):
        """
        Each term leads to the articles that hold it, and to no others.
        """
        index = write(tmp_path_factory.mktemp("shards"), articles)

        expected = holders(articles)
        assert {term: sorted(index.holders(term)) for term in expected} == expected
        assert list(index.holders("无有")) == []

    def test_many_articles(self, tmp_path: Path):
        """
        So it is where lists are in blocks, groups are split, terms are in many buckets and articles in segments, some
        of them gone.
        """
        articles = [make_article(f"a{n}", f"茶{chr(0x4E00 + n)}记 tea{n}", f"茶叶{n}" * (n % 3)) for n in range(1500)]
        write(tmp_path, articles[:1400])
        index = write(tmp_path, articles[3:])

        expected = holders(articles[3:])
        assert {term: sorted(index.holders(term)) for term in list(expected)[::97]} == {
            term: expected[term] for term in list(expected)[::97]
        }
        assert sorted(index.holders("茶")) == expected["茶"]


class TestUnfound:
    def test_whole(self, tmp_path: Path):
        """
        In a whole index all titles lead to their articles.
        """
        articles = [make_article(f"a{n}", f"第{n}次村民会议") for n in range(300)]
        write(tmp_path, articles)

        assert list(not_found_by_title(tmp_path, articles)) == []

    @pytest.mark.parametrize("content", ["", 'shard("","","")', 'shard("第","////","")'])
    def test_damaged(self, tmp_path: Path, content: str):
        """
        An index with a damaged file does not find the articles that are in it.
        """
        articles = [make_article(f"a{n}", f"第{n}次村民会议") for n in range(20)]
        write(tmp_path, articles)
        for bucket in tmp_path.glob("*/b0.js"):
            bucket.write_text(content, encoding="utf-8")

        assert articles[0] in not_found_by_title(tmp_path, articles)

    def test_other_article(self, tmp_path: Path):
        """
        An article that the index does not hold is named.
        """
        write(tmp_path, [make_article("tea", "春茶采摘")])

        assert [article.slug for article in not_found_by_title(tmp_path, [make_article("rice", "早稻育秧")])] == [
            "rice"
        ]


class TestSearches:
    def test_files_of_a_title(self, tmp_path: Path):
        """
        A search for a title fetches the lists of its terms and the lines of what is found; all of these files exist.
        """
        articles = [make_article(f"a{n}", f"茶{chr(0x4E00 + n)}记", f"茶叶{chr(0x5E00 + n)}" * 9) for n in range(700)]
        write(tmp_path, articles)

        for names in trial_searches(tmp_path, articles):
            assert {name.partition("/")[2][0] for name in names} >= {"b", "r"}
            assert all((tmp_path / f"{name}.js").is_file() for name in names)

    def test_title_without_terms(self, tmp_path: Path):
        """
        A title that begins with signs is no search.
        """
        write(tmp_path, [make_article("a", "……！！说茶", "茶")])

        assert list(trial_searches(tmp_path, [make_article("a", "……！！说茶", "茶")])) == [[]]
