"""The language of texts that do not say."""

from webapp.core.language.guess import language_of


class TestLanguageOf:
    def test_traditional(self):
        """
        A text with characters that only Traditional has is zh-Hant.
        """
        assert language_of("曬茶要選晴天。", "zh-Hans") == "zh-Hant"

    def test_simplified(self):
        """
        A text with characters that only Simplified has is zh-Hans.
        """
        assert language_of("晒茶要选晴天。", "zh-Hant") == "zh-Hans"

    def test_one_quoted_character_tips_no_scale(self):
        """
        A Simplified text may quote a Traditional character.
        """
        assert language_of("简体的“选”，繁体写作“選”，见说明。", "zh-Hant") == "zh-Hans"

    def test_both_alike(self):
        """
        A text of characters that both scripts share is in the usual language.
        """
        assert language_of("山水", "zh-Hant") == "zh-Hant"

    def test_latin(self):
        """
        A text in plain Latin letters is taken for English.
        """
        assert language_of("How to dry tea", "zh-Hans") == "en"

    def test_other_script(self):
        """
        A text in a script that we cannot tell is in the usual language.
        """
        assert language_of("ئۇيغۇرچە", "zh-Hans") == "zh-Hans"
