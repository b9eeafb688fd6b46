"""The ways through the library without typing."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.small_library import client_of, write
from webapp.web.site.answers import MOST_ARTICLES
from webapp.web.site.catalogue import MONTHS, MOST_TITLES


class TestWords:
    def test_first_characters(self, client: FlaskClient):
        """
        The index shows the characters that keywords begin with, by their sound, and leads to those keywords.
        """
        html = client.get("/words/").text

        assert '<a href="/words/fang.html">防 <small>fang</small></a>' in html

    def test_syllable(self, client: FlaskClient):
        """
        The page of a sound shows its keywords, each with its articles.
        """
        html = client.get("/words/zha.html").text

        assert "<h2>诈骗</h2>" in html
        assert '<a href="/safety/phone-fraud.html">防范电话诈骗</a>' in html

    def test_unknown_syllable(self, client: FlaskClient):
        """
        A sound without keywords has no page.
        """
        assert client.get("/words/zzz.html").status_code == 404

    def test_many_articles(self, tmp_path: Path):
        """
        A keyword of very many articles shows the newest and says how many more there are.
        """
        write(tmp_path, "shuwu.toml", "")
        for number in range(MOST_ARTICLES + 3):
            write(tmp_path, f"content/news/n{number}.md", f"---\ntitle: 水稻{number}\ndate: 2020-01-01\n---\n开会\n")

        html = client_of(tmp_path).get("/words/shui.html").text

        assert html.count(".html") == MOST_ARTICLES
        assert "还有 3 篇" in html

    def test_many_keywords(self, tmp_path: Path):
        """
        Very many keywords of one sound are on several pages, which lead to each other, and each stands on one.
        """
        write(tmp_path, "shuwu.toml", "")
        tags = [f"水{number}号" for number in range(MOST_TITLES)]
        write(tmp_path, "content/news/n.md", f"---\ntitle: 好\ntags: [{', '.join(tags)}]\n---\n开会\n")
        client = client_of(tmp_path)
        pages = [client.get(f"/words/{name}.html").text for name in ("shui", "shui/2")]

        assert [page.count("<h2") for page in pages] == [MOST_TITLES // 2, MOST_TITLES // 2]
        assert 'rel="next" href="/words/shui/2.html"' in pages[0]
        assert 'rel="prev" href="/words/shui.html"' in pages[1]
        assert [client.get(f"/words/shui/{number}.html").status_code for number in (0, 1, 3)] == [404] * 3


class TestDates:
    def test_months(self, client: FlaskClient):
        """
        Years and months that have articles are listed, the newest first.
        """
        html = client.get("/dates/").text

        assert html.index('href="/dates/2025-06.html"') < html.index('href="/dates/2025-04.html"')
        assert "2025-01" not in html

    def test_month(self, client: FlaskClient):
        """
        The page of a month lists its articles.
        """
        html = client.get("/dates/2025-06.html").text

        assert "防范电话诈骗" in html
        assert "采摘要点" not in html

    @pytest.mark.parametrize("name", ["2024-01", "x", "2025-13"])
    def test_unknown_month(self, client: FlaskClient, name: str):
        """
        A month without articles has no page.
        """
        assert client.get(f"/dates/{name}.html").status_code == 404

    def test_full_month(self, tmp_path: Path):
        """
        A month with very many articles has several pages, the newest first.
        """
        rows = (
            f'{{"id": "n{n}", "title": "题{n}", "text": "文", "date": "2025-05-01"}}\n' for n in range(MOST_TITLES + 1)
        )
        write(tmp_path, "shuwu.toml", "")
        write(tmp_path, "content/news/rows.jsonl", "".join(rows))
        client = client_of(tmp_path)

        assert client.get("/dates/2025-05.html").text.count('href="/news/n') == MOST_TITLES
        assert client.get("/dates/2025-05/2.html").text.count('href="/news/n') == 1

    def test_many_years(self, tmp_path: Path):
        """
        The months of very many years are on several pages.
        """
        rows = (
            f'{{"id": "n{n}", "title": "题", "text": "文", "date": "{1900 + n // 12}-{n % 12 + 1:02}-01"}}\n'
            for n in range(MONTHS + 1)
        )
        write(tmp_path, "shuwu.toml", "")
        write(tmp_path, "content/news/rows.jsonl", "".join(rows))
        client = client_of(tmp_path)

        assert client.get("/dates/").text.count('href="/dates/1') == MONTHS
        assert 'href="/dates/1900-01.html"' in client.get("/dates/page/2.html").text


class TestEarlyYears:
    @pytest.fixture
    def client(self, root: Path) -> FlaskClient:
        """A library with an article of the year 618."""
        write(root, "content/farming/tang.md", "---\ntitle: 唐初的田\ndate: 0618-06-18\n---\n田\n")
        return client_of(root)

    def test_article(self, client: FlaskClient):
        """
        A machine reads a year below 1000 with four digits, and people read it as they write it.
        """
        assert '<time datetime="0618-06-18">618年6月18日</time>' in client.get("/farming/tang.html").text

    def test_months(self, client: FlaskClient):
        """
        Its month comes last, and has a page.
        """
        html = client.get("/dates/").text

        assert re.findall(r"<h2>(\d+)", html)[-1] == "618"
        assert "<h1>618 年 6 月</h1>" in client.get("/dates/0618-06.html").text

    def test_feed(self, client: FlaskClient):
        """
        In a feed it has four digits too.
        """
        assert "0618-06-18T00:00:00+08:0" in client.get("/feed.json").text
