"""Which words of a library may be suggested, and how they are kept."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from webapp.core.article import Article
from webapp.core.language.words import NO_WORDS, WordList, shown
from webapp.search.frozen.word_files import write_words
from webapp.search.words import LibraryWords

FIRST_DAY = datetime(2025, 1, 1)
TITLES = ("春耕备耕通知", "柑橘修剪要点", "医保缴费办法", "鄉村道路養護", "防汛值班安排")


def library(count: int, text: str = "本月召开村民大会，讨论水渠维修。") -> list[Article]:
    """Return *count* articles, the newest first."""
    return [
        Article(
            slug=f"a{number}",
            id=f"a{number}",
            section="news",
            title=f"{TITLES[number % len(TITLES)]}{number}",
            body=text if number % 3 else "天气晴。",
            path=f"news/a{number}.md",
            date=FIRST_DAY + timedelta(days=number),
        )
        for number in reversed(range(count))
    ]


def words_of(words: WordList) -> set[str]:
    return {shown(word) for buckets in (words.known, words.fresh) for row in buckets for level in row for word in level}


@pytest.fixture
def kept(tmp_path: Path) -> LibraryWords:
    return LibraryWords(tmp_path)


class TestOf:
    def test_title_and_tags(self, kept: LibraryWords) -> None:
        """
        The words of titles and tags are there, each two neighbours as one too, whole runs and tags as they are.
        """
        one = Article("a", "a", "s", "乡村振兴的三个要点", "", "a.md", tags=("水稻病虫害防治",))

        assert words_of(kept.of([one])) >= {"乡村", "振兴", "乡村振兴", "要点", "水稻病虫害防治"}

    def test_texts(self, kept: LibraryWords) -> None:
        """
        Of words that stand in texts only, those are there that several articles hold.
        """
        assert {"水渠", "水渠维修"} <= words_of(kept.of(library(12)))
        assert "水渠" not in words_of(kept.of(library(2)))

    def test_own_spelling(self, kept: LibraryWords) -> None:
        """
        A word is shown as most articles write it.
        """
        assert {"鄉村", "道路養護"} <= words_of(kept.of(library(12)))

    def test_new_article(self, kept: LibraryWords) -> None:
        """
        A new article leaves the words of the others as they are; what its title and tags add stands apart.
        """
        before = kept.of(library(40))
        one = Article("new", "new", "news", "合作医疗", "水渠", "new.md", date=FIRST_DAY + timedelta(days=99))
        after = kept.of([one, *library(40)])

        assert after.known == before.known
        assert after.fresh != before.fresh
        assert "合作医疗" in words_of(after)

    def test_removed_article(self, kept: LibraryWords) -> None:
        """
        What no article holds any more is gone.
        """
        assert "柑橘" in words_of(kept.of(library(5)))
        assert "柑橘" not in words_of(kept.of(library(1)))

    def test_no_articles(self, kept: LibraryWords) -> None:
        """
        An empty library has no words.
        """
        assert words_of(kept.of([])) == set()

    @pytest.mark.parametrize("damage", [b"", b"[]", b"\xff" * 40])
    def test_damaged_notes(self, kept: LibraryWords, tmp_path: Path, damage: bytes) -> None:
        """
        Notes in build/ that were damaged are made again.
        """
        expected = kept.of(library(12))
        notes = [path for path in tmp_path.iterdir() if path.is_file()]
        for path in notes:
            path.write_bytes(damage)

        assert notes
        assert LibraryWords(tmp_path).of(library(12)) == expected


class TestSoon:
    def test_patient(self, kept: LibraryWords, tmp_path: Path) -> None:
        """
        Who waits long enough gets the words of the library as it is.
        """
        kept.request(1, library(2), timeout_seconds=60)

        assert kept.request(2, library(12), timeout_seconds=60) == LibraryWords(tmp_path).of(library(12))

    def test_impatient(self, kept: LibraryWords) -> None:
        """
        Who cannot wait gets what is there, and the words once they are made.
        """
        first = kept.request(1, library(300), timeout_seconds=0)

        assert len(words_of(first)) <= len(words_of(kept.request(1, library(300), timeout_seconds=60)))
        assert words_of(kept.request(1, [], timeout_seconds=0))

    def test_many_changes(self, kept: LibraryWords, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        While a library changes again and again, no list is made for a state that is past already.
        """
        made: list[int] = []
        is_asked = threading.Event()
        of = kept.of

        def of_slowly(articles: Sequence[Article]) -> WordList:
            made.append(len(articles))
            is_asked.wait(60)
            return of(articles)

        monkeypatch.setattr(kept, "of", of_slowly)
        at_once = [kept.request(version, library(version), timeout_seconds=0) for version in range(1, 12)]
        is_asked.set()

        assert kept.request(12, library(12), timeout_seconds=60) == LibraryWords(tmp_path).of(library(12))
        assert made[-1] == 12
        assert len(made) <= 3
        assert set(at_once) == {NO_WORDS}


class TestWriteWords:
    def test_same_files(self, kept: LibraryWords, tmp_path: Path) -> None:
        """
        The same words give the same files, and files that have not changed keep their date.
        """
        write_words(tmp_path / "words", kept.of(library(40)))
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.js")}
        write_words(tmp_path / "words", kept.of(library(40)))

        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.js")} == before

    def test_other_size(self, kept: LibraryWords, tmp_path: Path) -> None:
        """
        When the number of files changes, those of the other number go.
        """
        write_words(tmp_path / "words", kept.of(library(40)))
        lists = write_words(tmp_path / "words", kept.of(library(5)))

        names = {path.name for path in (tmp_path / "words").iterdir()}
        assert names == {"sounds", *(f"{name}-{size}" for name, size in lists)}
