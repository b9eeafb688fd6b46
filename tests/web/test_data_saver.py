"""Pages for who pays for each megabyte: what they say in the place of pictures."""

import re
from pathlib import Path

from flask.testing import FlaskClient

from .small_library import client_of, write

SAVING = {"Save-Data": "on"}
ARTICLE = "/farming/spring-tea.html"


class TestSaveData:
    def test_article_tells_the_size(self, root: Path, client: FlaskClient):
        """
        A link to one file stands for the picture, and says what it weighs at most and what it shows.
        """
        text = client.get(ARTICLE, headers=SAVING).text
        name = text.partition('<a class="load" href="/media/')[2].partition('"')[0]
        size = (root / "build/pictures" / name).stat().st_size

        assert f"显示图片（最多 {-(-size // 1000)} kB）：一片新叶</a>" in text

    def test_picture_inside_a_link(self, root: Path):
        """
        A picture that was a link stands before it, for links do not nest; the link keeps its words.
        """
        write(root, "content/farming/spring-tea/index.md", "---\ntitle: 茶\n---\n[![新叶](leaf.png)](drying.md)\n")

        text = client_of(root).get(ARTICLE, headers=SAVING).text

        assert re.search(r"</template>\s*<a [^>]*href=\"/farming/drying.html\"[^>]*>新叶</a>", text)
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
        Without that wish, a picture is one, and no script comes for it.
        """
        text = client.get(ARTICLE).text

        assert "<picture>" in text
        assert "<template>" not in text
        assert "pictures.js" not in text


class TestLibraryDefault:
    def test_setting(self, root: Path):
        """
        With ``data_saver = "on"`` in shuwu.toml, each reader's page saves data.
        """
        (root / "shuwu.toml").write_text('data_saver = "on"\n', encoding="utf-8")

        assert 'class="load"' in client_of(root).get(ARTICLE).text
