"""What the program says, in the language of the library."""

import re
import tomllib
from string import Formatter

import pytest

from webapp.settings import Settings
from webapp.web.site.phrases import PHRASES
from webapp.web.site.plain_words import plain_words

MESSAGES = tomllib.loads((PHRASES / "messages-zh.toml").read_text(encoding="utf-8"))


@pytest.fixture
def say(tmp_path):
    return plain_words(Settings(tmp_path))


class TestPlainWords:
    def test_names_and_numbers(self, say):
        """
        What differs from message to message stands in its place.
        """
        assert (
            say("Removed 127 pinyin notes such as 區(qū) 學(xué).")
            == "去掉了 127 处夹在字里的拼音，例如 區(qū) 學(xué)。"
        )

    def test_parts(self, say):
        """
        A part that is a word of the program's own is said in Chinese too.
        """
        assert say("Removed a pager: “1”.") == "去掉了翻页的数字：“1”。"

    def test_two_sentences(self, say):
        """
        Each sentence of a message is said by itself.
        """
        assert say("it is damaged. Copy it again from where it came.") == "文件坏了。请从原来的地方再复制一次。"

    def test_unknown(self, say):
        """
        A message that nobody has put into Chinese stays as it is.
        """
        assert say("The moon is full. So is the disk.") == "The moon is full. So is the disk."

    def test_english(self, tmp_path):
        """
        An English library gets the program's own words.
        """
        assert plain_words(Settings(tmp_path, language="en"))("it is damaged.") == "it is damaged."

    @pytest.mark.parametrize("english", MESSAGES)
    def test_as_many_places(self, english):
        """
        A translation has a place for all that it is given, and no other.
        """
        places = [name for _, name, _, _ in Formatter().parse(MESSAGES[english]) if name is not None]

        assert len(places) <= english.count("{}")
        assert re.search("[\u3400-\u9fff]", MESSAGES[english])

    def test_findings_of_a_real_page(self, say):
        """
        Everything that the cleaning says of a page full of damage is said in Chinese.
        """
        found = [
            "Removed a link farm of 41 names: 体育、洱源县、凤庆县…文山市.",
            "Removed the header line “文章來源: 紅星網” and read from it: source 紅星網, date 2022-08-24 21:33.",
            "“談?wù)勏敕?” is damaged text, and was left as it is.",
            "Converted 519 characters to Simplified Chinese.",
        ]

        assert [re.findall(r"[a-z]{3,}", say(message).replace("wù", "")) for message in found] == [[], [], [], []]
