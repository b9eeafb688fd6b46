"""The language that commands speak."""

from pathlib import Path

import pytest

from webapp.cli.language import words_for
from webapp.messages import Message

MISSING = Message("missing_picture", name="a.jpg")
ENGLISH, SIMPLIFIED, TRADITIONAL = "The picture a.jpg is missing.", "缺少图片 a.jpg。", "缺少圖片 a.jpg。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


class TestLibrary:
    @pytest.mark.parametrize(
        ("settings", "sentence"),
        [
            ("", SIMPLIFIED),
            ('language = "en"', ENGLISH),
            ('language = "zh"\nscript = "zh-Hant"', TRADITIONAL),
            ('language = "en"\nno such setting', ENGLISH),
            ('page_size = "many"', SIMPLIFIED),
            ('language = "none"', ENGLISH),
        ],
    )
    def test_its_language(self, folder, settings, sentence):
        """
        A command speaks the language and the script of its library, even to say that its settings are broken.
        """
        (folder / "shuwu.toml").write_text(settings, encoding="utf-8")

        assert words_for(folder, {"LANG": "de_DE.UTF-8"})(MISSING) == sentence

    @pytest.mark.parametrize(("chosen", "sentence"), [("en", ENGLISH), ("zh", SIMPLIFIED), ("../x", SIMPLIFIED)])
    def test_other_language(self, folder, chosen, sentence):
        """
        ``SHUWU_MESSAGES`` goes before that, if it names a language that there is.
        """
        (folder / "shuwu.toml").touch()

        assert words_for(folder, {"SHUWU_MESSAGES": chosen})(MISSING) == sentence


class TestLocale:
    @pytest.mark.parametrize(
        ("environ", "sentence"),
        [
            ({}, ENGLISH),
            ({"LANG": "C.UTF-8"}, ENGLISH),
            ({"LANG": "de_DE.UTF-8"}, ENGLISH),
            ({"LANG": "zh_CN.UTF-8"}, SIMPLIFIED),
            ({"LANG": "zh_TW.UTF-8"}, TRADITIONAL),
            ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, ENGLISH),
            ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, SIMPLIFIED),
        ],
    )
    def test_without_library(self, folder, environ, sentence):
        """
        Where there is no library yet, the person's locale says which language it is; English if it has no messages.
        """
        assert words_for(folder, environ)(MISSING) == sentence
