"""The search of libraries in any language: the scripts against Python, and the frozen index against the live one."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example_files import Example, read_examples, titles
from tests.script_engine import ScriptEngine, multilingual_engine
from tests.search.articles import make_article
from tests.static.searching.test_search import ASK, SECTIONS
from webapp.core.article import Article
from webapp.core.language import tokens
from webapp.core.language.families import families_of, key
from webapp.core.language.query import parse
from webapp.core.language.quoted import stands_in
from webapp.core.language.synonyms import read_query
from webapp.core.language.tokens import MULTILINGUAL, loose
from webapp.search.frozen.shards import Shards
from webapp.search.live.index import SearchIndex

pytestmark = pytest.mark.slow

# Scripts of all kinds, each by some of its letters and marks.
BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x58A), (0x590, 0x6FF), (0x780, 0x7B1), (0x900, 0xDFF)),
    *((0xE00, 0xEFF), (0xF00, 0xFDA), (0x1000, 0x10FF), (0x1200, 0x137F), (0x1780, 0x18AF), (0x1E00, 0x1FFF)),
    *((0x2000, 0x2070), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xA000, 0xA4C6), (0xA980, 0xA9DF), (0xAC00, 0xD7A3)),
    *((0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF00, 0xFFEF), (0x10900, 0x1091F), (0x11000, 0x1107F)),
)
ASSIGNED = {"exclude_categories": ("Cn", "Cs", "Co")}
CHARACTERS = st.one_of(
    st.sampled_from(" -.,'’\"+#0123456789"),
    *(st.characters(min_codepoint=first, max_codepoint=last, **ASSIGNED) for first, last in BLOCKS),
)
TEXTS = st.text(CHARACTERS, max_size=30)
WORDS = {
    "en": "teacher teachers teaching school schools vaccine vaccination anti-virus antivirus café cafe 1,200 C++ U.S.",
    "ru": "школа школы школе учитель учителя ёлка елка",
    "ar": "مدرسة المدرسة مدارس كتاب الكتاب وكتاب مُحَمَّد محمد",
    "vi": "tiếng Việt tieng Viet trường học",
    "th": "น้ำท่วม โรงเรียน ครู ไป ทำไม ใครสร้าง เกี่ยวกับ",
    "de": "Bäcker Baecker Häuser Haus straße",
    "tr": "İstanbul ISPARTA ılık evler ev",
    "zh-Hans": "乡村 学校 teacher 2026 茶",
}
ALL_WORDS = " ".join(WORDS.values()).split()
QUERIES = st.lists(st.sampled_from(ALL_WORDS), min_size=1, max_size=4).map(" ".join)


def test_asking_words():
    """
    In scripts without blanks words that only ask are not searched; what only looks like one is.
    """
    assert parse("ใครสร้างโรงเรียน", MULTILINGUAL).terms == parse("สร้างโรงเรียน", MULTILINGUAL).terms
    assert parse("เกี่ยวกับ", MULTILINGUAL).terms == tuple(MULTILINGUAL.terms("เกี่ยวกับ"))
    assert parse("อะไร", MULTILINGUAL).terms == tuple(MULTILINGUAL.terms("อะไร"))


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> ScriptEngine:
    """All scripts of the search of a library in any language."""
    folder = tmp_path_factory.mktemp("index")
    Shards(folder).update([replace(make_article("tea", "Tea"), lang="en")], SECTIONS)
    engine = multilingual_engine(folder)
    engine.call("() => shuwuShards.state()")
    engine.call("() => Promise.all(['quoted', 'suggest', 'long'].map(shuwuShards.need))")
    return engine


@st.composite
def libraries(draw: st.DrawFn) -> list[Article]:
    """Articles in several languages, each of some words of its own."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        language = draw(st.sampled_from(sorted(WORDS)))
        words = st.lists(st.sampled_from(WORDS[language].split()), max_size=6).map(" ".join)
        article = make_article(f"a{number}", draw(words) or "—", draw(words))
        found.append(replace(article, lang=language))
    return found


class TestTokens:
    @pytest.mark.parametrize("example", read_examples("tokens"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        asked = "text => shuwuShards.learnFor(text).then(() => shuwuText.terms(text))"

        assert " ".join(scripts.call(asked, example.given)) == example.expected

    @given(TEXTS)
    @settings(max_examples=400)
    def test_any_text(self, scripts: ScriptEngine, text: str):
        """
        Any text is folded alike, and has the same runs and terms, in both.
        """
        asked = """text => shuwuShards.learnFor(text).then(() => {
            var plain = shuwuText.normal(text);
            return [plain, shuwuText.loose(plain), shuwuText.runs(text), shuwuText.terms(text)];
        })"""
        plain = tokens.normal(text)

        assert scripts.call(asked, text) == [plain, loose(plain), tokens.runs(text), tokens.terms(text)]

    @given(TEXTS)
    @settings(max_examples=200)
    def test_any_query(self, scripts: ScriptEngine, text: str):
        """
        Any query asks for the same.
        """
        asked = """text => shuwuShards.learnFor(text).then(() => {
            var found = shuwuQuery.parse(text);
            var phrases = found.phrases.map((phrase) => [phrase.text, phrase.terms, phrase.isNeeded]);
            return [found.terms, found.needs, phrases];
        })"""
        found = parse(text, MULTILINGUAL)
        phrases = [(phrase, True) for phrase in found.needed] + [(phrase, False) for phrase in found.excluded]

        assert scripts.call(asked, text) == [
            list(found.terms),
            [[list(terms) for terms in need] for need in found.needs],
            [[phrase.text, list(phrase.terms), is_needed] for phrase, is_needed in phrases],
        ]


class TestFamilies:
    @pytest.mark.parametrize("example", read_examples("families"), ids=titles)
    def test_example(self, scripts: ScriptEngine, example: Example):
        """
        Each shared example holds.
        """
        word, *known = example.given.split()
        rows = [{"word": other, "families": of} for other, *of in (row.split(">") for row in known)]

        assert " ".join(scripts.call("shuwuFamilies.of", word, rows)) == example.expected

    @given(
        st.sampled_from(ALL_WORDS) | st.text("abcde", max_size=9),
        st.lists(st.sampled_from(ALL_WORDS) | st.text("abcde", min_size=1, max_size=9), max_size=8),
    )
    @settings(max_examples=400)
    def test_any_word(self, scripts: ScriptEngine, word: str, others: list[str]):
        """
        Any word is of the same families in both.
        """
        word, *others = (tokens.normal(each) for each in (word, *others))
        known = [(other, (f"{other}s", other[:3])) for other in others]

        rows = [{"word": other, "families": list(of)} for other, of in known]
        assert scripts.call("shuwuFamilies.of", word, rows) == list(families_of(word, known))
        assert scripts.call("shuwuFamilies.key", loose(word)) == key(loose(word))


class TestQuoted:
    @pytest.mark.parametrize(
        ("phrase", "text"),
        [
            ("doctor who", "The Doctor  Who?"),
            ("doctor who", "doctors who"),
            ("الدكتور هو", "مع دكتور هو"),
            ("น้ํา", "มีน้ำ"),
            ("मराठी भाषा", "मराठी भाषा"),
            ("tiếng", "tiếng Việt"),
            ("tieng", "tiếng Việt"),
        ],
    )
    def test_stands_in(self, scripts: ScriptEngine, phrase: str, text: str):
        """
        What is in quotes stands in the same texts in both.
        """
        assert scripts.call("shuwuQuoted.standsIn", phrase, [text]) == stands_in(phrase, [text], MULTILINGUAL)


class TestSearch:
    @settings(max_examples=25)
    @given(st.lists(libraries(), min_size=1, max_size=3), st.lists(QUERIES, min_size=3, max_size=8))
    def test_any_library(
        self, tmp_path_factory: pytest.TempPathFactory, states: list[list[Article]], queries: list[str]
    ):
        """
        After any changes any query has the same articles, in the same order, with the same scores.
        """
        folder = tmp_path_factory.mktemp("index")
        # The last state is never one of Chinese alone: such a library is searched by other scripts.
        states = [*states, [*states[-1], replace(make_article("last", "Last"), lang="en")]]
        queries = [*queries, *(f'"{query}"' for query in queries), *(query[:-1] for query in queries)]

        assert frozen_answers(folder / "frozen", states, queries) == live_answers(folder / "live", states, queries)

    @pytest.mark.slow
    def test_many_queries(self, tmp_path: Path):
        """
        So it is in a library with groups of words that are split, and words that most articles hold.
        """
        chance = random.Random(16)
        articles = [
            replace(
                make_article(f"a{n}", f"{chance.choice(words)} {n}", " ".join(chance.choices(words, k=40))), lang=lang
            )
            for n in range(1500)
            for lang, words in [chance.choice([(lang, made_words(lang)) for lang in sorted(WORDS)])]
        ]
        queries = [
            " ".join(chance.choices(article.body.split(), k=chance.randint(1, 3)))[: chance.choice([-1, 99])]
            for article in chance.sample(articles, 500)
        ]

        states = [articles[:1400], articles[5:]]
        found = frozen_answers(tmp_path / "frozen", states, queries)
        expected = live_answers(tmp_path / "live", states, queries)

        assert [hits for *_, hits in found] == [hits for *_, hits in expected]

    def test_marked(self, tmp_path: Path):
        """
        Every word that answers the query is marked, as a whole.
        """
        Shards(tmp_path).update([replace(make_article("a", "Teachers", "A teacher teaches tea."), lang="en")], SECTIONS)
        engine = multilingual_engine(tmp_path)
        asked = """async () => {
            var found = await shuwu.search("teaching");
            return shuwuSnippet.mark("Teachers and tea: a teacher", shuwuSnippet.words(found.query));
        }"""

        assert engine.call(asked) == [["Teachers", True], [" and tea: a ", False], ["teacher", True]]


def made_words(language: str) -> list[str]:
    """Return words of a language with many others that begin alike."""
    return [f"{word}{ending}" for word in WORDS[language].split() for ending in ("", "s", "а", "ing", "1", "ات", "x y")]


def frozen_answers(folder: Path, states: list[list[Article]], queries: list[str]) -> list[list]:
    """Return what the scripts find after the index in *folder* went through *states* of a library."""
    for articles in states:
        Shards(folder).update(articles, SECTIONS)
    return multilingual_engine(folder).call(ASK, queries)


def live_answers(folder: Path, states: list[list[Article]], queries: list[str]) -> list[list]:
    index = SearchIndex(folder)
    for articles in states:
        index.update(articles)
    answers = [index.search(read_query(query, (), MULTILINGUAL)) for query in queries]
    index.close()
    return [
        [found.total, found.partial, [[hit.slug, hit.score, hit.is_partial] for hit in found.hits]] for found in answers
    ]
