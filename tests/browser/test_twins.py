"""The frozen site's scripts against the Python modules whose twins they are."""

import random

import pytest

from tests.core.test_query import written
from tests.core.word_lists import Holding, held_pairs, read_words
from tests.example_files import Example, read_examples, titles
from webapp.core.query import Query, parse
from webapp.core.ranking import rarity, weights
from webapp.core.snippet import query_words, snippet
from webapp.core.sounds import sound_part, sound_parts
from webapp.core.suggest import meant
from webapp.core.synonyms import read_groups
from webapp.core.text import terms
from webapp.core.words import WordList

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Blocks from which texts are drawn, so that every class of character in text.py is met.
BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x52F), (0x600, 0x6FF), (0xF00, 0xFFF), (0x1800, 0x18AF)),
    *((0x2000, 0x2100), (0x2460, 0x24FF), (0x3000, 0x312F), (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    *((0xAC00, 0xD7FB), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x1F600, 0x1F64F), (0x20000, 0x2A6DF)),
)


@pytest.fixture
def scripts(page, frozen_folder):
    """The search page, whose scripts are asked directly; the folding table is loaded as far as a text needs it."""
    page.goto((frozen_folder / "search" / "index.html").as_uri())
    page.evaluate("shuwu.meant('x', [])")  # loads the rules, and the script that comes only when it is needed
    return page


def random_texts(count: int) -> list[str]:
    chance = random.Random(7)
    return ["".join(chr(chance.randint(*chance.choice(BLOCKS))) for _ in range(12)) for _ in range(count)]


class TestText:
    @pytest.mark.parametrize("example", read_examples("terms"), ids=titles)
    def test_example(self, scripts, example: Example):
        """
        Each shared example holds.
        """
        found = scripts.evaluate(
            "text => shuwuShards.learn([...text]).then(() => shuwuText.terms(text))", example.given
        )

        assert " ".join(found) == example.expected

    def test_random_texts(self, scripts):
        """
        Any text has the same terms in both.
        """
        texts = random_texts(3000)
        asked = "texts => shuwuShards.learn([...texts.join('')]).then(() => texts.map(shuwuText.terms))"

        assert scripts.evaluate(asked, texts) == [terms(text) for text in texts]


class TestRanking:
    @pytest.mark.parametrize("example", read_examples("ranking"), ids=titles)
    def test_example(self, scripts, example: Example):
        """
        Each shared example holds.
        """
        articles, _, holding = example.given.partition(" ")
        counts = {term: int(count) for term, _, count in (pair.partition("=") for pair in holding.split())}

        found = scripts.evaluate("([n, holding]) => shuwuRanking.weights(n, holding)", [int(articles), counts])

        assert found == weights(counts, int(articles), counts)

    def test_rarity(self, scripts):
        """
        Rarities are equal for every count, so that no rounding differs.
        """
        sizes = [1, 2, 10, 99, 3500, 100_003]
        asked = "n => Array.from({length: Math.min(n, 20000)}, (_, i) => shuwuRanking.rarity(n, i + 1))"

        found = [scripts.evaluate(asked, size) for size in sizes]

        assert found == [[rarity(size, held) for held in range(1, min(size, 20_000) + 1)] for size in sizes]


class TestQuery:
    @pytest.mark.parametrize("example", read_examples("query"), ids=titles)
    def test_example(self, scripts, example: Example):
        """
        Each shared example holds.
        """
        found = scripts.evaluate(
            "text => shuwuShards.learn([...text]).then(() => shuwuQuery.parse(text))", example.given
        )

        assert written(Query(tuple(found["terms"]), tuple(found["needed"]), found["excluded"])) == example.expected

    def test_random_texts(self, scripts):
        """
        Any text with quotes, minus signs and asking words in it is read alike by both.
        """
        chance = random.Random(5)
        bits = [*'乡村振兴為什麼嗎呢哪里多少 "“”「」-－ab1？', "什么", " -", "谁"]
        texts = ["".join(chance.choices(bits, k=14)) for _ in range(3000)]
        asked = "texts => shuwuShards.learn([...texts.join('')]).then(() => texts.map(shuwuQuery.parse))"

        found = scripts.evaluate(asked, texts)

        assert found == [
            {"terms": [*query.terms], "needed": [*query.needed], "excluded": [[*terms] for terms in query.excluded]}
            for query in map(parse, texts)
        ]


class TestSnippet:
    @pytest.mark.parametrize("example", read_examples("snippet"), ids=titles)
    def test_example(self, scripts, example: Example):
        """
        Each shared example holds.
        """
        query, _, text = example.given.partition("\n---\n")
        asked = """([query, text]) => shuwuShards.learn([...query + text])
            .then(() => shuwuSnippet.snippet(text, shuwuText.terms(query)))"""

        found = scripts.evaluate(asked, [query, text])

        assert [tuple(piece) for piece in found] == snippet(text, query_words(query))


def word_files(words: WordList) -> dict[str, list[str]]:
    """Return what the files of a frozen site hold that suggest.js asks for."""
    buckets = {f"known-{len(words.known)}/{n}": list(map(" ".join, row)) for n, row in enumerate(words.known)}
    return buckets | {f"sounds/{number}": [" ".join(sound_part(number))] for number in sound_parts()}


def typed_texts(count: int, words: str) -> list[str]:
    """Return *count* short texts as somebody types who means *words*, or nothing."""
    chance = random.Random(7)
    characters = [*words, *"aeiouvnghzcsxlt ü'5"]
    return ["".join(chance.choices(characters, k=chance.randint(1, 7))) for _ in range(count)]


class TestSynonyms:
    def test_examples(self, scripts):
        """
        Each shared example holds.
        """
        examples = read_examples("synonyms")
        asked = [example.given.partition("\n---\n") for example in examples]
        lists = [[query, read_groups(told)[0]] for told, _, query in asked]

        found = scripts.evaluate(
            """lists => shuwuShards.load(shuwuShards.suggest, "").then(() => {
                return Promise.all(lists.map(([query, groups]) => shuwuShards.learn([...query]).then(() => {
                    const asked = shuwuWiden(query, groups);
                    return asked.wide === query ? "" : asked.typed + "\\n" + asked.wide;
                })));
            })""",
            lists,
        )

        assert found == [example.expected for example in examples]


class TestSuggest:
    ASK = """([words, size, held, told, texts]) => shuwuShards.learn([...texts.join("")]).then(() => {
        const load = async (name) => words[name];
        return Promise.all(texts.map((text) => shuwuMeant(text, held, told, [["known", size]], load)));
    })"""

    def test_examples(self, scripts):
        """
        Each shared example holds.
        """
        examples = read_examples("suggest")
        asked = [example.given.partition("\n---\n") for example in examples]
        lists = [
            (read_words(told), [list(held_pairs(told, least)) for least in (1, 2)], query) for told, _, query in asked
        ]

        found = [
            scripts.evaluate(self.ASK, [word_files(words), len(words.known), *pairs, [query]])[0]
            for words, pairs, query in lists
        ]

        assert [" / ".join(row) for row in found] == [example.expected for example in examples]

    def test_random_texts(self, scripts):
        """
        Any text means the same words in both.
        """
        told = " ".join(example.given.partition("\n---\n")[0] for example in read_examples("suggest"))
        words, pairs = read_words(told), [list(held_pairs(told, least)) for least in (1, 2)]
        texts = typed_texts(2000, told)

        found = scripts.evaluate(self.ASK, [word_files(words), len(words.known), *pairs, texts])

        assert found == [meant(text, Holding(told), words.read) for text in texts]
