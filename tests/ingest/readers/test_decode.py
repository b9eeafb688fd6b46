"""Bytes of any encoding become the text that was written."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.errors import FileRefused
from webapp.ingest.readers.decode import decode

SIMPLIFIED = """
村里的路修好了 通知 医保缴费 今天停水 请大家注意防火 王大爷家卖西瓜 合作社分红 会议记录 养老金 欢迎光临
小麦亩产 便民服务站
"""
TRADITIONAL = """
村裡的路修好了 通知 醫保繳費 今天停水 請大家注意防火 王大爺家賣西瓜 合作社分紅 會議記錄 養老金 歡迎光臨
小麥畝產 便民服務站
"""
NOTICE = "今天停水，请大家做好储水准备。明天恢复供水。"
TRADITIONAL_NOTICE = "今天停水，請大家做好儲水準備。明天恢復供水。"
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

    @pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
    @pytest.mark.parametrize("text", [NOTICE, NOTICE[:10]])
    def test_bad_byte_in_a_short_text(self, text, encoding):
        """
        A bad byte anywhere costs a short text that character and no other; half of one may look like ASCII.
        """
        text = text if encoding != "big5" else TRADITIONAL_NOTICE[: len(text)]
        for place in range(len(text.encode(encoding))):
            data = bytearray(text.encode(encoding))
            data[place] = 0xFF
            kept = read(bytes(data)).replace("\ufffd", "")

            assert len(kept) >= len(text) - 2
            assert {character for character in kept if character > "\x7f"} <= set(text)

    def test_other_bytes_behind_a_mark(self):
        """
        GBK behind the mark of UTF-8 is read as GBK, and a person is asked to compare.
        """
        text, [finding] = decode(codecs.BOM_UTF8 + NOTICE.encode("gbk"), "a.txt", 99)

        assert text == NOTICE
        assert "GB18030" in str(finding.message)
        assert finding.remedy

    @pytest.mark.parametrize("text", ["公告", "周大爷", "村民大会改期"])
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_short_wide(self, text, encoding):
        """
        A few words in UTF-16 are read right, though their bytes are those of ASCII.
        """
        assert read(text.encode(encoding)) == text

    @pytest.mark.parametrize("text", ["test", "README", "password", "GoodNews", "helloworld", "ABCD1234", "qwerty"])
    def test_ascii(self, text):
        """
        An English word is not taken for UTF-16.
        """
        assert decode(text.encode(), "a.txt", 99) == (text, [])

    @pytest.mark.parametrize("text", ["Le café est très bon, déjà vu à Noël.", "Die Straße ist schön – “gut”."])
    def test_western(self, text):
        """
        Prose of Western letters is read as Windows-1252.
        """
        assert read(text.encode("cp1252")) == text

    def test_doubtful(self):
        """
        Bytes that make characters but no words are read with a finding that says what to do.
        """
        [finding] = decode("안녕하세요. 오늘은 날씨가 좋습니다.".encode("euc-kr"), "a.txt", 99)[1]

        assert finding.remedy

    @pytest.mark.parametrize(
        "data", [bytes(range(128, 256)) * 40, "Привет, мир. Сегодня хорошая погода.".encode("koi8-r")]
    )
    def test_never_another_script(self, data):
        """
        Bytes are never read in an old code page of another script, in which all bytes would be letters.
        """
        with pytest.raises(FileRefused):
            read(data)

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
        assert "GB18030" in str(decode("村里的路".encode("gbk"), "a.txt", 99)[1][0].message)

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
            text = str(refused.remedy)

        assert text
