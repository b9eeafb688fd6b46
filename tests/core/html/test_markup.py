"""Markdown becomes safe HTML, mended for Chinese, and plain text."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.html.markup import plain, render

# fmt: off
PIECES = [
    "<script>", "</script>", "<img src=", "javascript:x", "onerror=x", '"', "'", ">", "<", "<a href=", "](", "![",
    "*", "**", "“", "”", "。", "乡", "村", "\n", "\n\n", "`", "# ", "- ", "|", "<svg>", "<style>", "&lt;", "\x02", " ",
]
# fmt: on
ROUGH = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


class TestSafety:
    def test_script_is_gone(self):
        """
        A script goes with all that is in it.
        """
        assert render("<script>alert(1)</script>茶").strip() == "茶"

    def test_handlers_styles_and_names_are_gone(self):
        """
        Nothing of an element stays that could act, look otherwise or clash with the page.
        """
        assert render('<b onclick="x" style="y" class="z" id="main">茶</b>') == "<p><b>茶</b></p>\n"

    @pytest.mark.parametrize(
        "href", ["javascript:x", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "&#106;avascript:x"]
    )
    def test_harmful_link(self, href):
        """
        A link that would run something leads nowhere.
        """
        assert "href" not in render(f'[茶]({href}) <a href="{href}">茶</a>')

    @pytest.mark.parametrize(
        "src", ["http://a.b/c.jpg", "https://a.b/c.jpg", "//a.b/c.jpg", "data:image/png;base64,AA", "file:///c.jpg"]
    )
    def test_picture_from_elsewhere(self, src):
        """
        A picture from elsewhere costs data and fails offline: its words stay.
        """
        assert render(f"![一片<叶>]({src})") == "<p>一片&lt;叶&gt;</p>\n"

    @given(ROUGH)
    def test_anything(self, text):
        """
        Whatever is written, no script, handler, frame or foreign picture comes out.
        """
        html = render(text)

        assert not re.search(r"<(script|style|svg|iframe)", html)
        assert not re.search(r"<[^<>]*\son\w+=", html)
        assert not re.search(r'<[^<>]*(href|src)="\s*(javascript|data)', html)


class TestHeadings:
    def test_highest_becomes_h2(self):
        """
        The highest heading is an h2, as h1 is the page's title.
        """
        assert render("### 甲\n\n#### 乙") == "<h2>甲</h2>\n<h3>乙</h3>\n"

    def test_no_level_is_left_out(self):
        """
        A level that the writer jumped over is closed.
        """
        assert render("# 甲\n\n### 乙") == "<h2>甲</h2>\n<h3>乙</h3>\n"

    def test_raw_heading(self):
        """
        A heading in raw HTML counts too.
        """
        assert render("<h1>甲</h1>").strip() == "<h2>甲</h2>"


class TestChinese:
    def test_line_end_between_characters(self):
        """
        A line end between Han characters leaves no gap.
        """
        assert render("乡村\n振兴，\n“好”") == "<p>乡村振兴，“好”</p>\n"

    def test_line_end_in_emphasis(self):
        """
        Emphasis at the line end changes nothing.
        """
        assert render("**乡村**\n振兴") == "<p><strong>乡村</strong>振兴</p>\n"

    def test_line_end_between_words(self):
        """
        A line end between words stays one.
        """
        assert render("dry\ntea\n茶") == "<p>dry\ntea\n茶</p>\n"

    def test_line_end_in_code(self):
        """
        Code keeps its lines.
        """
        assert "乡\n村" in render("```\n乡\n村\n```")

    @pytest.mark.parametrize("inside", ["“重点”", "重点。", "《书》", "（注）", '"x"', "重点："])
    def test_emphasis_beside_punctuation(self, inside):
        """
        Emphasis holds punctuation at its ends, with Han characters before and behind.
        """
        assert f"前<strong>{inside}</strong>后" in render(f"前**{inside}**后").replace("&quot;", '"')

    def test_emphasis_after_emphasis(self):
        """
        Two emphases with punctuation between stay two.
        """
        assert render("**甲。**：**“乙”**丙") == "<p><strong>甲。</strong>：<strong>“乙”</strong>丙</p>\n"

    def test_escaped_stars(self):
        """
        An escaped star stays a star beside punctuation too.
        """
        assert render(r"中\*“x”\*中") == "<p>中*“x”*中</p>\n"

    def test_stars_in_code(self):
        """
        Stars in code stay as they are, with nothing invisible beside them.
        """
        assert render("`甲**“x”**乙`") == "<p><code>甲**“x”**乙</code></p>\n"


class TestPieces:
    def test_picture(self):
        """
        A picture keeps src, alt and title; alone, it is alone in its paragraph.
        """
        assert render('![叶](leaf.png "新叶")') == '<p><img src="leaf.png" alt="叶" title="新叶"></p>\n'

    @pytest.mark.parametrize("name", ["照片 2.jpg", "照片 (1).jpg", "my photo.jpeg"])
    def test_picture_with_blanks_in_its_name(self, name):
        """
        A picture's name may have blanks, as the names of copies have.
        """
        assert unquote(render(f"![图]({name})")) == f'<p><img src="{name}" alt="图"></p>\n'

    def test_link_with_blanks_in_its_name(self):
        """
        So may the name of an article that a link leads to.
        """
        assert 'href="my%20tea.md"' in render("[茶](my tea.md)")

    def test_picture_with_a_title(self):
        """
        What stands in quotes behind the name is the title, and no part of the name.
        """
        assert 'src="a.jpg"' in render('![图](a.jpg "b.jpg")')

    def test_table(self):
        """
        A table comes without styles.
        """
        html = render("|a|b|\n|-|:-:|\n|1|2|")

        assert "<td>2</td>" in html
        assert "style" not in html

    def test_tasks(self):
        """
        Boxes of a task list are signs that need no form.
        """
        assert render("- [ ] 甲\n- [x] 乙") == "<ul>\n<li>☐ 甲</li>\n<li>☑ 乙</li>\n</ul>\n"

    def test_footnote(self):
        """
        A footnote leads down and back up.
        """
        html = render("茶[^1]\n\n[^1]: 注")

        assert 'href="#fn-1"' in html
        assert 'id="fn-1"' in html

    def test_windows_line_ends(self):
        """
        Line ends of Windows are line ends.
        """
        assert render("甲\r\n\r\n乙") == "<p>甲</p>\n<p>乙</p>\n"


class TestPlain:
    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("# 标题\n正文", "标题\n正文"),
            ("**重点**和 _强调_、`代码`、~~删~~", "重点和 强调、代码、删"),
            ("见[晒茶](a_(b).md)和![叶](leaf.png)。", "见晒茶和叶。"),
            ("> 引\n\n- 甲\n- [x] 乙\n\n---", "引\n甲\n乙"),
            ("|甲|乙|\n|--|:-:|\n|1|2|", "甲 乙\n1 2"),
            ("<b>粗</b> &amp; <!-- 无 -->细", "粗 & 细"),
            ("```python\nx_1 = 1\n```", "x_1 = 1"),
            ("茶[^1]\n\n[^1]: 注\n[r]: http://a.b", "茶\n注"),
            (r"1\*2", "1*2"),
            ("乡\n村", "乡村"),
        ],
    )
    def test_markup_is_gone(self, markdown, text):
        """
        Only the words stay, a line for each line that shows.
        """
        assert plain(markdown) == text

    @pytest.mark.parametrize("text", ["a_b_c", "5 < 7", "国办发[2022]5号", "#标签", "村(社区)", "2 * 3", "1. 甲"])
    def test_what_is_no_markup(self, text):
        """
        Signs that mean themselves stay.
        """
        assert plain(text) == text

    @given(ROUGH)
    def test_anything(self, text):
        """
        Whatever is written, no line is blank and none begins or ends with a blank.
        """
        assert all(line and line == line.strip() for line in plain(text).splitlines())
