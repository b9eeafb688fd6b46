"""The scripts of the search against the Python modules whose twins they are."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.language.test_query import written
from tests.core.language.test_quoted import bracketed
from tests.core.language.test_synonyms import written as written_expanded
from tests.core.language.word_lists import Holding, held_pairs, read_words
from tests.example_files import Example, read_examples, titles
from tests.script_engine import ScriptEngine
from webapp.core.language.query import ExpandedQuery, Phrase, Search, parse, telling
from webapp.core.language.quoted import stands_in
from webapp.core.language.ranking import rarity, searched_needs, weights
from webapp.core.language.snippet import mark_spans, query_words, snippet
from webapp.core.language.sounds import sound_part, sound_parts
from webapp.core.language.suggest import meant
from webapp.core.language.synonyms import read_groups, read_query
from webapp.core.language.text import fold, is_character, is_joined, runs, terms
from webapp.core.language.words import WordList

pytestmark = pytest.mark.slow

# Blocks of which each has a class of characters that text.py tells apart: a text of any characters has few of each.
BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x52F), (0x600, 0x6FF), (0xF00, 0xFFF), (0x1800, 0x18AF)),
    *((0x2000, 0x2100), (0x2460, 0x24FF), (0x3000, 0x312F), (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    *((0xAC00, 0xD7FB), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x1F600, 0x1F64F), (0x20000, 0x2A6DF)),
)
# What Unicode has not assigned today is something else to an engine of another year.
ASSIGNED = {"exclude_categories": ("Cn", "Cs")}
CHARACTERS = st.one_of(
    st.characters(**ASSIGNED),
    *(st.characters(min_codepoint=first, max_codepoint=last, **ASSIGNED) for first, last in BLOCKS),
)
TEXTS = st.text(CHARACTERS, max_size=24)
ASKED = [*'乡村振兴為什麼嗎呢哪里多少 "“”「」『』‘’«»‹›-－ab1？.', "什么", " -", "谁", ' -"']
QUERIES = st.lists(st.one_of(st.sampled_from(ASKED), CHARACTERS), max_size=14).map("".join)


class TestText:
    ASK = "text => shuwuShards.learnFor(text).then(() => shuwuText.terms(text))"

    @pytest.mark.parametrize("example", read_examples("terms"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        assert " ".join(scripts.call(self.ASK, example.given)) == example.expected

    @given(TEXTS)
    def test_any_text(self, scripts: ScriptEngine, text: str):
        """
        Any text is folded alike, and has the same runs and terms, in both.
        """
        asked = """text => shuwuShards.learnFor(text).then(() => {
            return [shuwuText.fold(text), shuwuText.runs(text), shuwuText.terms(text)];
        })"""

        assert scripts.call(asked, text) == [fold(text), runs(text), terms(text)]

    @given(CHARACTERS)
    def test_kind(self, scripts: ScriptEngine, character: str):
        """
        Every character that begins a run is of the same kind in both.
        """
        asked = "runs => runs.map(run => [shuwuText.isJoined(run), shuwuText.isCharacter(run)])"
        found = runs(character)

        assert scripts.call(asked, found) == [[is_joined(run), is_character(run)] for run in found]

    def test_long_word(self, scripts: ScriptEngine):
        """
        Of a very long word as much counts in both.
        """
        word = "x" * 100

        assert scripts.call(self.ASK, word) == terms(word)


class TestRanking:
    @pytest.mark.parametrize("example", read_examples("ranking"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        articles, _, holding = example.given.partition(" ")
        counts = {term: int(count) for term, _, count in (pair.partition("=") for pair in holding.split())}

        found = scripts.call("shuwuRanking.weights", int(articles), counts)

        assert found == weights(counts, int(articles), counts)

    @pytest.mark.parametrize("size", [1, 2, 10, 99, 3500, 100_003])
    def test_rarity(self, scripts: ScriptEngine, size: int):
        """
        Rarities are equal for every count, so that no rounding differs.
        """
        asked = "n => Array.from({length: Math.min(n, 20000)}, (_, i) => shuwuRanking.rarity(n, i + 1))"

        assert scripts.call(asked, size) == [rarity(size, held) for held in range(1, min(size, 20_000) + 1)]

    @given(
        st.integers(1, 5000),
        st.dictionaries(st.sampled_from(["乡", "村", "乡村", "的", "tea", "x", "茶"]), st.integers(0, 5000)),
        st.text("乡村的 tea x茶", max_size=8),
    )
    def test_any_query(self, scripts: ScriptEngine, articles: int, holding: dict[str, int], query: str):
        """
        Of the terms of any query the same are searched, with the same weights, and the same have to be there.
        """
        counts = {term: min(count, articles) for term, count in holding.items()}
        needs = parse(query).needs
        asked = """(needs, articles, counts) => {
            const weights = shuwuRanking.weights(articles, counts);
            return [weights, shuwuRanking.searchedNeeds(needs, counts, weights)];
        }"""
        weighed = weights(counts, articles, counts)
        searched = searched_needs(needs, counts, weighed)

        found = scripts.call(asked, needs, articles, counts)

        assert found == [weighed, searched and [[list(held) for held in need] for need in searched]]


def as_search(found: dict[str, Any]) -> Search:
    """Return what query.js gives as query.py does."""
    phrases = [(Phrase(row["text"], tuple(row["terms"])), row["isNeeded"]) for row in found["phrases"]]
    return Search(
        terms=tuple(found["terms"]),
        needs=tuple(tuple(map(tuple, need)) for need in found["needs"]),
        needed=tuple(phrase for phrase, is_needed in phrases if is_needed),
        excluded=tuple(phrase for phrase, is_needed in phrases if not is_needed),
    )


class TestQuery:
    ASK = "text => shuwuShards.learnFor(text).then(() => shuwuQuery.parse(text))"
    PLAIN = "text => shuwuShards.learnFor(text).then(() => [shuwuQuery.mayQuote(text), shuwuQuery.parse(text)])"

    @pytest.mark.parametrize("example", read_examples("query"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        assert written(as_search(scripts.call(self.ASK, example.given))) == example.expected

    @given(QUERIES)
    def test_any_query(self, scripts: ScriptEngine, query: str):
        """
        Any text with quotes, minus signs and asking words in it is read alike by both.
        """
        assert as_search(scripts.call(self.ASK, query)) == parse(query)

    @given(QUERIES)
    def test_without_quotes(self, plain_scripts: ScriptEngine, query: str):
        """
        A query that can have no quotes or minus signs is read alike without the script that knows these.
        """
        may_quote, found = plain_scripts.call(self.PLAIN, query)

        assert may_quote or as_search(found) == parse(query)

    @pytest.mark.parametrize("query", ["水稻", "什么是水稻？", "2020-2021", "it's"])
    def test_plain(self, plain_scripts: ScriptEngine, query: str):
        """
        What most people type needs no script but those that come with the page; a phrase or a minus sign does.
        """
        queries = (query, f"“{query}", f"« {query}", f"{query} -茶")

        assert [plain_scripts.call("shuwuQuery.mayQuote", text) for text in queries] == [False, True, True, True]

    def test_endless(self, scripts: ScriptEngine):
        """
        Of a query without end as many terms are searched by both.
        """
        query = "".join(map(chr, range(0x4E00, 0x5000)))

        assert as_search(scripts.call(self.ASK, query)) == parse(query)


class TestQuoted:
    SPANS = """(phrase, text) => shuwuShards.learnFor(phrase + text).then(() => {
        const folded = shuwuText.foldWithPlaces(text);
        return shuwuQuoted.spans(shuwuText.fold(phrase), folded.text)
            .map(([start, end]) => [folded.places[start], folded.ends[end - 1]]);
    })"""

    @pytest.mark.parametrize("example", read_examples("quoted"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        phrase, _, text = example.given.partition("\n---\n")

        assert bracketed(text, scripts.call(self.SPANS, phrase, text)) == example.expected

    @given(
        st.text(st.sampled_from("乡村鄉ab12.-’'，\" \n/[^$"), min_size=1, max_size=3).filter(str.strip),
        st.lists(st.sampled_from([*"乡村鄉ab12.-–’'‚，“„,  /[^$", "\n", "big", "dog"]), max_size=16).map("".join),
    )
    def test_any_text(self, scripts: ScriptEngine, phrase: str, text: str):
        """
        Any phrase stands in any text alike in both.
        """
        asked = """(phrase, text) => shuwuShards.learnFor(phrase + text).then(() => {
            return shuwuQuoted.standsIn(shuwuText.fold(phrase), [text]);
        })"""
        phrase = phrase.strip()

        assert scripts.call(asked, phrase, text) == stands_in(fold(phrase), [text])

    @given(TEXTS)
    def test_telling(self, scripts: ScriptEngine, text: str):
        """
        The same terms stand for any text in both.
        """
        asked = "text => shuwuShards.learnFor(text).then(() => shuwuQuoted.telling(text))"

        assert scripts.call(asked, text) == list(telling(text))


def marked(text: str, words: list[str]) -> list[list[Any]]:
    """Return *text* in pieces, those that mark_spans finds with True."""
    places = [0, *(place for span in mark_spans(text, words) for place in span), len(text)]
    return [[text[a:b], number % 2 == 1] for number, (a, b) in enumerate(pairwise(places)) if a < b]


class TestSnippet:
    ASK = """(query, text) => shuwuShards.learnFor(query + text).then(() => {
        const words = shuwuSnippet.words(query, HAS_PHRASES);
        return [shuwuSnippet.snippet(text, words), shuwuSnippet.mark(text, words)];
    })"""

    @pytest.mark.parametrize("example", read_examples("snippet"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        query, _, text = example.given.partition("\n---\n")

        found, _ = scripts.call(self.ASK.replace("HAS_PHRASES", "true"), query, text)

        assert [tuple(piece) for piece in found] == snippet(text, query_words(read_query(query)))

    @given(
        st.lists(st.sampled_from(["乡村", "鄉村", "茶", "tea", "“茶叶”", '"乡 村"', " ", "x"]), max_size=4).map(
            "".join
        ),
        st.lists(st.sampled_from(["乡村", "鄉村", "村振", "茶", "茶叶", "Tea", "，", " ", "x" * 70]), max_size=12).map(
            "".join
        ),
    )
    def test_any_text(self, scripts: ScriptEngine, query: str, text: str):
        """
        Of any text the same passage is shown for any query, and the same is marked.
        """
        asked = read_query(query)
        words = query_words(asked, [text])
        has_phrases = words == query_words(asked, [query, text]) or not asked.asked.needed
        ask = self.ASK.replace("HAS_PHRASES", str(has_phrases).lower())

        passage, pieces = scripts.call(ask, query, text)

        assert passage == [list(piece) for piece in snippet(text, words)]
        assert pieces == marked(text, words)


def expanded(found: list[Any] | None) -> str:
    """Return what synonyms.js gives as the shared examples write it."""
    if found is None:
        return ""
    text, first, wide = found
    return written_expanded(ExpandedQuery(as_search(first), as_search(wide), text))


class TestSynonyms:
    ASK = """(query, groups) => shuwuShards.learnFor(query).then(() => {
        const asked = shuwuWiden(query, groups);
        return asked && [asked.text, asked.typed, asked.wide];
    })"""

    @pytest.mark.parametrize("example", read_examples("synonyms"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        told, _, query = example.given.partition("\n---\n")

        assert expanded(scripts.call(self.ASK, query, read_groups(told)[0])) == example.expected

    @given(
        st.lists(st.sampled_from(["医保", "医疗保险", "影片", "電影", "nba", "什么", "是", " ", "-", '"']), max_size=6)
    )
    def test_any_query(self, scripts: ScriptEngine, bits: list[str]):
        """
        Any query finds the same synonyms in both.
        """
        query, groups = "".join(bits), read_groups("医保 = 医疗保险 = 医\n電影 = 影片\nnba = 篮球联赛")[0]
        found = read_query(query, groups).expanded

        assert expanded(scripts.call(self.ASK, query, groups)) == (written_expanded(found) if found else "")


def word_files(words: WordList) -> dict[str, list[str]]:
    """Return what the files of a frozen site hold that suggest.js asks for."""
    buckets = {f"known-{len(words.known)}/{n}": list(map(" ".join, row)) for n, row in enumerate(words.known)}
    return buckets | {f"sounds/{number}": [" ".join(sound_part(number))] for number in sound_parts()}


ALL_TOLD = " ".join(example.given.partition("\n---\n")[0] for example in read_examples("suggest"))


@pytest.fixture(scope="module")
def suggesting(scripts: ScriptEngine) -> ScriptEngine:
    """The scripts, with the sounds of all characters, and the words of all examples together."""
    scripts.call("files => { this.allFiles = files; }".replace("this", "globalThis"), word_files(read_words(ALL_TOLD)))
    return scripts


class TestSuggest:
    ASK = """(words, size, held, told, text) => shuwuShards.learnFor(text).then(() => {
        return shuwuMeant(text, held, told, [["known", size]], async (name) => words[name] || allFiles[name]);
    })"""

    @pytest.mark.parametrize("example", read_examples("suggest"), ids=titles)
    def test_example(self, suggesting: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        told, _, query = example.given.partition("\n---\n")
        words, pairs = read_words(told), [list(held_pairs(told, least)) for least in (1, 2)]
        files = {name: rows for name, rows in word_files(words).items() if name.startswith("known")}

        found = suggesting.call(self.ASK, files, len(words.known), *pairs, query)

        assert " / ".join(found) == example.expected

    @given(st.text(st.sampled_from([*ALL_TOLD, *"aeiouvnghzcsxlt ü'5"]), max_size=10))
    def test_any_text(self, suggesting: ScriptEngine, text: str):
        """
        Any text means the same words in both.
        """
        words, pairs = read_words(ALL_TOLD), [list(held_pairs(ALL_TOLD, least)) for least in (1, 2)]

        found = suggesting.call(self.ASK, {}, len(words.known), *pairs, text)

        assert found == meant(read_query(text), Holding(ALL_TOLD), words.read)
