"""Which lines are headings, lists and verse."""

import pytest

from webapp.core.draft import Draft
from webapp.scrub.markdown import write_markdown

PARAGRAPH = "镇里组织干部进村入户，把政策讲给群众听，把问题解决在一线，群众都说好。"


def written(text):
    return write_markdown(Draft(text=text))[0].text


def headings(*lines):
    return [line for line in written("\n\n".join(lines)).split("\n") if line.startswith("#")]


class TestHeadings:
    @pytest.mark.parametrize(
        "line", ["强化组织领导", "产业兴旺：一片茶叶富一方", "听民声,解民忧", "“小积分”兑出大文明"]
    )
    def test_between_paragraphs(self, line):
        """
        A short line without an end, between paragraphs, is a heading.
        """
        assert headings(PARAGRAPH, line, PARAGRAPH) == [f"## {line}"]

    @pytest.mark.parametrize(
        "line",
        [
            "（记者 张三）",
            "图为村民采茶",
            "2022年8月24日",
            "联系电话：12345",
            "- 第一项",
            "村里人都说好。",
            "1. 选种",
            "各位村民",
            "青山镇人民政府",
            "张三 13800001111",
            "王小明 摄",
            "附件：报名表",
        ],
    )
    def test_other_short_lines(self, line):
        """
        A caption, a date, a label, an item or a signature is none.
        """
        assert headings(PARAGRAPH, line, PARAGRAPH) == []

    def test_levels(self):
        """
        The kinds of numbers make the levels.
        """
        lines = ("第一章 总则", "一、目的", "（一）范围", PARAGRAPH)

        assert headings(*lines) == ["## 第一章 总则", "### 一、目的", "#### （一）范围"]

    def test_numbered_list(self):
        """
        Numbers right after each other are a list, and the last one is no heading either.
        """
        assert headings(PARAGRAPH, "一、村干部", "二、党员", "三、群众代表", PARAGRAPH) == []

    def test_verse(self):
        """
        Lines of verse are none, and keep their ends.
        """
        assert written(f"锄禾日当午\n汗滴禾下土\n\n{PARAGRAPH}") == f"锄禾日当午  \n汗滴禾下土\n\n{PARAGRAPH}"

    def test_last_line(self):
        """
        A short line at the end is none.
        """
        assert headings(PARAGRAPH, "村务公开栏") == []


class TestLists:
    def test_bullets(self):
        """
        Bullets of any look become one list.
        """
        assert written("• 水稻\n● 小麦\n- 玉米") == "- 水稻\n- 小麦\n- 玉米"

    def test_numbers(self):
        """
        Numbers from 1 on that follow each other become a list.
        """
        assert written("1、选种\n2、浸种\n3、播种") == "1. 选种\n2. 浸种\n3. 播种"

    def test_lone_number(self):
        """
        A numbered line that stands alone keeps its number as text.
        """
        assert written(f"3. 播种\n\n{PARAGRAPH}") == f"3\\. 播种\n\n{PARAGRAPH}"


class TestLiteral:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("# 不是标题", "\\# 不是标题"),
            ("3*4*5", "3\\*4\\*5"),
            ("<b>粗</b>", "&lt;b>粗&lt;/b>"),
            ("[甲](乙)", "\\[甲](乙)"),
            ("a_b_c", "a_b_c"),
            ("2023 年", "2023 年"),
            ("---", "\\---"),
        ],
    )
    def test_signs(self, given, expected):
        """
        Signs of Markdown in a plain text are shown as they are.
        """
        assert written(given) == expected


class TestPictures:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("001.jpg", "![](001.jpg)"),
            ("photo/2022/a.PNG", "![](a.PNG)"),
            ("https://example.org/x/b.webp?w=300", "![](b.webp)"),
            ("【图片：c.gif】", "![](c.gif)"),
            ("合影 1.bmp", "![](<合影 1.bmp>)"),
            ("a.jpg b.jpg", "![](a.jpg)\n\n![](b.jpg)"),
        ],
    )
    def test_alone(self, given, expected):
        """
        A picture's name alone on a line becomes the picture.
        """
        assert written(given) == expected

    def test_in_sentence(self):
        """
        A picture's name in a sentence stays text.
        """
        assert written("请看附图，文件名是001.jpg") == "请看附图，文件名是001.jpg"
