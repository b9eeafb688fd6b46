import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.booklet import PAGE_LINES, cut_pages, height, imposed, room_below, shortened
from webapp.core.print_blocks import PrintBlock

SENTENCE = "采茶要提手采，不要掐采，一芽一叶正好。"
BLOCKS = st.lists(
    st.builds(
        PrintBlock,
        st.sampled_from(["heading", "text", "item", "point", "note"]),
        st.text(alphabet="采茶abc .，。！", min_size=1, max_size=300).filter(str.strip),
    ),
    max_size=40,
)


def words(blocks) -> str:
    return "".join("".join(block.text.split()) for block in blocks)


class TestImposed:
    def test_one_sheet(self):
        """
        Of four pages the last and the first are printed side by side, and behind them the second and the third.
        """
        assert imposed(4) == [(4, 1), (2, 3)]

    def test_two_sheets(self):
        """
        Of eight, the outer sheet has the last two and the first two.
        """
        assert imposed(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]

    @pytest.mark.parametrize("count", [1, 5, 9, 12])
    def test_folds(self, count: int):
        """
        Folded, each leaf has an odd page in front and the next one behind; every page is there once.
        """
        sides = imposed(count)
        fronts, backs = sides[::2], sides[1::2]

        assert sorted(sum(sides, ())) == list(range(1, -(-count // 4) * 4 + 1))
        assert all(back == (right + 1, left - 1) for (left, right), back in zip(fronts, backs, strict=True))

    def test_nothing(self):
        """
        Without pages there are no sheets.
        """
        assert imposed(0) == []


class TestCutPages:
    @given(BLOCKS)
    def test_nothing_lost(self, blocks):
        """
        Every character is on one page, in its order, and no page is higher than a page.
        """
        pages = cut_pages([blocks])

        assert words(block for page in pages for block in page) == words(blocks)
        assert all(sum(map(height, page)) <= PAGE_LINES for page in pages)

    def test_heading_is_not_left_behind(self):
        """
        A heading never ends a page.
        """
        blocks = [PrintBlock("heading", "标题"), PrintBlock("text", SENTENCE * 5)] * 12

        assert all(page[-1].kind != "heading" for page in cut_pages([blocks]))

    def test_point_stays_with_its_lines(self):
        """
        A point to talk about, its note and the lines to write on stand together.
        """
        blocks = [PrintBlock("point", "路灯"), PrintBlock("note", "看账"), PrintBlock("lines")] * 9

        assert all(page[0].kind == "point" and page[-1].kind == "lines" for page in cut_pages([blocks]))

    def test_paragraph_is_parted_at_a_sentence(self):
        """
        A paragraph that is too long for the page ends there with a sentence, at least two lines on each page.
        """
        first, second = cut_pages([[PrintBlock("text", SENTENCE * 40)]])

        assert first[0].text.endswith("。")
        assert first[0].text + second[0].text == SENTENCE * 40
        assert height(second[0]) >= 2

    def test_no_short_rest(self):
        """
        Less than two lines of a paragraph are not left for the next page.
        """
        lines = [PrintBlock("line")] * 17
        first, second = cut_pages([[*lines, PrintBlock("text", "茶" * 60)]])

        assert len(first) == 17
        assert second == (PrintBlock("text", "茶" * 60),)

    def test_chapters(self):
        """
        A chapter begins below another where half of the page is left, else on a new page.
        """
        short, long = [PrintBlock("text", SENTENCE * 3)], [PrintBlock("text", SENTENCE * 20)]

        assert len(cut_pages([short, short])) == 1
        assert len(cut_pages([long, short])) == 2

    def test_higher_than_a_page(self):
        """
        A title that no page can hold has one of its own.
        """
        pages = cut_pages([[PrintBlock("title", "茶" * 2000), PrintBlock("text", "后")]])

        assert [page[-1].kind for page in pages] == ["title", "text"]


class TestShortened:
    def test_short(self):
        """
        What is short enough stays whole.
        """
        assert shortened([PrintBlock("text", "茶")], 20, PrintBlock("note", "未完")) == [PrintBlock("text", "茶")]

    def test_long(self):
        """
        What is longer ends, with what says so, in time.
        """
        blocks = shortened([PrintBlock("text", SENTENCE)] * 50, 20, PrintBlock("note", "未完"))

        assert blocks[-1] == PrintBlock("note", "未完")
        assert 15 < sum(map(height, blocks)) <= 20

    def test_one_long_paragraph(self):
        """
        Of a paragraph that is longer by itself, the beginning is kept.
        """
        first, cut = shortened([PrintBlock("text", SENTENCE * 100)], 20, PrintBlock("note", "未完"))

        assert first.text.endswith("。")
        assert 15 < height(first) + height(cut) <= 20

    def test_no_room_for_what_says_so(self):
        """
        If the last line is taken, something makes room.
        """
        blocks = shortened([*[PrintBlock("line")] * 10, PrintBlock("text", "茶")], 14, PrintBlock("note", "未完"))

        assert [block.kind for block in blocks] == ["line"] * 9 + ["note"]


class TestHeight:
    def test_letters(self):
        """
        A line holds twenty-six characters, and more letters than that.
        """
        line, letters = PrintBlock("text", "茶" * 26), PrintBlock("text", "tea " * 9)

        assert height(line) == height(letters) == height(PrintBlock("text", "茶"))
        assert height(PrintBlock("text", "茶" * 27)) == height(line) + 1

    def test_long_word(self):
        """
        A word longer than a line takes as many lines as it needs.
        """
        assert height(PrintBlock("text", "a" * 200)) >= 5

    def test_room(self):
        """
        The room below a page and what is on it make a page.
        """
        page = [PrintBlock("text", "茶"), PrintBlock("lines")]

        assert room_below(page) + sum(map(height, page)) == pytest.approx(PAGE_LINES)
