"""The words that a library has of its own."""

from pathlib import Path

import pytest

from webapp.errors import SettingsError
from webapp.own_phrases import has_admin_words, known_languages, lacking
from webapp.settings import load_settings


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "shuwu.toml").write_text('language = "tr"', encoding="utf-8")
    folder = tmp_path / "phrases"
    folder.mkdir()
    (folder / "tr.toml").write_text('home = "Ana sayfa"\n', encoding="utf-8")
    return folder


def refusal(own: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(own.parent)
    return str(caught.value)


class TestKnownLanguages:
    def test_ours(self):
        """
        The pages can speak every language that has a file.
        """
        assert {"en", "zh", "zh-Hans", "zh-Hant", "es", "ru"} <= set(known_languages(None))

    def test_of_the_library(self, own: Path):
        """
        A library adds a language by a file; what is for admins is not one.
        """
        (own / "admin-tr.toml").write_text("", encoding="utf-8")

        assert set(known_languages(own)) - set(known_languages(None)) == {"tr"}

    def test_unknown(self, own: Path):
        """
        Another language is refused, with those that there are.
        """
        (own / "tr.toml").unlink()

        assert "there are no words for pages in the language 'tr'. Write one of " in refusal(own)


class TestAdminWords:
    @pytest.mark.parametrize(("tag", "has"), [("en", True), ("zh-Hant", True), ("zh", True), ("es", False)])
    def test_languages(self, tag: str, has: bool):
        """
        The admin pages speak English and Chinese.
        """
        assert has_admin_words(tag, None) is has

    def test_of_the_library(self, own: Path):
        """
        A library may add a language for them too.
        """
        (own / "admin-tr.toml").write_text('admin = "Masa"', encoding="utf-8")

        assert has_admin_words("tr", own)


class TestFaults:
    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("home = Ana", "it is not valid TOML"),
            ("home = 3", "neither a text nor a table of plural forms"),
            ("hoem = 3", "neither a text nor a table of plural forms"),
            ("hoem = {one = 1, other = 2}", "neither a text nor a table of plural forms"),
            ('more_by_search = {one = "{count}"}', "neither a text nor a table of plural forms"),
            ('home = {one = "a", other = "b"}', "no number is told there"),
            ('home = "{name}"', "there is no value to show for name"),
            ('home = "{"', "its braces do not match"),
            ('home = "{0}"', "there is no value to show for 0"),
            ('date = "{when}"', "there is no value to show for when"),
        ],
    )
    def test_refused(self, own: Path, line: str, fault: str):
        """
        A phrase that a page could not be made with is refused, with its file.
        """
        (own / "tr.toml").write_text(line, encoding="utf-8")

        said = refusal(own)

        assert fault in said
        assert str(own / "tr.toml") in said

    def test_byte_order_mark(self, own: Path):
        """
        A mark that an editor puts before the file is no fault.
        """
        (own / "tr.toml").write_text('home = "Ana sayfa"', encoding="utf-8-sig")

        assert load_settings(own.parent).page_lang == "tr"


class TestLacking:
    @pytest.mark.parametrize("tag", ["en", "zh-Hans", "zh-Hant"])
    def test_nothing(self, tag: str):
        """
        English and Chinese lack nothing.
        """
        assert list(lacking(tag, None)) == []

    def test_only_what_is_for_admins(self):
        """
        Other languages of ours have all words for readers.
        """
        assert [file for file, _, _ in lacking("es", None)] == ["admin-es.toml", "messages-es.toml"]

    def test_missing(self, own: Path):
        """
        Each phrase that a language lacks is told, with what readers see instead.
        """
        found = {file: [] for file, _, _ in lacking("tr", own)}
        for file, message, _ in lacking("tr", own):
            found[file].append(str(message))

        assert "'search' is missing, so readers see: Search" in found["tr.toml"]
        assert not any("'home'" in message for message in found["tr.toml"])

    def test_unknown(self, own: Path):
        """
        A phrase that nothing says is told, for it is likely mistyped.
        """
        (own / "en.toml").write_text('hoem = "Start"', encoding="utf-8")

        assert ("en.toml", "nothing says 'hoem'.") in [(file, str(found)) for file, found, _ in lacking("en", own)]
