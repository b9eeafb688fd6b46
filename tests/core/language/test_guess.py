"""The language of texts that do not say."""

import pytest

from webapp.core.language.guess import is_chinese, language_of, neighbour_of


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
        assert language_of("山水", "en", "zh-Hant") == "zh-Hant"

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("How to dry tea", "en"),
            ("The well is deep", "en"),
            ("Nước giếng làng", "vi"),
            ("ئۇيغۇرچە خەۋەرلەر", "ug"),
            ("أخبار القرية", "ar"),
            ("Новости села", "ru"),
            ("गाँव की खबरें", "hi"),
            ("ข่าวหมู่บ้าน", "th"),
            ("བོད་ཡིག", "bo"),
            ("日本語のページ", "ja"),
            ("한국어", "ko"),
            ("2025", "zh-Hans"),
        ],
    )
    def test_few_words(self, text: str, language: str):
        """
        A few words are in the usual language of their letters, or in the one that has letters of its own.
        """
        assert language_of(text, "zh-Hans") == language

    def test_latin_names(self):
        """
        A text that quotes many Latin names is in the language of its own letters.
        """
        text = "ทีมกีฬาอาชีพประกอบด้วย NFL (Los Angeles Rams, Los Angeles Chargers) และ NBA (Los Angeles Lakers)"

        assert language_of(text, "en") == "th"

    @pytest.mark.parametrize(("text", "usual"), [("Pueblo", "es"), ("Село", "uk"), ("गाउँ", "ne"), ("گاؤں", "ur")])
    def test_few_words_in_the_letters_of_the_library(self, text: str, usual: str):
        """
        A few words in the letters of the library's language are in that language.
        """
        assert language_of(text, usual) == usual

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (
                "Der neue Brunnen steht seit Samstag mitten im Dorf, und alle holen ihr Wasser jetzt dort.",
                "de",
            ),
            (
                "Le nouveau puits se trouve depuis samedi au milieu du village, et tous y puisent leur eau.",
                "fr",
            ),
            (
                "Нова криниця стоїть посеред села від суботи, і всі сусіди тепер беруть воду саме там.",
                "uk",
            ),
            (
                "چاه تازه از روز شنبه در میان روستا است و همه همسایه‌ها اکنون آب خود را از آنجا می‌آورند.",
                "fa",
            ),
        ],
    )
    def test_sentences(self, text: str, language: str):
        """
        Sentences tell in which of the languages they are that share their letters.
        """
        assert language_of(text, "en") == language


class TestIsChinese:
    @pytest.mark.parametrize(
        "text",
        [
            "清明前后，种瓜点豆。",
            "这家店的招牌上写着“さくら”，是日本人开的。老板说，他在这里住了二十年，最爱吃村里的豆腐。",
            "Word 里的 Ctrl+S 是保存",
        ],
    )
    def test_chinese(self, text):
        """
        Chinese that quotes a word of another language is Chinese.
        """
        assert is_chinese(text)

    @pytest.mark.parametrize(
        "text",
        [
            "井戸の水を調べる会は土曜日に学校で開かれます。",
            "새 우물에 關한 모임은 土曜日에 열린다.",
            "The Chinese for well is 水井 (shuǐjǐng), and that for spring is 泉水, as every child here knows.",
            "Колодец по-китайски называется 水井, и это слово знают здесь все дети.",
            "ئۇيغۇرچە",
            "",
        ],
    )
    def test_other_languages(self, text):
        """
        Japanese, Korean and a text that quotes Han characters are not Chinese.
        """
        assert not is_chinese(text)


class TestNeighbourOf:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("井戸の水を調べる会", "ja"),
            ("새 우물에 關한 모임", "ko"),
            ("“の”是日语里的字", ""),
            ("水井", ""),
        ],
    )
    def test_kana_and_hangul(self, text, language):
        """
        Kana tell Japanese and Hangul tell Korean, but for one that is quoted.
        """
        assert neighbour_of(text) == language
