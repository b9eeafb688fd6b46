"""Bytes of any encoding become the text that was written."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.errors import FileRefused
from webapp.ingest.decode import decode

SIMPLIFIED = """
村里的路修好了 通知 医保缴费 今天停水 请大家注意防火 王大爷家卖西瓜 合作社分红 会议记录 养老金 欢迎光临
小麦亩产 便民服务站
"""
TRADITIONAL = """
村裡的路修好了 通知 醫保繳費 今天停水 請大家注意防火 王大爺家賣西瓜 合作社分紅 會議記錄 養老金 歡迎光臨
小麥畝產 便民服務站
"""
LINES = "标题\n\n村里的路修好了。\n"


def read(data):
    return decode(data, "file.txt", 1000)[0]


class TestDecode:
    @pytest.mark.parametrize("text", SIMPLIFIED.split())
    def test_short_gbk(self, text):
        """
        A few words in GBK are read right.
        """
        assert read(text.encode("gbk")) == text

    @pytest.mark.parametrize("text", TRADITIONAL.split())
    def test_short_big5(self, text):
        """
        A few words in Big5 are read right, though GB18030 would take them too.
        """
        assert read(text.encode("big5")) == text

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "utf-8-sig", "utf-16", "utf-32"]
    )
    def test_encodings(self, encoding):
        """
        Every usual encoding is read, with a mark before the text or without.
        """
        assert read(LINES.encode(encoding)) == LINES

    @pytest.mark.parametrize("text", ["一二三", "第一", "一\n"])
    def test_zero_bytes_in_characters(self, text):
        """
        UTF-16 without a mark is read also where a character, as 一, has a zero byte.
        """
        assert read(f"{LINES}{text}".encode("utf-16-le")) == f"{LINES}{text}"

    def test_declared(self):
        """
        A declared encoding is believed when the text makes sense in it.
        """
        text = '<meta charset="big5">標題'

        assert read(text.encode("big5")) == text

    def test_lines(self):
        """
        Line ends of all systems become plain ones.
        """
        assert read(b"a\r\nb\rc\n") == "a\nb\nc\n"

    def test_lost_bytes(self):
        """
        UTF-8 with a byte lost is still UTF-8; what is lost is marked.
        """
        data = ("村里的路修好了" * 30).encode()

        assert read(data[:100] + data[101:]).count("\ufffd") in (1, 2)

    @pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 20, bytes(range(1, 32)) * 4, codecs.BOM_UTF8])
    def test_binary(self, data):
        """
        What is no text is refused.
        """
        with pytest.raises(FileRefused):
            read(data)

    def test_reported(self):
        """
        An encoding that was guessed is told.
        """
        assert "GB18030" in decode("村里的路".encode("gbk"), "a.txt", 99)[1][0].message

    @given(st.text(alphabet="的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子", min_size=4))
    def test_common_characters(self, text):
        """
        Text of common characters is read the same from GBK as from UTF-8.
        """
        assert read(text[:500].encode("gbk")) == read(text[:500].encode())

    @given(st.binary(min_size=1, max_size=200))
    def test_any_bytes(self, data):
        """
        Any bytes become text or are refused; nothing else happens.
        """
        try:
            text = read(data)
        except FileRefused as refused:
            text = refused.remedy

        assert text
