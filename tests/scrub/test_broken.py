"""Damaged text is found, and questions are not damage."""

import pytest

from webapp.scrub.broken import find_broken_runs, inspect_broken


class TestFindBrokenRuns:
    @pytest.mark.parametrize(
        ("text", "runs"),
        [
            ("大家談?wù)勏敕?。”没有人", ["談?wù)勏敕?"]),
            ("由組幹部?(jī)商靸冉鉀Q,辦完", ["部?(jī)商靸冉鉀Q"]),
            ("来学校學(xué)?。越多越好", ["學(xué)?"]),
            ("都来夜校?W(xué)手艺", ["校?W(xué)"]),
            ("目\ufffd\ufffd的路", ["目\ufffd\ufffd"]),
            ("一\ue123二", ["一\ue123"]),
            ("標題 ä¸­å›½ 正文", ["ä¸­å›½"]),
            ("锟斤拷锟斤拷", ["锟斤拷锟斤拷"]),
            ("村里Жж的路", ["里Жж"]),
            ("村里갛的路", ["里갛"]),
            ("今天下午三点钟去开?，请准时", ["开?"]),
            ("学xué)习", ["学xué)"]),
        ],
    )
    def test_damage(self, text, runs):
        """
        A damaged run is given exactly as it stands.
        """
        assert find_broken_runs(text) == runs

    @pytest.mark.parametrize(
        "text",
        [
            "你吃了吗?我吃了。",
            "什么时候发?”村民问",
            "好不好?大家说了算",
            "Why? Because.",
            "他叫안녕하세요，是韩国人。",
            "希腊字母α、β，俄文“Ура”。",
            "学(xué)习",
            "café résumé",
            "https://example.org/?q=村",
            "（拼音xué）",
        ],
    )
    def test_no_damage(self, text):
        """
        Questions, pinyin and words of other languages are no damage.
        """
        assert find_broken_runs(text) == []


class TestInspectBroken:
    def test_counted(self):
        """
        A run that comes twice is one finding, which asks a person to act.
        """
        (finding,) = inspect_broken("目\ufffd前，目\ufffd前")

        assert (finding.count, bool(finding.remedy)) == (2, True)


class TestWrongEncoding:
    @pytest.mark.parametrize("text", ["前文。鏈€鏂伴€氱煡，后文。", "张□□同志来村里。", "娓呮邯鏉戞渶鏂"])
    def test_reported(self, text):
        """
        UTF-8 that was read as GBK, and boxes in place of characters, are reported.
        """
        assert find_broken_runs(text) != []

    @pytest.mark.parametrize("text", ["□ 同意 □ 不同意", "鑫淼垚犇骉五字少见", "鄱阳湖畔捕鱼", "濂溪书院"])
    def test_left_alone(self, text):
        """
        A form's boxes and rare characters are no damage.
        """
        assert find_broken_runs(text) == []
