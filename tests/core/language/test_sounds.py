"""Words are read as pypinyin reads them, only faster."""

from itertools import islice

import hypothesis.strategies as st
import pytest
from hypothesis import given
from pypinyin import lazy_pinyin
from pypinyin.phrases_dict import phrases_dict

from webapp.core.language.sounds import word_sounds

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
PHRASES = list(islice(phrases_dict, 0, None, 500))


class TestWordSounds:
    @pytest.mark.parametrize("word", ["重庆", "银行", "行走", "乐山", "音乐节", "女儿", "绿豆", "村里的事"])
    def test_words(self, word: str):
        """
        A character sounds as its word has it.
        """
        assert word_sounds(word) == lazy_pinyin(word)

    @given(st.text(HAN, min_size=1, max_size=5))
    def test_any_characters(self, word: str):
        """
        So it is for any characters.
        """
        assert word_sounds(word) == lazy_pinyin(word)

    @given(st.sampled_from(PHRASES), st.text(HAN, max_size=2), st.text(HAN, max_size=2))
    def test_phrases_inside(self, phrase: str, before: str, after: str):
        """
        And for words in which a phrase of the dictionary stands.
        """
        word = "".join(c for c in before + phrase + after if 0x4E00 <= ord(c) <= 0x9FA5)

        assert word_sounds(word) == lazy_pinyin(word)

    def test_other_scripts(self):
        """
        What is no Han character has no sound.
        """
        assert word_sounds("a股票3") == ["", "gu", "piao", ""]
