"""The words under which an article stands in the index of keywords."""

import pytest

from webapp.core.language.keywords import Keyword, beginning, keywords, syllable


def shown(title: str, *tags: str) -> list[str]:
    return [keyword.shown for keyword in keywords(title, tags)]


class TestKeywords:
    def test_title(self) -> None:
        """
        The telling words of the title are keywords; those that only join them, numbers and single characters are not.
        """
        assert shown("柑橘修剪的三个要点") == ["柑橘", "修剪", "要点"]

    def test_tags(self) -> None:
        """
        Tags are keywords as they are, behind the title's words.
        """
        assert shown("柑橘修剪", "果树 管护") == ["柑橘", "修剪", "果树 管护"]

    def test_once(self) -> None:
        """
        A word in both scripts, in title and tag, is one keyword, shown as it first stands.
        """
        assert keywords("養老金認證", ["养老金"]) == (Keyword("养老金", "養老金"), Keyword("认证", "認證"))

    def test_latin(self) -> None:
        """
        Latin words are keywords.
        """
        assert shown("WiFi 怎么连") == ["WiFi"]

    @pytest.mark.parametrize(
        ("title", "words"),
        [
            ("How to dry tea leaves in the shade", ["leaves", "shade"]),
            ("Приём документов в МФЦ", ["Приём", "документов", "МФЦ"]),
            ("گاؤں میں نیا کنواں", ["گاؤں", "کنواں"]),
            ("नए कुएँ के बारे में «बैठक»", ["कुएँ", "बारे", "बैठक"]),
            ("ประชุมเรื่องบ่อน้ำใหม่วันเสาร์ที่โรงเรียน", []),
        ],
    )
    def test_other_scripts(self, title: str, words: list[str]) -> None:
        """
        In scripts with blanks the longer words are keywords, and those in capitals.
        """
        assert shown(title) == words

    @pytest.mark.parametrize("title", ["", "的", "😀", "2025", "\x00", "㎏㎏"])
    def test_nothing_to_say(self, title: str) -> None:
        """
        A title without telling words has no keywords, and breaks nothing.
        """
        assert all(keyword.folded for keyword in keywords(title, []))


class TestSyllable:
    @pytest.mark.parametrize(
        ("word", "expected"), [("乡村", "xiang"), ("重庆", "chong"), ("wifi", "w"), ("5g", "0"), ("", "0"), ("😀", "0")]
    )
    def test_first(self, word: str, expected: str) -> None:
        """
        A word stands under its first sound, a Latin one under its letter, any other under 0.
        """
        assert syllable(word) == expected


class TestBeginning:
    @pytest.mark.parametrize(
        ("word", "lang", "name", "heading"),
        [
            ("乡村", "zh-Hans", "xiang", "X"),
            ("wifi", "zh-Hans", "w", "W"),
            ("乡村", "en", "xiang", "X"),
            ("tea", "en", "te", "T"),
            ("école", "fr", "ec", "E"),
            ("ñandú", "es", "f1-61", "Ñ"),
            ("яблоко", "ru", "44f-431", "Я"),
            ("i", "en", "i", "I"),
            ("5g", "en", "g", "G"),
            ("2025", "en", "0", "0"),
            ("", "en", "0", "0"),
        ],
    )
    def test_letters_or_sound(self, word: str, lang: str, name: str, heading: str) -> None:
        """
        A word stands under its first sound in a Chinese library, in others under its first two letters.
        """
        found = beginning(word, lang)

        assert (found.name, found.heading) == (name, heading)
