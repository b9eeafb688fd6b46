"""A collection holds an article in each row."""

import json
from datetime import datetime

import pytest

from webapp.settings import Settings
from webapp.store.collection import MAX_PROBLEMS
from webapp.store.library import Library

POEM = "春水過{}橋，風吹綠滿{}。\n歸來誰與語，燈火照{}條。"


@pytest.fixture
def snapshot(tmp_path):
    """Writes rows as collections, by file name, and loads the library."""

    def write_and_load(**collections):
        folder = tmp_path / "content" / "poems"
        folder.mkdir(parents=True)
        for name, rows in collections.items():
            lines = (row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows)
            (folder / f"{name}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        return Library(Settings(tmp_path)).current()

    return write_and_load


def slugs(snapshot):
    return sorted(article.slug for article in snapshot.articles)


class TestRows:
    def test_fields(self, snapshot):
        """
        A row has the fields of front matter, and knows its line.
        """
        row = {
            "id": "P 1",
            "title": "江楼",
            "text": "望",
            "date": "2025-05-03",
            "tags": ["诗"],
            "author": "甲",
            "extra": 1,
        }

        article = snapshot(a=[row]).articles[0]

        assert (article.id, article.slug, article.section) == ("P 1", "p-1", "poems")
        assert (article.title, article.author, article.tags) == ("江楼", "甲", ("诗",))
        assert (article.date, article.path) == (datetime(2025, 5, 3), "poems/a.jsonl#1")

    def test_lines_are_kept(self, snapshot):
        """
        Each line end of the text is kept as a line break, and a blank line as a paragraph.
        """
        assert snapshot(a=[{"title": "诗", "text": "甲\n乙\n\n丙"}]).articles[0].body == "甲  \n乙\n\n丙"

    def test_row_without_title(self, snapshot):
        """
        Without a title, the first line has to do.
        """
        assert snapshot(a=[{"id": 7, "text": "甲乙\n丙"}]).articles[0].title == "甲乙"

    def test_id_in_chinese(self, snapshot):
        """
        An id that is not ASCII makes no slug; the title does.
        """
        article = snapshot(a=[{"id": "诗一", "title": "江楼", "text": "望"}]).articles[0]

        assert (article.id, article.slug) == ("诗一", "jiang-lou")

    def test_many_rows(self, snapshot):
        """
        A thousand poems, many of one title, are a thousand articles, each in the script of its text.
        """
        rows = [
            {"id": f"poem{n}", "title": f"江樓 其{n % 30}", "author": "無名氏", "text": POEM.format(n, n % 7, n % 11)}
            for n in range(1000)
        ]

        library = snapshot(poems=rows)

        assert len(library.articles) == 1000
        assert library.article("poem0").lang == "zh-Hant"
        assert not library.problems


class TestSlugs:
    def test_same_title(self, snapshot):
        """
        Rows that would have one slug are numbered; without ids, these are their ids.
        """
        library = snapshot(a=[{"title": "无题", "text": text} for text in "甲乙丙"])

        assert slugs(library) == ["wu-ti", "wu-ti-2", "wu-ti-3"]
        assert {article.id for article in library.articles} == set(slugs(library))

    def test_same_id_in_another_collection(self, snapshot):
        """
        The rows of another collection may have the same ids: they keep them, and get other slugs.
        """
        library = snapshot(a=[{"id": "1", "text": "甲"}], b=[{"id": "1", "text": "乙"}])

        assert slugs(library) == ["1", "1-2"]
        assert [article.id for article in library.articles] == ["1", "1"]


class TestBadRows:
    @pytest.mark.parametrize(
        ("row", "found"),
        [
            (b"{", "not JSON"),
            (b"[1]", "no object"),
            ("茶".encode("gbk"), "not UTF-8"),
            (b"[" * 100_000, "not JSON"),
            ({"id": "x"}, "no text"),
            ({"title": "x", "text": ["y"]}, "no text"),
            ({"title": "x", "date": "May"}, '"date" reads "May"'),
            ({"id": "1", "text": "again"}, "line 1"),
        ],
    )
    def test_named_by_line(self, snapshot, row, found):
        """
        A bad row is skipped and named by its line; its neighbours are served.
        """
        library = snapshot(a=[{"id": "1", "text": "甲"}, row, {"id": "3", "text": "丙"}])

        assert slugs(library) == ["1", "3"]
        assert str(library.problems[0].message).startswith("line 2: ")
        assert found in str(library.problems[0].message)
        assert library.problems[0].remedy

    def test_many_bad_rows(self, snapshot):
        """
        Of many bad rows the first are named, and the others counted.
        """
        problems = snapshot(a=[b"{"] * (MAX_PROBLEMS + 5)).problems

        assert len(problems) == MAX_PROBLEMS + 1
        assert str(problems[-1].message).startswith("5 more rows")

    def test_half_a_character(self, snapshot):
        """
        Halves of characters, which JSON can name and no file can hold, are left out.
        """
        assert snapshot(a=[b'{"title": "a", "text": "x\\ud800y"}']).articles[0].body == "xy"
