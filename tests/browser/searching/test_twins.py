"""The frozen site's scripts against the Python modules whose twins they are."""

import random
from typing import Any

import pytest

from tests.core.language.test_query import written
from tests.core.language.test_quoted import bracketed
from tests.core.language.test_synonyms import written as written_wide
from tests.core.language.word_lists import Holding, held_pairs, read_words
from tests.example_files import Example, read_examples, titles
from webapp.core.language.query import ExpandedQuery, Phrase, Search, parse
from webapp.core.language.quoted import stands_in
from webapp.core.language.ranking import rarity, weights
from webapp.core.language.snippet import query_words, snippet
from webapp.core.language.sounds import sound_part, sound_parts
from webapp.core.language.suggest import meant
from webapp.core.language.synonyms import read_groups, read_query
from webapp.core.language.text import fold, terms
from webapp.core.language.words import WordList

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
    page.evaluate("shuwu.meant('x', [])")  # loads the rules, and one of the scripts that come only when they are needed
    page.evaluate("shuwuShards.need('quoted')")
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


def as_search(found: dict[str, Any]) -> Search:
    """Return what query.js gives as query.py does."""
    phrases = [(Phrase(row["text"], tuple(row["terms"])), row["isNeeded"]) for row in found["phrases"]]
    return Search(
        terms=tuple(found["terms"]),
        needs=tuple(tuple(map(tuple, need)) for need in found["needs"]),
        needed=tuple(phrase for phrase, is_needed in phrases if is_needed),
        excluded=tuple(phrase for phrase, is_needed in phrases if not is_needed),
    )


class TestQuoted:
    ASK = """([phrase, text]) => shuwuShards.learn([...phrase + text]).then(() => {
        const folded = shuwuText.foldWithPlaces(text);
        return shuwuQuoted.spans(shuwuText.fold(phrase), folded.text)
            .map(([start, end]) => [folded.places[start], folded.ends[end - 1]]);
    })"""

    @pytest.mark.parametrize("example", read_examples("quoted"), ids=titles)
    def test_example(self, scripts, example: Example):
        """
        Each shared example holds.
        """
        phrase, _, text = example.given.partition("\n---\n")

        assert bracketed(text, scripts.evaluate(self.ASK, [phrase, text])) == example.expected

    def test_random_texts(self, scripts):
        """
        Any phrase stands in any text alike in both.
        """
        chance = random.Random(11)
        bits = [*"乡村鄉ab12.-’'，,  ", "\n", "big", "dog"]
        pairs = [["".join(chance.choices(bits, k=size)).strip() for size in (2, 16)] for _ in range(3000)]
        asked = """pairs => pairs.map(([phrase, text]) => {
            const folded = shuwuText.fold(phrase);
            return Boolean(folded) && shuwuQuoted.standsIn(folded, [text]);
        })"""
        scripts.evaluate("text => shuwuShards.learn([...text])", "".join(bits))

        found = scripts.evaluate(asked, pairs)

        assert any(found)
        assert found == [bool(phrase) and stands_in(fold(phrase), [text]) for phrase, text in pairs]


class TestQuery:
    @pytest.mark.parametrize("example", read_examples("query"), ids=titles)
    def test_example(self, scripts, example: Example):
        """
        Each shared example holds.
        """
        found = scripts.evaluate(
            "text => shuwuShards.learn([...text]).then(() => shuwuQuery.parse(text))", example.given
        )

        assert written(as_search(found)) == example.expected

    def test_without_quotes(self, page, frozen_folder):
        """
        A query that can have no quotes or minus signs is read alike without the script that knows these.
        """
        examples = [example for example in read_examples("query") if parse(example.given) == parse(" " + example.given)]
        page.goto((frozen_folder / "search" / "index.html").as_uri())
        asked = """texts => shuwuShards.state()
            .then(() => shuwuShards.learn([...texts.join("")]))
            .then(() => texts.map((text) => [shuwuQuery.mayQuote(text), shuwuQuery.parse(text)]))"""

        found = page.evaluate(asked, [example.given for example in examples])

        plain = [(example, query) for example, (may, query) in zip(examples, found, strict=True) if not may]
        assert len(plain) > 10
        assert [written(as_search(query)) for _, query in plain] == [example.expected for example, _ in plain]

    def test_random_texts(self, scripts):
        """
        Any text with quotes, minus signs and asking words in it is read alike by both.
        """
        chance = random.Random(5)
        bits = [*'乡村振兴為什麼嗎呢哪里多少 "“”「」『』‘’«»-－ab1？.', "什么", " -", "谁", ' -"']
        texts = ["".join(chance.choices(bits, k=14)) for _ in range(3000)]
        asked = "texts => shuwuShards.learn([...texts.join('')]).then(() => texts.map(shuwuQuery.parse))"

        found = scripts.evaluate(asked, texts)

        assert list(map(as_search, found)) == list(map(parse, texts))


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

        assert [tuple(piece) for piece in found] == snippet(text, query_words(read_query(query)))


def word_files(words: WordList) -> dict[str, list[str]]:
    """Return what the files of a frozen site hold that suggest.js asks for."""
    buckets = {f"known-{len(words.known)}/{n}": list(map(" ".join, row)) for n, row in enumerate(words.known)}
    return buckets | {f"sounds/{number}": [" ".join(sound_part(number))] for number in sound_parts()}


def typed_texts(count: int, words: str) -> list[str]:
    """Return *count* short texts as somebody types who means *words*, or nothing."""
    chance = random.Random(7)
    characters = [*words, *"aeiouvnghzcsxlt ü'5"]
    return ["".join(chance.choices(characters, k=chance.randint(1, 7))) for _ in range(count)]


def widened(found: tuple[str, dict[str, Any], dict[str, Any]] | None) -> str:
    if found is None:
        return ""
    text, typed, wide = found
    return written_wide(ExpandedQuery(as_search(typed), as_search(wide), text))


class TestSynonyms:
    def test_examples(self, scripts):
        """
        Each shared example holds.
        """
        examples = read_examples("synonyms")
        asked = [example.given.partition("\n---\n") for example in examples]
        lists = [[query, read_groups(told)[0]] for told, _, query in asked]

        found = scripts.evaluate(
            """lists => shuwuShards.need('suggest').then(() => {
                return Promise.all(lists.map(([query, groups]) => shuwuShards.learn([...query]).then(() => {
                    const asked = shuwuWiden(query, groups);
                    return asked && [asked.text, asked.typed, asked.wide];
                })));
            })""",
            lists,
        )

        assert list(map(widened, found)) == [example.expected for example in examples]


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

        assert found == [meant(read_query(text), Holding(told), words.read) for text in texts]
