"""Links to an article go on working when it is renamed or moved, in the frozen copy and on the live site."""

import json

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
        A removed article leaves nothing behind.
        """
        (settings.content / "farming/tea.md").unlink()
        freeze_again(settings)

        assert not (settings.build / "site/farming/tea.html").exists()
        assert not (settings.root / "moved.json").exists()

    def test_address_in_use_again(self, settings):
        """
        A new article takes an address back.
        """
        (settings.content / "farming/tea.md").rename(settings.content / "village/leaves.md")
        freeze_again(settings)
        (settings.content / "farming/tea.md").write_text("---\ntitle: 新茶\n---\n新的\n", encoding="utf-8")
        freeze_again(settings)

        assert "新的" in page(settings, "farming/tea.html")
        assert json.loads((settings.root / "moved.json").read_bytes()) == {}

    def test_live(self, settings):
        """
        The live site redirects for good.
        """
        (settings.root / "moved.json").write_text('{"old/tea": "tea"}', encoding="utf-8")
        answer = create_app(settings).test_client().get("/old/tea.html")

        assert (answer.status_code, answer.location) == (301, "/farming/tea.html")

    @pytest.mark.parametrize("text", ["{", "[]", '{"old/tea": 1}'])
    def test_unreadable(self, settings, text):
        """
        A file of old addresses that cannot be read is named, with a remedy.
        """
        (settings.root / "moved.json").write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=r"moved\.json: .*or delete the file\."):
            freeze_again(settings)
