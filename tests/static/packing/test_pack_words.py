"""The search of a pack with articles in any language, against that of the live site."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.script_engine import ScriptEngine
from tests.search.articles import make_article
from tests.static.searching.test_any_language import QUERIES, libraries, live_answers
from tests.static.searching.test_search import ASK
from webapp.core.article import Article, reading_order
from webapp.pack.search_facts import families_text, search_facts
from webapp.search.document import searched_places

SCRIPTS = ("text", "word_table", "tokens", "pack_index", "families", "pack_words", "query", "ranking", "search")
PACK = """([facts, articles, families]) => {
    shuwuPack.ready = Promise.resolve();
    Object.assign(shuwuPack.facts, facts);
    shuwuPack.chunks.push({ first: 0, count: articles.length });
    shuwuPack.articles.push(...articles);
    shuwuPack.families = () => Promise.resolve(families);
    shuwuPack.bodies = () => Promise.resolve(articles.map((article) => article.body));
}"""
STUB = """() => {
    globalThis.shuwuPack = { facts: {}, chunks: [], articles: [], sectionTitles: {}, plain: (body) => body, codec: {} };
    globalThis.shuwuPack.body = (number) => shuwuPack.bodies().then((bodies) => bodies[number]);
}"""


def pack_answers(articles: list[Article], queries: list[str]) -> list[list]:
    """Return what the scripts of a pack of *articles* find."""
    engine = ScriptEngine()
    engine.call(STUB)
    engine.run(*SCRIPTS)
    rows = [
        {
            "number": number,
            "slug": article.slug,
            "id": article.id,
            "section": article.section,
            "title": article.title,
            "lang": article.lang,
            "body": searched_places(article)[1],
            "tags": [],
            "author": "",
            "source": "",
            "seconds": "0",
        }
        for number, article in enumerate(articles)
    ]
    engine.call(PACK, [search_facts(articles) | {"synonyms": []}, rows, families_text(articles)])
    return engine.call(ASK, queries)


def with_english(articles: list[Article]) -> list[Article]:
    """Return *articles* in the order of reading, with one in English: of Chinese alone a pack has other scripts."""
    return sorted([*articles, replace(make_article("last", "Last"), lang="en")], key=reading_order)


class TestSearch:
    @settings(max_examples=25)
    @given(libraries().map(with_english), QUERIES)
    def test_any_library(self, tmp_path_factory: pytest.TempPathFactory, articles: list[Article], query: str):
        """
        Any query has the same articles, in the same order, with the same scores.
        """
        queries = [query, query[:-1]]

        found = pack_answers(articles, queries)

        assert found == live_answers(tmp_path_factory.mktemp("index"), [articles], queries)
