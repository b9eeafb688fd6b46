"""The live index against a plain scan, through every kind of change."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from tests.search.articles import WORDS, libraries, make_article
from tests.search.plain_scan import scan
from webapp.core.article import Article
from webapp.core.language.ranking import PROMINENT_IMPACT
from webapp.core.language.synonyms import read_query
from webapp.search import document
from webapp.search.live.index import IndexChanges, SearchIndex

KILLED_WRITER = """
import os, sys
from pathlib import Path
from tests.search.articles import make_article
from webapp.search.live.index import SearchIndex

def die(done):
    if done == int(sys.argv[2]):
        os.kill(os.getpid(), 9)

SearchIndex(Path(sys.argv[1])).update([make_article(f"b{n}", "水稻", "水稻") for n in range(20)], die)
"""


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path)


def whoosh_index(folder: Path) -> FileIndex:
    return FileStorage(str(next(folder.glob("whoosh-*")))).open_index()


class TestSearch:
    @given(libraries(), libraries(), WORDS)
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_like_a_plain_scan(self, before: list[Article], after: list[Article], query: str) -> None:
        """
        Whatever was indexed before, a search gives the ids, scores and order of a plain scan of the library as it is.
        """
        with TemporaryDirectory() as folder:
            index = SearchIndex(Path(folder))
            index.update(before)
            index.update(after)
            results = index.search(read_query(query), 100)
            index.close()

        assert results == scan(after, query)

    def test_other_script(self, index: SearchIndex) -> None:
        """
        A Simplified query finds a Traditional article, and the reverse.
        """
        index.update([make_article("a", "鄉村振興"), make_article("b", "乡村振兴")])

        assert index.search(read_query("乡村")).hits == index.search(read_query("鄉村")).hits
        assert {hit.slug for hit in index.search(read_query("乡村")).hits} == {"a", "b"}

    def test_any_term(self, index: SearchIndex) -> None:
        """
        An article that holds only part of the query is found, after those that hold more.
        """
        index.update([make_article("a", body="茶叶"), make_article("b", body="茶叶，水稻")])

        assert [hit.slug for hit in index.search(read_query("茶叶 水稻")).hits] == ["b", "a"]

    def test_title_first(self, index: SearchIndex) -> None:
        """
        Of two articles, the one with the query in its title comes first.
        """
        index.update([make_article("a", body="茶叶", day=2), make_article("b", title="茶叶")])

        assert [hit.slug for hit in index.search(read_query("茶叶")).hits] == ["b", "a"]

    @pytest.mark.parametrize("query", ["春耕生产工作的通知", "春耕生产", "生产", "春耕 通知"])
    def test_piece_of_title(self, index: SearchIndex, query: str) -> None:
        """
        An article whose title holds the whole query comes first, however often others use its words.
        """
        often = make_article("often", "通报", "春耕生产工作的通知。" * 50, day=3)
        index.update(
            [often, make_article("a", "春耕生产工作的通知", "各村:"), make_article("b", "春耕", "春耕。" * 50)]
        )

        assert index.search(read_query(query)).hits[0].slug == "a"

    def test_exact_title(self, index: SearchIndex) -> None:
        """
        Of two titles that hold the query, the one that is nothing else comes first.
        """
        index.update([make_article("long", "春耕生产现场会", "春耕", day=3), make_article("exact", "春耕", "春耕")])

        assert [hit.slug for hit in index.search(read_query("春耕")).hits] == ["exact", "long"]

    def test_quotes(self, index: SearchIndex) -> None:
        """
        What is in quotes must be there; if it is nowhere, the quotes do not count.
        """
        index.update(
            [make_article("a", "", "春耕备耕"), make_article("b", "", "春耕，备耕"), make_article("c", "", "水稻")]
        )

        assert {hit.slug for hit in index.search(read_query("春耕备耕")).hits} == {"a", "b"}
        assert {hit.slug for hit in index.search(read_query('"春耕备耕"')).hits} == {"a"}
        assert {hit.slug for hit in index.search(read_query('"备耕水稻"')).hits} == {"a", "b", "c"}

    @pytest.mark.parametrize(
        ("query", "bodies", "found"),
        [
            ('"big dog"', ("A dog is big.", "A big  dog", "Big\ndog", "a big dogs", "big, dog"), {1, 2}),
            ('"5.4.2"', ("2.5.4", "Version 5.4.2.", "15.4.2", "5.4.21", "5, 4, 2"), {1}),
            ("“3月12日”", ("12月3日", "3月12日", "3 月 12 日", "13月12日"), {1, 2}),
            ("「鄉村」", ("乡村", "鄉村", "乡里的村"), {0, 1}),
            ("『新农合』", ("新农，农合", "新農合"), {1}),
            ('"c++"', ("C and more", "C++ and more"), {1}),
            ('"bold word"', ("a **bold** *word*", "bold and word", "a [bold](a.md) word"), {0, 2}),
            ('"don\'t do"', ("I don’t do it", "do not"), {0}),
        ],
    )
    def test_phrase(self, index: SearchIndex, query: str, bodies: tuple[str, ...], found: set[int]) -> None:
        """
        What is in quotes must stand in the article as it is, in any width, case and script.
        """
        index.update([make_article(str(number), "", body) for number, body in enumerate(bodies)])

        results = index.search(read_query(query))

        assert {int(hit.slug) for hit in results.hits} == found
        assert (results.total, results.partial, results.lacks_phrase) == (len(found), 0, False)

    def test_phrase_in_one_place(self, index: SearchIndex) -> None:
        """
        A phrase may stand in the title, the text, a tag, the author or the source, but not in two of them.
        """
        known = Article(
            slug="c",
            id="c",
            section="s",
            title="",
            body="",
            path="",
            tags=("大狗 小狗", "小猫"),
            author="小狗",
            source="",
        )
        index.update([make_article("a", "大狗 小狗"), make_article("b", "大狗", "小狗 小猫"), known])

        found = [{hit.slug for hit in index.search(read_query(query)).hits} for query in ('"大狗 小狗"', '"小狗 小猫"')]

        assert found == [{"a", "c"}, {"b"}]

    def test_no_phrase(self, index: SearchIndex) -> None:
        """
        If no article has what is in quotes, the results say so, and have what holds some of the words.
        """
        index.update([make_article("a", "", "dog is big"), make_article("b", "", "dog"), make_article("c", "", "cat")])

        results = index.search(read_query('"big dog" -cat'))

        assert [(hit.slug, hit.is_partial) for hit in results.hits] == [("a", True), ("b", True)]
        assert (results.total, results.partial, results.lacks_phrase) == (0, 2, True)

    def test_phrase_after_a_change(self, tmp_path: Path, index: SearchIndex) -> None:
        """
        A phrase is looked for in the article as it is now, also by an index that was opened again.
        """
        index.update([make_article("a", "", "big dog"), make_article("b", "", "big dog")])
        changed = [make_article("a", "", "dog, big"), make_article("b", "", "big dog")]
        index.update(changed)
        again = SearchIndex(tmp_path)
        again.update(changed)

        assert {hit.slug for hit in index.search(read_query('"big dog"')).hits} == {"b"}
        assert {hit.slug for hit in again.search(read_query('"big dog"')).hits} == {"b"}

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ('dog -"big dog"', {"b", "c"}),
            ("dog -big", {"c"}),
            ("dog -5", {"a", "b", "c"}),
            ("dog - big", {"a", "b", "c"}),
            ("dog-big", {"a", "b", "c"}),
            ('-"big dog"', {"a"}),
        ],
    )
    def test_excluded(self, index: SearchIndex, query: str, found: set[str]) -> None:
        """
        A minus sign before a phrase or a word excludes what has it; any other is text.
        """
        index.update(
            [make_article("a", "", "a big dog"), make_article("b", "", "dog is big"), make_article("c", "", "dog 5")]
        )

        assert {hit.slug for hit in index.search(read_query(query)).hits} == found

    def test_count(self, index: SearchIndex) -> None:
        """
        Articles that have the whole query come first and are counted; those that have some of it follow.
        """
        bodies = {"a": "医保", "b": "医生，保险。" * 20, "c": "参加医保", "d": "医", "e": "农业"}
        index.update([make_article(slug, "", body) for slug, body in bodies.items()])

        results = index.search(read_query("医保"))

        assert (results.total, results.partial) == (2, 2)
        assert [hit.is_partial for hit in results.hits] == [False, False, True, True]
        assert {hit.slug for hit in results.hits[:2]} == {"a", "c"}

    @pytest.mark.parametrize(
        ("query", "total"),
        [("医保缴费", 2), ("医保 缴费", 2), ("医保怎么缴费？", 2), ("医保的缴费", 2), ("医保缴费 xyz", 0)],
    )
    def test_count_of_words(self, index: SearchIndex, query: str, total: int) -> None:
        """
        To have the whole query is to have its words, wherever they stand; asking words are none.
        """
        bodies = ["医保缴费", "医保，每年缴费", "医保", "缴费", "医生保险缴税"]
        index.update([make_article(str(number), "", body) for number, body in enumerate(bodies)])

        assert index.search(read_query(query)).total == total

    def test_count_pages(self, index: SearchIndex) -> None:
        """
        Every page of results knows the same numbers, and the pages go through both kinds.
        """
        index.update([make_article(str(number), "", "医保" if number < 3 else "医生") for number in range(8)])

        pages = [index.search(read_query("医保"), 2, offset) for offset in range(0, 8, 2)]

        assert {(page.total, page.partial) for page in pages} == {(3, 5)}
        assert [hit.is_partial for page in pages for hit in page.hits] == [False] * 3 + [True] * 5

    def test_minus(self, index: SearchIndex) -> None:
        """
        What follows a minus sign must not be there.
        """
        index.update([make_article("a", "", "柑橘，农药"), make_article("b", "", "柑橘")])

        assert {hit.slug for hit in index.search(read_query("柑橘 -农药")).hits} == {"b"}

    def test_tags_author_source(self, index: SearchIndex) -> None:
        """
        An article is found by its tags, its author and its source.
        """
        article = make_article("a")
        known = Article(
            slug="b", id="b", section="s", title="", body="", path="", tags=("茶叶",), author="李四", source="县报"
        )
        index.update([article, known])

        found = [[hit.slug for hit in index.search(read_query(query)).hits] for query in ("茶叶", "李四", "县报")]

        assert found == [["b"], ["b"], ["b"]]

    def test_equal_scores(self, index: SearchIndex) -> None:
        """
        Equal articles come newest first, those of one day by slug.
        """
        index.update([make_article("b", "茶叶"), make_article("a", "茶叶"), make_article("c", "茶叶", day=2)])

        assert [hit.slug for hit in index.search(read_query("茶叶")).hits] == ["c", "a", "b"]

    def test_offset(self, index: SearchIndex) -> None:
        """
        A later page goes on where the one before ended, and knows the number of all.
        """
        index.update([make_article(f"a{day}", "茶叶", day=day) for day in range(1, 10)])

        pages = [index.search(read_query("茶叶"), 4, offset) for offset in (0, 4, 8)]

        assert [hit.slug for page in pages for hit in page.hits] == [f"a{day}" for day in range(9, 0, -1)]
        assert {page.total for page in pages} == {9}

    @pytest.mark.parametrize("query", ["", " ", "!?", "😀", "的" * 10000, "\x00", "a OR *", "\ud800"])
    def test_odd_query(self, index: SearchIndex, query: str) -> None:
        """
        A query without terms, or with anything else in it, finds nothing and breaks nothing.
        """
        index.update([make_article("b", "茶叶")])

        assert index.search(read_query(query)).total == 0


class TestHeld:
    def test_how_prominently(self, index: SearchIndex) -> None:
        """
        A pair is held by an article in which it stands once, and prominently where it stands in the title or often.
        """
        long = "这一段和别的都没有关系，只是为了文章有平常的长短。" * 12
        index.update(
            [
                make_article("chance", body=f"{long}应当建设。"),
                make_article("often", body=f"{long}党建，党建，党建，党建。"),
                make_article("title", title="春耕", body=long),
            ]
        )
        pairs = {"当建", "党建", "春耕", "秋收"}

        assert index.known_terms(pairs) == {"当建", "党建", "春耕"}
        assert index.known_terms(pairs, PROMINENT_IMPACT) == {"党建", "春耕"}


class TestUpdate:
    def test_changes(self, index: SearchIndex) -> None:
        """
        An update tells what it did; one without changes does nothing.
        """
        first = index.update([make_article("a", "一"), make_article("b", "二")])
        second = index.update([make_article("b", "变"), make_article("c", "三")])
        third = index.update([make_article("b", "变"), make_article("c", "三")])

        assert (first, second, third) == (IndexChanges(added=2), IndexChanges(1, 1, 1), IndexChanges())

    def test_many_segments(self, tmp_path: Path, index: SearchIndex) -> None:
        """
        Articles that came one by one rank as if they had come together, and the index's segments stay few.
        """
        articles = [make_article(f"a{number}", "茶叶" * (number % 5), "水稻" * number) for number in range(40)]
        for count in range(1, 41):
            index.update(articles[:count])

        assert index.search(read_query("茶叶 水稻"), 100) == scan(articles, "茶叶 水稻")
        assert len(whoosh_index(tmp_path)._segments()) <= 8

    def test_other_version(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        An index of another version is made again, and the old one deleted.
        """
        SearchIndex(tmp_path).update([make_article("a", "茶叶")])
        monkeypatch.setattr(document, "FORMAT", document.FORMAT + 1)

        index = SearchIndex(tmp_path)
        changes = index.update([make_article("a", "茶叶")])

        assert changes == IndexChanges(added=1)
        assert index.was_remade
        assert [path.name for path in tmp_path.glob("whoosh-*")] == [f"whoosh-{document.FORMAT}"]

    # Whoosh leaves the file open that it could not read.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_damaged(self, tmp_path: Path) -> None:
        """
        An index whose files are damaged is made again.
        """
        SearchIndex(tmp_path).update([make_article("a", "茶叶")])
        for path in tmp_path.rglob("*.toc"):
            path.write_bytes(b"damaged")

        index = SearchIndex(tmp_path)

        assert index.update([make_article("a", "茶叶")]) == IndexChanges(added=1)

    @pytest.mark.parametrize("moment", [1, 10, 20])
    def test_killed_writer(self, tmp_path: Path, moment: int) -> None:
        """
        A writer that is killed leaves the index as it was, and the next writer works.
        """
        index = SearchIndex(tmp_path)
        index.update([make_article("a", "茶叶")])
        died = subprocess.run([sys.executable, "-c", KILLED_WRITER, str(tmp_path), str(moment)], check=False)

        before = index.search(read_query("茶叶 水稻"))
        index.update([make_article("c", "水稻")])

        assert died.returncode == -9
        assert [hit.slug for hit in before.hits] == ["a"]
        assert [hit.slug for hit in index.search(read_query("茶叶 水稻")).hits] == ["c"]

    def test_unfinished(self, tmp_path: Path, index: SearchIndex) -> None:
        """
        What a writer killed in its last step has left is cleared away by the next.
        """
        index.update([make_article("a", "茶叶")])
        left = next(tmp_path.glob("whoosh-*")) / "_MAIN_2.toc.1234567890.5"
        left.write_bytes(b"half")
        index.update([make_article("b", "茶叶")])

        assert not left.exists()

    def test_other_writer(self, tmp_path: Path, index: SearchIndex) -> None:
        """
        While another process writes, an update leaves the index to it and says that nothing changed.
        """
        index.update([make_article("a", "茶叶")])
        writer = whoosh_index(tmp_path).writer()
        changes = SearchIndex(tmp_path).update([make_article("b", "水稻")])
        writer.cancel()

        assert changes == IndexChanges(is_deferred=True)
        assert SearchIndex(tmp_path).update([make_article("b", "水稻")]) == IndexChanges(added=1, removed=1)
