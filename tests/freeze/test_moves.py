"""Links to an article go on working when it is renamed or moved, and say so when it is gone; live and frozen."""

from shutil import rmtree

import pytest

from webapp.app import create_app
from webapp.errors import SettingsError
from webapp.freeze.site import freeze
from webapp.settings import Settings, load_settings

TEA = "---\ntitle: 春茶采摘\ndate: 2025-04-02\n---\n采茶要提手采。\n"


@pytest.fixture
def settings(tmp_path):
    root = tmp_path / "library"
    for section in ("farming", "village"):
        (root / "content" / section).mkdir(parents=True)
        (root / "content" / section / "other.md").write_text(f"---\ntitle: {section}\n---\n别的\n", encoding="utf-8")
    (root / "content/farming/tea.md").write_text(TEA, encoding="utf-8")
    (root / "shuwu.toml").write_text("", encoding="utf-8")
    freeze_again(load_settings(root, {}))
    return load_settings(root, {})


def freeze_again(settings: Settings) -> None:
    """Freeze in a program that starts anew."""
    freeze(create_app(settings), settings)


def page(settings: Settings, name: str) -> str:
    return (settings.build / "site" / name).read_text(encoding="utf-8")


@pytest.mark.slow
class TestMoves:
    def test_renamed(self, settings):
        """
        The old address of a renamed file leads on to the new one.
        """
        (settings.content / "farming/tea.md").rename(settings.content / "farming/spring-tea.md")
        freeze_again(settings)

        assert '<meta http-equiv="refresh" content="0; url=spring-tea.html">' in page(settings, "farming/tea.html")
        assert "采茶要提手采" in page(settings, "farming/spring-tea.html")

    def test_other_section(self, settings):
        """
        So does that of an article in another section.
        """
        (settings.content / "farming/tea.md").rename(settings.content / "village/tea.md")
        freeze_again(settings)

        assert 'content="0; url=../village/tea.html"' in page(settings, "farming/tea.html")

    def test_written_anew(self, settings):
        """
        An article of the same title and date is the same, whatever its file.
        """
        (settings.content / "farming/tea.md").unlink()
        (settings.content / "village/leaves.md").write_text(TEA.replace("提手", "轻轻"), encoding="utf-8")
        freeze_again(settings)

        assert 'content="0; url=../village/leaves.html"' in page(settings, "farming/tea.html")

    def test_twice(self, settings):
        """
        After a second move both old addresses lead to where the article is now, also without build/.
        """
        (settings.content / "farming/tea.md").rename(settings.content / "farming/tea-2.md")
        freeze_again(settings)
        (settings.content / "farming/tea-2.md").rename(settings.content / "village/tea-3.md")
        freeze_again(settings)
        settings.build.rename(settings.root / "deleted")
        freeze_again(settings)

        assert 'content="0; url=../village/tea-3.html"' in page(settings, "farming/tea.html")
        assert 'content="0; url=../village/tea-3.html"' in page(settings, "farming/tea-2.html")

    def test_removed(self, settings):
        """
        A removed article leaves a page that says so, which no search engine and no list names.
        """
        (settings.content / "farming/tea.md").unlink()
        freeze_again(settings)
        left = page(settings, "farming/tea.html")

        assert "已经撤下" in left
        assert '<meta name="robots" content="noindex">' in left
        assert "tea.html" not in "".join(page(settings, name) for name in ("sitemap-newest.xml", "farming/index.html"))

    def test_name_in_use_again(self, settings):
        """
        A new article does not take the name of one that has moved; nor that of one that is gone.
        """
        (settings.content / "farming/tea.md").rename(settings.content / "village/leaves.md")
        (settings.content / "farming/other.md").unlink()
        freeze_again(settings)
        (settings.content / "farming/tea.md").write_text("---\ntitle: 新茶\n---\n新的\n", encoding="utf-8")
        (settings.content / "farming/other.md").write_text("---\ntitle: 另外\n---\n新的\n", encoding="utf-8")
        freeze_again(settings)

        assert 'content="0; url=../village/leaves.html"' in page(settings, "farming/tea.html")
        assert "已经撤下" in page(settings, "farming/other.html")
        assert "新茶" in page(settings, "farming/tea-2.html")

    def test_elsewhere(self, settings):
        """
        On a machine that has the library without build/, a new file of the same name takes nothing from the old one.
        """
        rmtree(settings.build)
        (settings.content / "farming/a").mkdir()
        (settings.content / "farming/a/index.md").write_text("---\nslug: tea\n---\n新的\n", encoding="utf-8")
        freeze_again(settings)

        assert "采茶要提手采" in page(settings, "farming/tea.html")
        assert "新的" in page(settings, "farming/tea-2.html")

    def test_lost_record(self, settings):
        """
        What addresses.txt should tell, and does not, the release in build/ tells.
        """
        (settings.root / "addresses.txt").unlink()
        (settings.content / "farming/a.md").write_text("---\nslug: tea\n---\n新的\n", encoding="utf-8")
        (settings.content / "farming/other.md").unlink()
        freeze_again(settings)

        assert "采茶要提手采" in page(settings, "farming/tea.html")
        assert "已经撤下" in page(settings, "farming/other.html")

    def test_section_with_another_name(self, settings):
        """
        The page of a section whose folder is renamed leads on, as its articles' do.
        """
        (settings.content / "farming").rename(settings.content / "fields")
        freeze_again(settings)

        assert 'content="0; url=../fields/index.html"' in page(settings, "farming/index.html")
        assert 'content="0; url=../fields/tea.html"' in page(settings, "farming/tea.html")

    def test_live(self, settings):
        """
        The live site redirects for good.
        """
        (settings.root / "moved.json").write_text('{"old/tea": "tea"}', encoding="utf-8")
        answer = create_app(settings).test_client().get("/old/tea.html")

        assert (answer.status_code, answer.location) == (301, "/farming/tea.html")

    def test_live_gone(self, settings):
        """
        The live site says that an article is gone, with the status for it, and offers to search.
        """
        (settings.content / "farming/tea.md").unlink()
        answer = create_app(settings).test_client().get("/farming/tea.html")

        assert answer.status_code == 410
        assert 'role="search"' in answer.text

    def test_live_draft(self, settings):
        """
        What is kept from readers may come back, so for it that is not the status.
        """
        (settings.content / "farming/tea.md").write_text(TEA.replace("title", "draft: true\ntitle"), encoding="utf-8")
        answer = create_app(settings).test_client().get("/farming/tea.html")

        assert answer.status_code == 404
        assert "已经撤下" in answer.text

    def test_live_with_a_query(self, settings):
        """
        What is asked of the old address, as a link from a search does, goes along.
        """
        (settings.root / "moved.json").write_text('{"old/tea": "tea"}', encoding="utf-8")
        answer = create_app(settings).test_client().get("/old/tea.html?q=%E8%8C%B6&b=1")

        assert answer.location == "/farming/tea.html?q=%E8%8C%B6&b=1"

    @pytest.mark.parametrize("text", ["{", "[]", '{"old/tea": 1}'])
    def test_unreadable(self, settings, text):
        """
        A file of old addresses that cannot be read is named, with a remedy.
        """
        (settings.root / "moved.json").write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=r"moved\.json: .*or delete the file\."):
            freeze_again(settings)
