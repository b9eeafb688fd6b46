"""The pages of meetings."""

import json
import re
from pathlib import Path

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from tests.web.small_library import client_of, write
from webapp.web.site.qr import qr_code

MEETING = """---
title: 春茶会
date: 2025-03-15 19:30
place: 祠堂
study:
  - article: spring-tea
    note: 只讲“采摘”一段
  - farming/drying.md
discuss:
  - 茶价怎么定？
  - text: 骗子来了怎么办？
    article: phone-fraud
change: [gone, 修茶棚]
---
带板凳来，见[晒茶](drying.md)、[没有的](gone.md)。

![图](leaf.png)
"""


@pytest.fixture
def meeting(root: Path) -> Path:
    """The library with a meeting."""
    write(root, "content/meetings/chuncha.md", MEETING)
    return root


@pytest.fixture
def client(meeting: Path) -> FlaskClient:
    """A browser at that library."""
    return client_of(meeting)


def with_address(root: Path) -> FlaskClient:
    """Give the library a public address."""
    settings = root / "shuwu.toml"
    settings.write_text(settings.read_text("utf-8") + 'url = "https://example.org/liuxi/"\n', encoding="utf-8")
    return client_of(root)


def codes(html: str) -> list[str]:
    """Return what a phone reads in the QR codes of *html*."""
    return [read_code(svg) for svg in re.findall(r"<svg.*?</svg>", html)]


def read_code(svg: str) -> str:
    """Draw a code of lines, each ``M x y h run m gap 0 h run``, and read it with a program that is not ours."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    picture = Image.new("L", (size * 4, size * 4), 255)
    pen = ImageDraw.Draw(picture)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r' d="([^"]*)"', svg)[1]):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            pen.rectangle((x * 4, y * 4 - 2, (x + values[0]) * 4 - 1, y * 4 + 1), fill=0)
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return zxingcpp.read_barcode(picture).text


class TestList:
    def test_latest_first(self, meeting: Path):
        """
        The list names all meetings with day and place, the latest first; the front page has the latest and the list.
        """
        write(meeting, "content/meetings/b.md", MEETING.replace("春茶会", "夏会").replace("-03-", "-06-"))
        write(meeting, "content/meetings/c.md", MEETING.replace("春茶会", "冬会").replace("-03-", "-01-"))
        client = client_of(meeting)
        listed = re.findall(r"<h2><a[^>]*>(.*?)</a>", client.get("/meetings/").text)

        assert listed == ["夏会", "春茶会", "冬会"]
        assert "2025年3月15日 19:30" in client.get("/meetings/").text
        assert re.findall(r'"(/meetings/[^"]*)"', client.get("/").text) == ["/meetings/b/", "/meetings/"]
        assert "/meetings/" not in client.get("/page/1.html").text

    def test_only_one(self, client: FlaskClient):
        """
        One meeting alone stands on the front page without a list of all.
        """
        assert re.findall(r'"(/meetings/[^"]*)"', client.get("/").text) == ["/meetings/chuncha/"]

    def test_none(self, root: Path):
        """
        Without meetings there is no list, and nothing on the front page.
        """
        client = client_of(root)

        assert client.get("/meetings/").status_code == 404
        assert "meetings" not in client.get("/").text

    def test_site_map(self, client: FlaskClient):
        """
        The site map names the meetings.
        """
        assert "/meetings/chuncha/</loc>" in client.get("/sitemap-newest.xml").text


class TestMeeting:
    def test_agenda(self, client: FlaskClient):
        """
        The page shows day, place, introduction, and the three lists with links to the articles.
        """
        html = client.get("/meetings/chuncha/").text

        assert [html.index(text) for text in ("祠堂", "带板凳来", "学一学", "议一议", "改一改")] == sorted(
            html.index(text) for text in ("祠堂", "带板凳来", "学一学", "议一议", "改一改")
        )
        assert '<a href="/farming/spring-tea.html">春茶采摘要点</a>' in html
        assert '<a href="/farming/drying.html" lang="zh-Hant">曬茶的辦法</a>' in html
        assert '先读：<a href="/safety/phone-fraud.html">防范电话诈骗</a>' in html
        assert "只讲“采摘”一段" in html

    def test_introduction(self, client: FlaskClient):
        """
        Links of the introduction are those of an article, and a picture leaves its words.
        """
        html = client.get("/meetings/chuncha/").text

        assert re.search(r'见<a href="/farming/drying.html"[^>]*>晒茶</a>、没有的。', html)
        assert "<img" not in html

    def test_missing_article(self, client: FlaskClient):
        """
        An article that readers do not have is named as missing, and the rest is there.
        """
        html = client.get("/meetings/chuncha/").text

        assert "书屋里没有这篇文章：gone" in html
        assert "修茶棚" in html

    @pytest.mark.parametrize("name", ["farming", "tags", "//[x", "no\u0000ne", "../../shuwu.toml"])
    def test_no_article(self, meeting: Path, name: str):
        """
        What names no article, or nothing at all, is named as missing on all pages.
        """
        write(meeting, "content/meetings/chuncha.md", f"---\nstudy: [{{article: {json.dumps(name)}}}]\n---\n")
        client = client_of(meeting)
        pages = [client.get(f"/meetings/chuncha/{page}") for page in ("", "handout/", "booklet/")]

        assert [page.status_code for page in pages] == [200] * 3
        assert "书屋里没有这篇文章" in pages[0].text

    @pytest.mark.parametrize("name", ["Spring Tea", "farming/spring-tea.html", "/farming/spring-tea/index.md"])
    def test_other_ways_to_name_it(self, meeting: Path, name: str):
        """
        An article may be named as a link may name it.
        """
        write(meeting, "content/meetings/chuncha.md", f"---\nstudy: [{{article: {name}}}]\n---\n")

        assert "春茶采摘要点" in client_of(meeting).get("/meetings/chuncha/").text

    def test_markup_in_points(self, meeting: Path):
        """
        A point is plain text, whatever is in it.
        """
        write(meeting, "content/meetings/chuncha.md", "---\ndiscuss: ['<script>x</script>']\n---\n")

        assert "&lt;script&gt;x" in client_of(meeting).get("/meetings/chuncha/").text

    def test_unknown(self, client: FlaskClient):
        """
        A meeting that is not there is not found.
        """
        assert {client.get(f"/meetings/gone/{page}").status_code for page in ("", "handout/", "booklet/")} == {404}

    def test_link_from_an_article(self, meeting: Path):
        """
        An article may link to a meeting, by its page or its file.
        """
        write(
            meeting, "content/safety/a.md", "---\ntitle: 甲\n---\n[会](/meetings/chuncha/)[全](../meetings/chuncha.md)"
        )
        html = client_of(meeting).get("/safety/a.html").text

        assert html.count('href="/meetings/chuncha/"') == 2


class TestHandout:
    def test_codes(self, meeting: Path):
        """
        Each article has a QR code that leads to its public address.
        """
        html = with_address(meeting).get("/meetings/chuncha/handout/").text

        assert codes(html) == [
            "https://example.org/liuxi/farming/spring-tea.html",
            "https://example.org/liuxi/farming/drying.html",
            "https://example.org/liuxi/safety/phone-fraud.html",
        ]
        assert "shuwu.toml" not in html

    def test_without_address(self, client: FlaskClient):
        """
        Without a public address the sheet says what is missing, and in which section each article stands.
        """
        html = client.get("/meetings/chuncha/handout/").text

        assert codes(html) == []
        assert "还没有写网址（shuwu.toml 里的 url）" in html
        assert "书屋里在“农业技术”栏目，找《春茶采摘要点》" in html

    def test_room_to_write(self, client: FlaskClient):
        """
        There are lines below each point to discuss, names and dates below each to change, and lines for notes.
        """
        html = client.get("/meetings/chuncha/handout/").text

        assert html.count('class="lines"') == 3
        assert html.count("谁来办：") == html.count("哪天办好：") == 2


class TestBooklet:
    def test_order(self, client: FlaskClient):
        """
        The pages stand as a fold needs them, each once.
        """
        html = client.get("/meetings/chuncha/booklet/").text

        assert re.findall(r'class="number">(\d+)<', html) == ["4", "1", "2", "3"]

    def test_text(self, client: FlaskClient):
        """
        The agenda comes first; then the articles to study are printed, with the place where each stands.
        """
        html = client.get("/meetings/chuncha/booklet/").text

        assert "采茶要提手采,不要掐采。" in html
        assert "曬茶要選晴天。" in html
        assert html.count("书屋里在“农业技术”栏目，找《") == 2
        assert "还没有写网址" in html
        assert "不听,不信,不转账。" not in html

    def test_codes(self, meeting: Path):
        """
        With a public address, each article to study has its code.
        """
        html = with_address(meeting).get("/meetings/chuncha/booklet/").text

        assert codes(html) == [
            "https://example.org/liuxi/farming/spring-tea.html",
            "https://example.org/liuxi/farming/drying.html",
        ]


class TestCode:
    @pytest.mark.parametrize("length", [1, 40, 300, 1000])
    def test_any_length(self, length: int):
        """
        A code is read as it was written, however long.
        """
        text = "https://example.org/" + "a" * length

        assert read_code(str(qr_code(text))) == text
