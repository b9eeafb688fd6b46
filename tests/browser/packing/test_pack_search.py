"""The one-file library's search: the same articles in the same order as the live one."""

from pathlib import Path

import pytest

from tests.browser.searching.made_library import write_collections
from tests.browser.searching.queries import queries, typed_words
from tests.browser.searching.test_offline_search import agrees, hits
from webapp.app import create_app
from webapp.core.language.suggest import meant
from webapp.core.language.synonyms import read_query
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.search.live.index import SearchIndex
from webapp.search.words import LibraryWords
from webapp.settings import Settings, load_settings
from webapp.store.library import Library
from webapp.store.synonyms import Synonyms

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASK = """async queries => {
  const answers = [];
  for (const query of queries) {
    const found = await shuwu.search(query, {limit: 10});
    const numbers = [found.total, found.partial, Boolean(found.atLeast), Boolean(found.partialAtLeast)];
    answers.push([numbers, found.hits.map(hit => [hit.slug, hit.score, hit.partial])]);
  }
  return answers;
}"""

ASK_MEANT = """async queries => {
  const answers = [];
  for (const query of queries) {
    const found = await shuwu.search(query, {limit: 1});
    answers.push(await shuwu.meant(query, found));
  }
  return answers;
}"""

SYNONYMS = "中国 = 中华 = 我国\n美国 = 美利坚合众国\n電影 = 影片\nnba = 美国职业篮球联赛\n"

ODD = """---
title: 𠀀𠀁字考 A-B
tags: [水稻, ＡＢＣ]
author: 張三
---
# 水稻 *水*稻

𠀀𠀁水稻水稻水、Ünïcode ΣΑΣ x<y & z&nbsp;[字](gone.md)![圖](no.jpg "別的")字

| 表 | 水稻 |
|---|---|
| 一二 | 三四 |

`代码` ~~删~~ a1b2 aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeee
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Settings:
    """The made library, with an article that holds what is rare in texts."""
    root = tmp_path_factory.mktemp("made")
    (root / "shuwu.toml").write_text('title = "百科"', encoding="utf-8")
    (root / "synonyms.txt").write_text(SYNONYMS, encoding="utf-8")
    write_collections(root)
    (root / "content" / "traditional" / "odd.md").write_text(ODD, encoding="utf-8")
    return load_settings(root, environ={})


@pytest.fixture(scope="module")
def pack(made: Settings) -> Path:
    """The library as one file."""
    return write_onefile(create_app(made), Selection(), PictureLimit()).path


class TestSearch:
    def test_agreement(self, page, made: Settings, pack: Path):
        """
        For every query the file finds as many articles as the live site, and gives the same ten best, in its order and
        with its scores.
        """
        index = SearchIndex(made.build)
        index.update(Library(made).current().articles)
        groups = Synonyms(made).groups()
        asked = [
            *queries(1000),
            "𠀀𠀁",
            "水稻水",
            "unicode",
            "ünïcode σας",
            "abc 張三",
            '"水稻 *水*稻"',
            '"水稻 水稻"',
            '"水稻水" -"張三"',
            "“張三”",
            '"x<y & z"',
            '"三四 代码"',
            "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde",
        ]
        answers = [index.search(read_query(query, groups)) for query in asked]
        index.close()
        page.goto(pack.as_uri())

        found = page.evaluate(ASK, asked)

        assert len(asked) > 1000
        assert [row for _, row in found] == list(map(hits, answers))
        assert all(agrees(row[0], results) for row, results in zip(found, answers, strict=True))

    def test_meant(self, page, made: Settings, pack: Path):
        """
        For pinyin, and for what is mistyped, it offers the words that the live site does.
        """
        articles = Library(made).current().articles
        words, index = LibraryWords(made.build).of(articles), SearchIndex(made.build)
        index.update(articles)
        asked = typed_words(words, 100)
        answers = [meant(read_query(query), index.known_terms, words.read) for query in asked]
        index.close()
        page.goto(pack.as_uri())

        assert sum(map(bool, answers)) > len(asked) / 2
        assert page.evaluate(ASK_MEANT, asked) == answers
