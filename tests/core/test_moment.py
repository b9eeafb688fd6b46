"""Dates as people write them."""

from datetime import datetime

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

    @pytest.mark.parametrize("zone", ["Z", "+08:00", " +0800", "-05:00", " +8"])
    def test_zone_is_dropped(self, zone):
        """
        The wall clock counts as it was written: a zone behind it changes nothing.
        """
        assert read_moment(f"2025-05-03T21:33:00{zone}") == EVENING

    @pytest.mark.parametrize(
        "text", ["", "3 May", "2025", "2025-13-01", "2025-02-30", "2025-05-03 25:00", "03/05/2025", "0000-1-1"]
    )
    def test_no_date(self, text):
        """
        What names no day that exists gives nothing.
        """
        assert read_moment(text) is None
