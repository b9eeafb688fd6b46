"""Lines of a page that say source, date and author."""

from datetime import datetime, timedelta, timezone

import pytest

from webapp.core.draft import Draft
from webapp.scrub.header import read_header

TEXT = "镇里组织干部进村入户，把政策讲给群众听，把问题解决在一线，群众都说好。"
CHINA = timezone(timedelta(hours=8))
DAY, MINUTE = datetime(2022, 8, 24), datetime(2022, 8, 24, 21, 33)


def read(line, before="标题"):
    draft, _ = read_header(Draft(text=f"{before}\n{line}\n{TEXT}"))
    return draft


class TestReadHeader:
    @pytest.mark.parametrize(
        ("line", "source", "date", "author"),
        [
            ("文章來源: 青柏網  時間: 2022-08-24 21:33", "青柏網", MINUTE, ""),
            ("来源：新华网　　2022年08月24日 21:33", "新华网", MINUTE, ""),
            ("来源：新华网 | 作者：张三 | 时间：2022/8/24 | 浏览：100次", "新华网", DAY, "张三"),
            ("【信息来源：新华网】【信息时间：2022-8-24】【字号：大 中 小】【打印】", "新华网", DAY, ""),
            ("发布时间：二〇二二年八月二十四日", "", DAY, ""),
            ("发布日期：2022年8月24日 星期三 21时33分　浏览次数：", "", MINUTE, ""),
            ("日 期：２０２２．０８．２４", "", DAY, ""),
            ("更新时间：2022-08-24T21:33:00+08:00", "", MINUTE.replace(tzinfo=CHINA), ""),
            ("发布于 2022-08-24", "", DAY, ""),
            ("青柏网 2022-08-24 21:33", "青柏网", MINUTE, ""),
            ("（2022年8月24日）", "", DAY, ""),
            ("本报记者 张三", "", None, "张三"),
            ("作者：张三 李四    来源：新华网", "新华网", None, "张三 李四"),
            ("来 源：新华网", "新华网", None, ""),
            ("来源 | 新华网", "新华网", None, ""),
            ("来源丨新华网", "新华网", None, ""),
            ("本文来源：新华网", "新华网", None, ""),
            ("日期：20220824　来源：县报", "县报", DAY, ""),
            ("发布时间：2022年8月24日 下午9:33 来源：县委办", "县委办", MINUTE, ""),
            ("发布时间: 2022/8/24 21:33:00 信息来源: 水利局 浏览次数: 1,203", "水利局", MINUTE, ""),
            ("来源：县融媒体中心（县日报社）  2022.08.24", "县融媒体中心（县日报社）", DAY, ""),
            ("记者 张三 通讯员 李四", "", None, "张三、李四"),
        ],
    )
    def test_lines(self, line, source, date, author):
        """
        Every usual header is read, and taken out.
        """
        draft = read(line)

        assert (draft.source, draft.date, draft.author) == (source, date, author)
        assert draft.text == f"标题\n{TEXT}"

    @pytest.mark.parametrize(
        "line",
        [
            "时间：2023年4月6日\n地点：村委会",
            "活动时间：2022年9月23日",
            "时间就是金钱",
            "水的来源：山上的泉眼，一共三处",
            "时间：每天上午",
            "时间：2024年5月6日 8:00\n范围：清溪村一至四组",
            "记者：今年种了多少亩\n老周：三百二十亩",
            "2024年5月6日 星期一\n王医生\n2024年5月7日 星期二\n李医生",
        ],
    )
    def test_articles_own(self, line):
        """
        The time of an event, and a sentence, are the article's own.
        """
        assert line in read(line).text

    def test_signature(self):
        """
        The date of a signature stays, and dates the article.
        """
        draft, _ = read_header(Draft(text=f"标题\n{TEXT}\n村委会\n2022年8月24日"))

        assert (draft.date, draft.text.endswith("2022年8月24日")) == (DAY, True)

    def test_front_matter_first(self):
        """
        What is known already is not changed.
        """
        draft, _ = read_header(Draft(text=f"来源：新华网\n{TEXT}", source="村报"))

        assert draft.source == "村报"
