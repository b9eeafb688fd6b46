"""The files of the frozen index through every kind of change. That they rank rightly is shown in tests/browser."""

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.search.articles import make_article
from webapp.core.article import Article
from webapp.core.language import han_fold
from webapp.core.language.words import WordList
from webapp.search import merging
from webapp.search.frozen.character_ranks import USUAL
from webapp.search.frozen.shards import Shards

pytestmark = pytest.mark.slow

SECTIONS = {"news": "新闻"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def many(count: int, first: int = 0) -> list[Article]:
    return [make_article(f"a{number}", f"题{number}", f"茶叶{number}号") for number in range(first, first + count)]


def varied(count: int, characters: int = 60) -> list[Article]:
    chance = random.Random(count)
    texts = ("".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(characters)) for _ in range(count))
    return [make_article(f"a{number}", body=text) for number, text in enumerate(texts)]


def rare(count: int, first: int) -> list[Article]:
    return [make_article(f"a{number}", f"题{number}", f"水稻{number}号") for number in range(first, first + count)]


def state(folder: Path) -> dict[str, Any]:
    text = (folder / "state.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix("shard(").removesuffix(")"))
    return found


def sizes(folder: Path) -> list[int]:
    return [segment["articles"] - len(segment["gone"]) for segment in state(folder)["segments"]]


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files but the marks of lists of words, in which times are remembered."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".words-"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class TestUpdate:
    def test_same_bytes(self, folder: Path, tmp_path: Path) -> None:
        """
        The same library gives the same files, whatever order its articles come in, and a second update changes none.
        """
        Shards(folder).update(many(200), SECTIONS)
        first = contents(folder)
        Shards(folder).update(many(200)[::-1], SECTIONS)
        Shards(tmp_path / "other").update(many(200)[::-1], SECTIONS)

        assert contents(folder) == first
        assert contents(tmp_path / "other") == first

    def test_damaged_words(self, folder: Path) -> None:
        """
        A file of words that was changed or lost is written again.
        """
        words = WordList(tuple((((f"mi米{number}",),)) for number in range(4)), ((),))
        Shards(folder).update(many(20), SECTIONS, lambda: words)
        first = contents(folder)
        (folder / "words" / "known-4" / "0.js").write_text("damaged", encoding="utf-8")
        (folder / "words" / "known-4" / "1.js").unlink()
        Shards(folder).update(many(20), SECTIONS, lambda: words)

        assert contents(folder) == first

    def test_paths(self, folder: Path) -> None:
        """
        An update names every file that a reader needs, and no other.
        """
        paths = Shards(folder).update(many(200), SECTIONS)

        assert sorted(paths) == sorted(path for path in contents(folder) if path.endswith(".js"))

    def test_added(self, folder: Path) -> None:
        """
        An added article makes a new segment; of the files before, only the state changes.
        """
        Shards(folder).update(many(200), SECTIONS)
        before = contents(folder)
        Shards(folder).update(many(201), SECTIONS)
        after = contents(folder)

        assert {path for path in before if after[path] != before[path]} == {"state.js", "segments.json"}
        assert sizes(folder) == [200, 1]

    def test_changed(self, folder: Path) -> None:
        """
        A changed article is gone from its segment and stands in a new one.
        """
        Shards(folder).update(many(200), SECTIONS)
        Shards(folder).update([*many(199), make_article("a199", "改了")], SECTIONS)

        assert sizes(folder) == [199, 1]
        assert state(folder)["articles"] == 200

    def test_removed(self, folder: Path) -> None:
        """
        A removed article is only noted as gone.
        """
        Shards(folder).update(many(200), SECTIONS)
        before = contents(folder)
        Shards(folder).update(many(199), SECTIONS)

        assert contents(folder).keys() == before.keys()
        assert sizes(folder) == [199]

    def test_back_again(self, folder: Path) -> None:
        """
        An article that changed and changed back stands in the index once.
        """
        for article in (make_article("b", "一"), make_article("b", "二"), make_article("b", "一")):
            Shards(folder).update([*many(200), article], SECTIONS)

        assert sum(sizes(folder)) == 201

    def test_removed_long_term(self, folder: Path) -> None:
        """
        Of a term whose list is in blocks, the state tells how many of the gone articles hold it.
        """
        Shards(folder).update(many(1100), SECTIONS)
        Shards(folder).update(many(1098), SECTIONS)

        assert state(folder)["segments"][0]["missing"]["茶叶"] == 2


class TestFiles:
    def test_first_segment(self, folder: Path) -> None:
        """
        A library of few bytes has one file of terms and result lines.
        """
        paths = Shards(folder).update(many(100), SECTIONS)
        name = state(folder)["segments"][0]["name"]
        lines = json.loads(f"[{(folder / name / 'b0.js').read_text('utf-8')[len('shard(') : -1]}]")[3:]

        assert [path.partition("/")[2] for path in paths if "/b" in path] == ["b0.js"]
        assert {line.split("\t")[0] for line in lines} == {f"a{number}" for number in range(100)}

    @pytest.mark.parametrize(("count", "characters"), [(1, 20_000), (3, 20_000), (10, 4000), (30, 1500), (127, 400)])
    def test_large_buckets(self, folder: Path, count: int, characters: int) -> None:
        """
        One of many bytes has several, however few its articles are, and none of the files is large.
        """
        paths = Shards(folder).update(varied(count, characters), SECTIONS)
        sizes = [(folder / path).stat().st_size for path in paths if not path.startswith(("fold/", "words/"))]

        assert max(sizes) < 8_000

    @pytest.mark.parametrize(("count", "characters"), [(1, 1500), (5, 400), (30, 40)])
    def test_small_buckets(self, folder: Path, count: int, characters: int) -> None:
        """
        What is small in bytes is one bucket.
        """
        Shards(folder).update(varied(count, characters), SECTIONS)

        assert [segment["buckets"] for segment in state(folder)["segments"]] == [1]

    def test_later_segment(self, folder: Path) -> None:
        """
        A segment that came later is cut up sooner, so that a first search does not fetch all of it.
        """
        Shards(folder).update(varied(450)[:400], SECTIONS)
        Shards(folder).update(varied(450), SECTIONS)

        assert [segment["buckets"] > 1 for segment in state(folder)["segments"]] == [True, True]

    def test_characters_that_fold(self, folder: Path) -> None:
        """
        A reader sees which characters fold: they are not in GB 2312, which it knows, or the state names them.
        """
        Shards(folder).update([], SECTIONS)
        named = state(folder)["rules"]["folding"]

        assert {character for character in han_fold.FROM if character in USUAL} == set(named)

    def test_poems_share_files(self, folder: Path) -> None:
        """
        Short texts share a file of results; the text of a long one is in pieces of their own.
        """
        Shards(folder).update(many(100), SECTIONS)
        short = state(folder)["segments"][0]["results"]
        paths = Shards(folder).update([make_article("long", body="一二三四五六七八九。" * 300)], SECTIONS)

        assert short > 10
        assert [path.partition("/")[2] for path in paths if "/t" in path] == [f"t0-{place}.js" for place in range(5)]

    def test_common_characters(self, folder: Path) -> None:
        """
        The state names the characters that are too common to be searched beside others, and none that are rarer.
        """
        Shards(folder).update([*many(150), *rare(200, 150)], SECTIONS)
        before = state(folder)["common"]
        Shards(folder).update([*many(150), *rare(185, 150), *many(15, 400)], SECTIONS)
        between = state(folder)["common"]
        Shards(folder).update([*many(150), *rare(130, 150)], SECTIONS)

        assert [set(before), set(between), set(state(folder)["common"])] == [
            set("题水稻号"),
            set("题水稻号"),
            set("题茶叶号"),
        ]


class TestMerging:
    def test_few_segments(self, folder: Path) -> None:
        """
        Articles that come one by one make few segments, each at least GROWTH times as large as the next.
        """
        for count in range(1, 70):
            Shards(folder).update(many(count), SECTIONS)

        found = sizes(folder)
        assert sum(found) == 69
        assert all(before >= merging.GROWTH * after for before, after in itertools.pairwise(found))

    def test_many_gone(self, folder: Path) -> None:
        """
        A segment of which too much is gone is written again without it.
        """
        Shards(folder).update(many(160), SECTIONS)
        Shards(folder).update(many(140), SECTIONS)

        assert state(folder)["segments"][0]["gone"] == []
        assert sizes(folder) == [140]

    def test_all_gone(self, folder: Path) -> None:
        """
        An empty library has no segments.
        """
        Shards(folder).update(many(5), SECTIONS)
        Shards(folder).update([], SECTIONS)

        left = state(folder)

        assert (left["articles"], left["segments"]) == (0, [])
        assert {path.name for path in folder.iterdir() if path.is_dir()} == {"fold", "words"}


class TestDamage:
    @pytest.mark.parametrize("damage", ["", "{", '{"format": 1}', '{"format": 1, "plan": [{}]}', "[]"])
    def test_plan(self, folder: Path, damage: str) -> None:
        """
        When the note of what was written is damaged, everything is written again, to the same bytes.
        """
        Shards(folder).update(many(20), SECTIONS)
        before = contents(folder)
        (folder / "segments.json").write_text(damage, encoding="utf-8")
        Shards(folder).update(many(20), SECTIONS)

        assert contents(folder) == before

    def test_half_written(self, folder: Path) -> None:
        """
        What a killed update left behind is cleared away.
        """
        Shards(folder).update(many(20), SECTIONS)
        before = contents(folder)
        (folder / ".half").mkdir()
        (folder / ".half" / "b0.js").write_text("half", encoding="utf-8")
        Shards(folder).update(many(20), SECTIONS)

        assert contents(folder) == before
