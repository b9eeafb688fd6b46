"""Pages for who pays for each megabyte: what they say in the place of pictures."""

import re
from pathlib import Path

from flask.testing import FlaskClient

from tests.web.small_library import client_of, write

SAVING = {"Save-Data": "on"}
ARTICLE = "/farming/spring-tea.html"


class TestSaveData:
    def test_article_tells_the_size(self, root: Path, client: FlaskClient):
        """
        A link stands for the picture, and says what a phone fetches for it and what it shows.
        """
        text = client.get(ARTICLE, headers=SAVING).text
        name = re.search(r'<template><picture>(?:<source[^>]* srcset|<img src)="/media/(\S+)', text)[1]
        size = (root / "build/pictures" / name.rstrip('"')).stat().st_size

        assert f"显示图片（{-(-size // 1000)} kB）：一片新叶</a>" in text

    def test_picture_inside_a_link(self, root: Path):
        """
        A picture that was a link stands before it, for links do not nest; the link keeps its words.
        """
        write(root, "content/farming/spring-tea/index.md", "---\ntitle: 茶\n---\n[![新叶](leaf.png)](drying.md)\n")

        text = client_of(root).get(ARTICLE, headers=SAVING).text

        assert re.search(r"</span>\s*<a [^>]*href=\"/farming/drying.html\"[^>]*>新叶</a>", text)
        assert "<a" not in "".join(re.findall(r"<a\b[^>]*>(.*?)</a>", text))

    def test_lists_have_no_thumbnails(self, client: FlaskClient):
        """
        A list shows no pictures.
        """
        assert "<img" in client.get("/").text
        assert "<img" not in client.get("/", headers=SAVING).text

    def test_caches_keep_both(self, client: FlaskClient):
        """
        A cache between is told that the page depends on the wish to save data.
        """
        assert "Save-Data" in client.get("/").headers["Vary"]

    def test_other_readers_see_pictures(self, client: FlaskClient):
        """
        Without that wish, a picture is there for every browser: in the place of its stand-in, or without scripts.
        """
        text = client.get(ARTICLE).text

        assert "<noscript><picture>" in text
        assert "<template>" not in text

    def test_stand_in(self, client: FlaskClient):
        """
        A few colours stand for each picture until it comes, in less than 100 bytes of the page.
        """
        stand_ins = re.findall(r'"(data:image/gif;base64,[^"]*)"', client.get(ARTICLE).text)

        assert stand_ins
        assert all(len(stand_in) < 100 for stand_in in stand_ins)

    def test_page_without_pictures(self, client: FlaskClient):
        """
        A page without pictures has no script for them.
        """
        assert "pictures.js" not in client.get("/farming/drying.html").text


class TestLibraryDefault:
    def test_setting(self, root: Path):
        """
        With ``data_saver = "on"`` in shuwu.toml, each reader's page saves data.
        """
        (root / "shuwu.toml").write_text('data_saver = "on"\n', encoding="utf-8")

        assert 'class="load"' in client_of(root).get(ARTICLE).text
