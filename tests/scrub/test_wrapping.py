"""Lines that a program broke at a fixed width."""

import textwrap
import unicodedata

import pytest

from webapp.core.draft import Draft
from webapp.scrub.wrapping import join, join_lines

SENTENCES = {
    "en": "The meeting about the new well will be held in the school on Saturday, and all who live here may come. ",
    "fr": "La réunion à propos du nouveau puits se tiendra samedi à l’école, et tous les habitants sont invités. ",
    "ru": "Собрание о новом колодце пройдёт в субботу в школьном зале, и прийти может каждый, кто живёт в нашем селе. ",
    "el": "Η συνέλευση για το νέο πηγάδι θα γίνει το Σάββατο στο σχολείο και μπορεί να έρθει όποιος μένει στο χωριό. ",
    "ar": "يعقد الاجتماع عن البئر الجديدة يوم السبت في قاعة المدرسة، ويمكن أن يحضره كل من يسكن في هذه القرية معنا. ",
    "hi": "नए कुएँ के बारे में बैठक शनिवार को विद्यालय के सभागार में होगी और गाँव में रहने वाला हर व्यक्ति आ सकता है। ",
    "ko": "새 우물에 관한 모임은 토요일에 학교 강당에서 열리며 이 마을에 사는 사람은 누구나 올 수 있습니다. ",
}


def wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))


def columns(text: str) -> int:
    return sum(unicodedata.category(character) != "Mn" for character in text)


class TestJoinLines:
    @pytest.mark.parametrize("language", SENTENCES)
    def test_words_stay_apart(self, language):
        """
        In a language that puts blanks between words, one stands where a line was broken.
        """
        text = (SENTENCES[language] * 6).strip()

        joined, findings = join_lines(Draft(text=wrapped(text, 50 if language != "ko" else 32)))

        assert joined.text == text
        assert [finding.rule for finding in findings] == ["wrapped-lines"]

    def test_han(self):
        """
        Chinese puts no blank between words, so none is put where a line was broken.
        """
        text = "村里的新水井星期六在学校礼堂开会商量，住在这里的人都可以来听一听，也可以说说自己的想法" * 6
        lines = "\n".join(text[start : start + 34] for start in range(0, len(text), 34))

        joined, _ = join_lines(Draft(text=lines))

        assert joined.text == text

    def test_thai(self):
        """
        Nor does Thai, whose lines are broken between words.
        """
        words = [
            "ประชุม",
            "เรื่อง",
            "บ่อน้ำ",
            "ใหม่",
            "วันเสาร์",
            "ที่",
            "โรงเรียน",
            "ทุกคน",
            "ใน",
            "หมู่บ้าน",
            "มา",
            "ฟัง",
            "และ",
            "พูด",
            "ได้",
        ] * 8
        lines = [""]
        for word in words:
            lines[-1:] = [lines[-1] + word] if columns(lines[-1] + word) <= 60 else [lines[-1], word]

        joined, _ = join_lines(Draft(text="\n".join(lines)))

        assert joined.text == "".join(words)

    def test_verse(self):
        """
        Lines of which each is short for itself stay.
        """
        verse = "Ветер по морю гуляет\nИ кораблик подгоняет;\nОн бежит себе в волнах\nНа раздутых парусах."

        assert join_lines(Draft(text=verse))[0].text == verse


class TestJoin:
    @pytest.mark.parametrize(
        ("line", "following", "whole"),
        [
            ("the new", "well", "the new well"),
            ("решить вопрос о", "новом", "решить вопрос о новом"),
            ("用 Word", "打开", "用 Word打开"),
            ("好。", "Then", "好。Then"),
            ("well-", "known", "well-known"),
            ("", "well", "well"),
            ("he said “no”", "and left", "he said “no” and left"),
        ],
    )
    def test_blank(self, line, following, whole):
        """
        A blank stands between two words, none beside a character of a script without blanks or after a hyphen.
        """
        assert join(line, following) == whole
