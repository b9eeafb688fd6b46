import pytest

from webapp.core.html.markup import render
from webapp.core.print_blocks import PrintBlock, blocks_of


def printed(markdown: str) -> list[tuple[str, str]]:
    """Return the kinds and texts of the blocks of *markdown*."""
    return [(block.kind, block.text) for block in blocks_of(render(markdown), "zh-Hans")]


class TestBlocksOf:
    def test_headings_and_paragraphs(self):
        """
        Headings and paragraphs are blocks of their own, without the markup inside them.
        """
        assert printed("## 采茶\n\n采茶要**提手采**，见[办法](a.md)。\n\n> 不要掐采。") == [
            ("heading", "采茶"),
            ("text", "采茶要提手采，见办法。"),
            ("text", "不要掐采。"),
        ]

    def test_lists(self):
        """
        Items have their number or a dot, also in lists inside lists, and when there are blank lines between them.
        """
        assert printed("1. 甲\n2. 乙\n   - 丙\n3. 丁") == [
            ("item", "1. 甲"),
            ("item", "2. 乙"),
            ("item", "· 丙"),
            ("item", "3. 丁"),
        ]
        assert printed("- 甲\n\n- 乙\n") == [("item", "· 甲"), ("item", "· 乙")]

    def test_list_that_begins_later(self):
        """
        A list that begins with another number keeps it.
        """
        assert printed("5. 甲\n6. 乙") == [("item", "5. 甲"), ("item", "6. 乙")]

    def test_table(self):
        """
        A row is a line, its cells parted.
        """
        assert printed("| 组 | 桶 |\n|---|---|\n| 一 | 2 |") == [("item", "组 ｜ 桶"), ("item", "一 ｜ 2")]

    def test_pictures_are_left_out(self):
        """
        A picture is not printed, nor is a paragraph that holds nothing else.
        """
        assert printed("前\n\n![茶园](a.jpg)\n\n后") == [("text", "前"), ("text", "后")]

    def test_lines_of_a_poem(self):
        """
        A line that its writer broke is a line on paper.
        """
        assert printed("山歌好唱口难开  \n樱桃好吃树难栽") == [("text", "山歌好唱口难开"), ("text", "樱桃好吃树难栽")]

    def test_characters(self):
        """
        Signs that HTML writes in another way come out as they are.
        """
        assert printed("5 < 7 & 9") == [("text", "5 < 7 & 9")]

    def test_language(self):
        """
        Each block knows the language of the article.
        """
        assert blocks_of("<p>曬茶</p>", "zh-Hant") == (PrintBlock("text", "曬茶", "zh-Hant"),)

    @pytest.mark.parametrize("html", ["", "<p></p>", "<ul><li></li></ul>", "</ul></p>", "<ol start='x'><li>a"])
    def test_odd_html(self, html: str):
        """
        Whatever the HTML is, there is no empty block.
        """
        assert all(block.text for block in blocks_of(html, ""))
