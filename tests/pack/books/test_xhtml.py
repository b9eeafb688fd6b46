"""HTML in, XHTML out: what is right stays as it is, what is not keeps its words."""

import pytest
from lxml import etree

from webapp.pack.books.xhtml import as_xhtml

PAGE = "<!doctype html><html lang='zh'><head><title>t</title></head><body>{}</body></html>"


def mended(body: str) -> str:
    """Return *body* as XHTML, without the page around it."""
    root = etree.fromstring(as_xhtml(PAGE.format(body)))
    inside = etree.tostring(root[1], encoding="unicode").replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    return inside.removeprefix("<body>").removesuffix("</body>")


class TestWhatIsRight:
    @pytest.mark.parametrize(
        "html",
        [
            "<p>水<br/>渠 <b>与</b> <a href=\"https://a.b/c?d=e#f\">田</a></p>",
            "<table><caption>表</caption><thead><tr><th>一</th></tr></thead><tbody><tr><td>二</td></tr></tbody></table>",
            "<ul><li>一<ol start=\"3\"><li>二</li></ol></li></ul>",
            "<dl><dt>词</dt><dd>义</dd></dl>",
            "<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby></p>",
            "<details><summary>更多</summary><p>话</p></details>",
            "<figure><img src=\"a.jpg\" alt=\"\"/><figcaption>图</figcaption></figure>",
            "<p>脚注<sup id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup></p><ol><li id=\"fn-1\">话</li></ol>",
        ],
    )  # fmt: skip
    def test_stays(self, html: str):
        """
        Paragraphs, tables, lists, notes above characters, pictures and footnotes come out as they were.
        """
        assert mended(html) == html

    def test_language(self):
        """
        A language is said in XML's way too.
        """
        assert mended('<p lang="en">x</p>') == '<p lang="en" xml:lang="en">x</p>'


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<li>一</li>", "<div>一</div>"),
            ("<em><ul><li>一</li></ul></em>", "<ul><li>一</li></ul>"),
            ("<h2><ul><li>一</li></ul></h2>", "<div><ul><li>一</li></ul></div>"),
            ("<ul>一<li>二</li></ul>", "<div>一<div>二</div></div>"),
            ("<dl><dd>义</dd></dl>", "<div><div>义</div></div>"),
            ("<rt>注</rt>", "注"),
            ("<ruby><rt>注</rt>汉</ruby>", "<ruby><rt>注</rt>汉</ruby>"),
            ("<details open><p>话</p></details>", "<div><p>话</p></div>"),
            ('<p id="fn-1">一</p><p id="fn-1">二</p>', '<p id="fn-1">一</p><p>二</p>'),
            ('<p dir="up" lang="x y">一</p>', "<p>一</p>"),
        ],
    )
    def test_is_mended(self, html: str, expected: str):
        """
        What stands in a wrong place becomes a plain box, or its words alone.
        """
        assert mended(html) == expected

    @pytest.mark.parametrize("href", ["mailto:", "weixin://a", "http://[::1", "http:///x", "#gone"])
    def test_bad_address(self, href: str):
        """
        A link that no reading program could follow leaves its words.
        """
        assert mended(f'<p><a href="{href}">词</a></p>') == "<p>词</p>"

    def test_blanks_in_an_address(self):
        """
        An address that is only written badly is mended.
        """
        assert mended('<a href="http://例子.中国/a b">词</a>') == '<a href="http://xn--fsqu00a.xn--fiqs8s/a%20b">词</a>'

    def test_characters(self):
        """
        Characters that XML cannot hold are left out.
        """
        assert mended("<p>水\x01\ufffe渠</p>") == "<p>水渠</p>"
