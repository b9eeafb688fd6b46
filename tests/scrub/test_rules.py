"""Whole documents: real damage and everything that only looks like it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.draft import Draft
from webapp.core.html.markup import plain
from webapp.scrub.rules import scrub

EXAMPLES = Path(__file__).parents[1] / "examples" / "scrub"

DIRTY = sorted((EXAMPLES / "dirty").glob("*.txt"))
CLEAN = sorted((EXAMPLES / "clean").glob("*.txt"))


def name_of(path):
    return path.stem


def fields_of(draft):
    when = f"{draft.date:%Y-%m-%d %H:%M}" if draft.date else ""
    names = ("title", "source", "author", "lang", "organiser", "support", "licence_number")
    return {name: getattr(draft, name) for name in names} | {"date": when}


def wanted_of(expected):
    return [tuple(line.split(": ", 1)) for line in expected.strip().split("\n")]


def han_of(text):
    return re.findall(r"[\u3400-\u9fff\d]", text)


@pytest.fixture(params=DIRTY, ids=name_of)
def dirty(request):
    given, _, expected = request.param.read_text(encoding="utf-8").partition("\n->\n")
    return given, wanted_of(expected)


@pytest.fixture(params=CLEAN, ids=name_of)
def clean(request):
    return request.param.read_text(encoding="utf-8")


class TestDirtyDocuments:
    def test_fields(self, dirty):
        """
        What the page says about itself becomes a field of the article.
        """
        given, wanted = dirty
        draft, _ = scrub(Draft(text=given), "zh-Hans")
        fields = fields_of(draft)

        assert [(key, fields[key]) for key, _ in wanted if key in fields] == [w for w in wanted if w[0] in fields]

    def test_kept(self, dirty):
        """
        The writer's text stays, with the marks that it had on the page.
        """
        given, wanted = dirty
        draft, _ = scrub(Draft(text=given), "zh-Hans")

        assert [text for key, text in wanted if key == "has" and text not in draft.text] == []

    def test_removed(self, dirty):
        """
        What belongs to the page is gone.
        """
        given, wanted = dirty
        draft, _ = scrub(Draft(text=given), "zh-Hans")

        assert [text for key, text in wanted if key == "lacks" and text in draft.text] == []

    def test_headings(self, dirty):
        """
        Exactly the section headings become headings.
        """
        given, wanted = dirty
        draft, _ = scrub(Draft(text=given), "zh-Hans")
        headings = [line.lstrip("# ") for line in draft.text.split("\n") if line.startswith("#")]

        assert headings == [text for key, text in wanted if key == "heading"]

    def test_findings(self, dirty):
        """
        What was found is reported under the name of its rule.
        """
        given, wanted = dirty
        _, findings = scrub(Draft(text=given), "zh-Hans")

        assert {text for key, text in wanted if key == "finding"} <= {finding.rule for finding in findings}

    def test_again(self, dirty):
        """
        Cleaning what is clean changes nothing.
        """
        given, _ = dirty
        once, _ = scrub(Draft(text=given), "zh-Hans")
        twice, _ = scrub(once, "zh-Hans")

        assert twice == once


class TestCleanDocuments:
    def test_text(self, clean):
        """
        A document without damage keeps every character in its order.
        """
        draft, _ = scrub(Draft(text=clean), "zh-Hans")

        assert "".join(han_of(f"{draft.title}\n{plain(draft.text)}")) == "".join(han_of(clean))

    def test_nobody_called(self, clean):
        """
        A document without damage asks nobody for anything.
        """
        _, findings = scrub(Draft(text=clean), "zh-Hans")

        assert [finding for finding in findings if finding.remedy] == []

    def test_again(self, clean):
        """
        Cleaning what is clean changes nothing.
        """
        once, _ = scrub(Draft(text=clean), "zh-Hans")
        twice, _ = scrub(once, "zh-Hans")

        assert twice == once


LINES = st.sampled_from(
    [
        "",
        "春耕备耕忙",
        "一、选种",
        "（二）浸种",
        "第三条 村民应当爱护公物，不乱倒垃圾。",
        "各村抓住晴好天气，开展春耕备耕工作，群众都说好。",
        "- 水稻",
        "1. 选种",
        "2. 浸种",
        "锄禾日当午",
        "問：什麼時候開始？",
        "農業與鄉村的發展，大家都看著呢。",
        "村(居)民和郫(pí)县",
        "001.jpg",
        "# 井号 *星号* [括号](a)",
        "2024年5月3日",
        "    四个空格",
        "> 引用",
        "| 表 | 格 |",
        "Back roads get new lamps this year, and people like them.",
        "談?wù)勏敕?",
    ]
)


class TestAnyDocument:
    @given(st.lists(LINES, max_size=14))
    def test_again(self, lines):
        """
        Cleaning what is clean changes nothing, whatever the document.
        """
        once, _ = scrub(Draft(text="\n".join(lines)), "zh-Hans")
        twice, _ = scrub(once, "zh-Hans")

        assert twice == once

    @pytest.mark.parametrize(
        "line", ["»" * 40, "阅读1 " * 70, "> " * 150, "a " * 190, " " * 390, "点" * 390, "第1页" * 90]
    )
    def test_ends(self, line):
        """
        No line is read for ever, whatever is repeated in it.
        """
        draft, _ = scrub(Draft(text=f"春耕\n{line}\0\n{line}。\n{line}x"), "keep")

        assert draft.title

    @given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n"]))
    def test_order(self, lines, between):
        """
        What is not taken out stays in its order.
        """
        draft, _ = scrub(Draft(text=between.join(lines)), "keep")
        given_characters = iter(han_of(between.join(lines)))

        assert all(character in given_characters for character in han_of(f"{draft.title}\n{draft.text}"))
