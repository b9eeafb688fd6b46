"""The live index against a plain scan, through random sequences of changes and on libraries with long lists."""

import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.search.articles import WORDS, make_article
from tests.search.plain_scan import scan
from webapp.core.article import Article
from webapp.core.language.synonyms import read_query
from webapp.search.live.index import SearchIndex

pytestmark = pytest.mark.slow

SLUGS = st.text(alphabet="abc", min_size=1, max_size=2)
ARTICLES = st.builds(make_article, SLUGS, WORDS, WORDS, st.integers(1, 3))
BATCHES = st.lists(ARTICLES, max_size=6)
LIMITS = st.integers(1, 12)

CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
)


class Changes(RuleBasedStateMachine):
    """A library that is changed, reopened and searched in any order."""

    @initialize()
    def open_empty(self) -> None:
        self.folder = TemporaryDirectory()
        self.index = SearchIndex(Path(self.folder.name))
        self.known_terms: dict[str, Article] = {}

    @rule(batch=BATCHES)
    def add_or_change(self, batch: list[Article]) -> None:
        """Of two articles with one slug in a batch, the later one counts."""
        self.index.update([*self.known_terms.values(), *batch])
        self.known_terms |= {article.slug: article for article in batch}

    @precondition(lambda self: self.known_terms)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        gone = data.draw(st.sets(st.sampled_from(sorted(self.known_terms)), min_size=1))
        self.known_terms = {slug: article for slug, article in self.known_terms.items() if slug not in gone}
        self.index.update(self.known_terms.values())

    @rule()
    def reopen(self) -> None:
        """As a server does at its start: texts, in which it looks for quotes, are known to it from then on."""
        self.index.close()
        self.index = SearchIndex(Path(self.folder.name))
        self.index.update(self.known_terms.values())

    @rule(query=WORDS, limit=LIMITS, offset=st.integers(0, 4))
    def search(self, query: str, limit: int, offset: int) -> None:
        """Every page of results is that of a plain scan of what the library holds now."""
        found = scan(list(self.known_terms.values()), query)

        results = self.index.search(read_query(query), limit, offset)

        assert results == replace(found, hits=found.hits[offset : offset + limit])

    def teardown(self) -> None:
        self.index.close()
        self.folder.cleanup()


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=80, stateful_step_count=15, deadline=None)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
class TestLongLists:
    def test_like_a_plain_scan(self, tmp_path: Path, seed: int) -> None:
        """
        Where lists are long, the best articles are those of a plain scan too, whatever came and went before.
        """
        chance = random.Random(seed)
        index = SearchIndex(tmp_path)
        articles = [drawn_article(f"a{number}", chance) for number in range(1500)]
        index.update(articles[:1200])
        changed = [drawn_article(article.slug, chance) for article in articles[:60]]
        held = [*changed, *articles[300:1500]]
        index.update(held)
        queries = [drawn_text(chance, chance.choice((1, 2, 3, 6, 20))) for _ in range(12)]

        found = [index.search(read_query(query), len(held)) for query in queries]

        assert found == [scan(held, query) for query in queries]
        index.close()


def drawn_article(slug: str, chance: random.Random) -> Article:
    title, body = drawn_text(chance, chance.randint(1, 6)), drawn_text(chance, chance.randint(0, 80))
    return make_article(slug, title, body, chance.randint(1, 28))


def drawn_text(chance: random.Random, size: int) -> str:
    """Return characters of which the first of CHARACTERS are the usual ones, as in any language."""
    most = len(CHARACTERS)
    return "".join(CHARACTERS[int(most ** chance.random()) - 1] for _ in range(size))
