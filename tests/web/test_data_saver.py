"""Pages for who pays for each megabyte: what they say in the place of pictures."""

from pathlib import Path

from flask.testing import FlaskClient

from .small_library import client_of

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
