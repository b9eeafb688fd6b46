"""Dates as people write them."""

from datetime import datetime, timedelta

import pytest

from webapp.core.moment import read_moment

EVENING = datetime(2025, 5, 3, 21, 33)


class TestReadMoment:
    @pytest.mark.parametrize(
        "text", ["2025-05-03", "2025-5-3", "2025/05/03", "2025.5.3", "2025年5月3日", "２０２５年５月３日"]
    )
    def test_day(self, text):
        """
        A day is read as its midnight, whatever stands between its numbers.
        """
        assert read_moment(text) == datetime(2025, 5, 3)

    @pytest.mark.parametrize(
        "text", ["2025-05-03 21:33", "2025/05/03 21:33:00", "2025-05-03T21:33", "2025年5月3日21时33分"]
    )
    def test_time(self, text):
        """
        A time of day may follow.
        """
        assert read_moment(text) == EVENING

    @pytest.mark.parametrize(
        ("zone", "hours"),
        [
            *(("Z", 0), (" UTC", 0), (" GMT", 0), (" utc", 0)),
            *(("+08:00", 8), (" +0800", 8), (" +8", 8), ("UTC+8", 8), (" GMT+0800", 8)),
            *(("-05:00", -5), ("+05:30", 5.5), (" -0330", -3.5), (" +14:00", 14)),
            *((" Asia/Shanghai", 8), (" [Asia/Tokyo]", 9), (" (America/New_York)", -4), (" 北京时间", 8)),
        ],
    )
    def test_zone(self, zone, hours):
        """
        A zone behind the time is kept: as an offset, or as the name of a place.
        """
        read = read_moment(f"2025-05-03T21:33:00{zone}")

        assert read.replace(tzinfo=None) == EVENING
        assert read.utcoffset() == timedelta(hours=hours)

    @pytest.mark.parametrize("zone", [" Moon/Sea", " CST", "+25:00", "+08:99", " ../UTC", " localtime", " Asia"])
    def test_no_zone(self, zone):
        """
        A zone that is none, or that means another on each machine, makes no moment.
        """
        assert read_moment(f"2025-05-03 21:33{zone}") is None

    @pytest.mark.parametrize(
        "text", ["", "3 May", "2025", "2025-13-01", "2025-02-30", "2025-05-03 25:00", "03/05/2025", "0000-1-1"]
    )
    def test_no_date(self, text):
        """
        What names no day that exists gives nothing.
        """
        assert read_moment(text) is None
