"""Front matter is read in the ways of four programs, and written in one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.errors import ArticleError
from webapp.store.fields import NAMES
from webapp.store.front_matter import dump, parse

PATH = "farming/tea.md"

TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "date": MOMENTS,
        "draft": st.booleans(),
        "weight": st.integers(-1000, 1000),
        "source": TEXTS,
        "toc": st.booleans(),
        "rating": st.integers(),
    },
)


def fault(text):
    with pytest.raises(ArticleError) as caught:
        parse(text, PATH)
    return caught.value


class TestYaml:
    def test_fields_and_body(self):
        """
        What stands between two lines of --- are fields; the rest is the body.
        """
        assert parse("---\ntitle: 春茶\nweight: 3\n---\n\n正文\n", PATH) == ({"title": "春茶", "weight": 3}, "正文\n")

    def test_capitals_make_no_difference(self):
        """
        Keys are known in any capitals, and get the name we know them by.
        """
        assert parse("---\nTITLE: 茶\nexpirydate: 2025-05-03\n---\n", PATH)[0] == {
            "title": "茶",
            "expiryDate": datetime(2025, 5, 3),
        }

    @pytest.mark.parametrize("typed", ["2024", "yes", "1.10", "2025-05-03", "岳阳市:红色屋场"])
    def test_title_is_text(self, typed):
        """
        A title stays as it was typed, also when YAML sees a number, a truth or a date in it.
        """
        assert parse(f"---\ntitle: {typed}\n---\n", PATH)[0] == {"title": typed}

    def test_time_zone(self):
        """
        A date with a zone keeps it, also when the file is written again: only the library knows its own.
        """
        text = "---\ndate: 2025-05-03 00:00:00+09:00\n---\n"
        fields, body = parse(text, PATH)

        assert fields == {"date": datetime(2025, 5, 3, tzinfo=timezone(timedelta(hours=9)))}
        assert dump(fields, body) == text

    def test_unknown_keys_are_kept(self):
        """
        A key that we do not know keeps its name, value and type.
        """
        assert parse("---\nTOC: true\nmenu: {main: 3}\n---\n", PATH)[0] == {"TOC": True, "menu": {"main": 3}}

    def test_empty_values_are_left_out(self):
        """
        A key without a value says nothing.
        """
        assert parse("---\ntitle:\ndate: ''\ntags: []\n---\n", PATH)[0] == {"tags": ()}

    def test_windows_file(self):
        """
        A byte-order mark and the line ends of Windows change nothing.
        """
        assert parse("\ufeff---\r\ntitle: 茶\r\n---\r\n正文\r\n", PATH) == ({"title": "茶"}, "正文\n")

    @pytest.mark.parametrize("tags", ["[茶, 稻]", "茶, 稻", "茶，稻", "茶、稻", "茶 稻", "\n- 茶\n- 稻\n- 茶"])
    def test_tags(self, tags):
        """
        Tags are a list, or a text parted by commas or blanks; each counts once.
        """
        assert parse(f"---\ntags: {tags}\n---\n", PATH)[0] == {"tags": ("茶", "稻")}


class TestSynonyms:
    def test_jekyll(self):
        """
        Jekyll's names are read as ours.
        """
        text = "---\nexcerpt: 短\nlast_modified_at: 2025-05-03\ncategories: [农业]\ntags: 茶\npublished: false\n---\n"

        assert parse(text, PATH)[0] == {
            "description": "短",
            "lastmod": datetime(2025, 5, 3),
            "tags": ("茶", "农业"),
            "draft": True,
        }

    def test_pelican(self):
        """
        Pelican's header lines, without any fence, are read up to the blank line.
        """
        text = (
            "Title: 茶\nDate: 2025-05-03 08:00\nCategory: 农业\nAuthors: 甲, 乙\nStatus: draft\nSummary: 短\n\n正文\n"
        )

        assert parse(text, PATH) == (
            {
                "title": "茶",
                "date": datetime(2025, 5, 3, 8),
                "tags": ("农业",),
                "author": "甲, 乙",
                "draft": True,
                "description": "短",
            },
            "正文\n",
        )

    def test_text_that_looks_like_a_header(self):
        """
        Lines with colons are text when no title is among them.
        """
        assert parse("Note: 今天\n\n正文", PATH) == ({}, "Note: 今天\n\n正文")

    def test_toml(self):
        """
        Hugo's TOML between lines of +++ is read with its types.
        """
        text = (
            "+++\ntitle = '茶'\ndate = 2025-05-03T08:00:00Z\ntags = ['稻', 1]\ndraft = true\n[params]\na = 1\n+++\n正文"
        )

        assert parse(text, PATH) == (
            {
                "title": "茶",
                "date": datetime(2025, 5, 3, 8, tzinfo=UTC),
                "tags": ("稻", "1"),
                "draft": True,
                "params": {"a": 1},
            },
            "正文",
        )

    def test_own_name_goes_first(self):
        """
        A field's own name goes before another program's, wherever it stands.
        """
        assert parse("---\nsummary: 甲\ndescription: 乙\n---\n", PATH)[0] == {"description": "乙"}

    def test_published_as_a_date(self):
        """
        Where "published" is a day, it is the date.
        """
        assert parse("---\npublished: 2025-05-03\n---\n", PATH)[0] == {"date": datetime(2025, 5, 3)}


class TestThematicBreak:
    @pytest.mark.parametrize(
        "text",
        [
            "---\n\n正文\n\n---\n后",
            "---\n注意：今晚停水\n---\n",
            "---\n正文没有下文",
            "正文\n\n---\ntitle: 茶\n---\n",
            "---\n- 甲\n---\n",
        ],
    )
    def test_body_with_breaks(self, text):
        """
        Fences without keys between them are thematic breaks of the body.
        """
        assert parse(text, PATH) == ({}, text)


class TestFaults:
    def test_wrong_date(self):
        """
        A value that cannot be read is shown, with its line and how to write it.
        """
        error = fault("---\ntitle: 茶\ndate: 3 May\n---\n")

        assert str(error) == (
            'farming/tea.md, line 3: "date" reads "3 May". Write it as 2025-05-03 or 2025-05-03 21:33.'
        )
        assert error.line == 3

    @pytest.mark.parametrize(
        ("text", "line", "found"),
        [
            ("---\ntitle: 茶\n没有结尾", 1, "has no end"),
            (f"---\ntitle: 茶\nx: {'a' * 70_000}\n---\n", 1, "more than 65536 characters"),
            ("---\ntitle：茶\n---\n", 2, 'has no ": "'),
            ("---\ntitle:茶\n---\n", 2, 'has no ": "'),
            ("---\ntitle: 甲: 乙\n---\n", 2, "mapping values"),
            ("---\ntitle: 茶\n\tdate: 1\n---\n", 3, "tab"),
            ("---\ntitle: 茶\nTitle: 稻\n---\n", 3, "line 2"),
            ("---\na: &x [1]\nb: *x\n---\n", 2, "*"),
            ("---\nmenu: " + "[" * 60 + "]" * 60 + "\n---\n", 2, "too deep"),
            ("---\nmenu: !!python/object:os.system ls\n---\n", 2, "unclear"),
            ("---\ntitle: {a: b}\n---\n", 2, '"title" reads'),
            ("---\ndraft: maybe\n---\n", 2, '"draft" reads "maybe"'),
            ("---\nweight: heavy\n---\n", 2, '"weight" reads "heavy"'),
            ("---\nlang: 中文\n---\n", 2, '"lang" reads'),
            ("+++\ntitle = \n+++\n", 2, "Invalid value"),
            ("+++\n\ndate = 'May'\n+++\n", 3, '"date" reads "May"'),
            ("Title: 茶\nDate: May\n\n正文", 2, '"Date" reads "May"'),
        ],
    )
    def test_line_and_remedy(self, text, line, found):
        """
        Every fault names the line and what is there, and says what to write.
        """
        error = fault(text)

        assert error.line == line
        assert found in str(error.found)
        assert str(error.remedy).startswith("Write") or str(error.remedy).startswith("Delete")

    @given(st.text(max_size=60).map(lambda text: f"---\ntitle: {text}\n---\n"))
    def test_anything(self, text):
        """
        Whatever stands in front matter, it is read or refused with a reason.
        """
        try:
            fields, _ = parse(text, PATH)
        except ArticleError as error:
            assert error.remedy
        else:
            assert isinstance(fields.get("title", ""), str)


class TestDump:
    def test_order_and_form(self):
        """
        Fields are written in their order, days without a time, and empty ones not at all.
        """
        fields = {"draft": False, "toc": 1, "date": datetime(2025, 5, 3), "title": "茶", "source": "", "tags": ("甲",)}

        assert dump(fields, "正文\n") == (
            "---\ntitle: 茶\ndate: 2025-05-03\ndraft: false\ntags:\n- 甲\ntoc: 1\n---\n\n正文\n"
        )

    def test_without_body(self):
        """
        Without a body the file ends behind the fence.
        """
        assert dump({"title": "茶"}, "") == "---\ntitle: 茶\n---\n"

    @given(FIELDS, st.sampled_from(["", "正文\n", "---\n\n后\n", "title: x\n"]))
    def test_round_trip(self, fields, body):
        """
        What is written is read as the same.
        """
        assert parse(dump(fields, body), PATH) == (fields, body)

    def test_every_field_has_a_place(self):
        """
        The names that are written are those that are read.
        """
        assert parse(dump(dict.fromkeys(NAMES, ""), ""), PATH) == ({}, "")
