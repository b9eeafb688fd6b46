"""The library's own time."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from webapp.zone import fixed_now, to_local, with_offset

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")


class TestSteadyNow:
    @pytest.mark.parametrize(
        ("zone", "instant", "shown"),
        [
            (SHANGHAI, datetime(2026, 11, 30, 15, 59), datetime(2026, 11, 30, 23, 59)),
            (SHANGHAI, datetime(2026, 11, 30, 16), datetime(2026, 12, 1)),
            (NEW_YORK, datetime(2026, 12, 1, 4, 59), datetime(2026, 11, 30, 23, 59)),
            (NEW_YORK, datetime(2026, 3, 8, 7), datetime(2026, 3, 8, 3)),
        ],
    )
    def test_wall_clock(self, zone, instant, shown):
        """
        Midnight comes by the zone's own clock, east and west of UTC; an hour that it skips is skipped.
        """
        assert fixed_now(zone, instant.replace(tzinfo=UTC)) == shown

    def test_hour_that_comes_twice(self):
        """
        The second time it stands still at the end of the hour, so that nothing is hidden again, and then goes on.
        """
        minutes = [datetime(2026, 11, 1, 5, tzinfo=UTC) + timedelta(minutes=n) for n in range(0, 150, 10)]
        shown = [fixed_now(NEW_YORK, minute) for minute in minutes]

        assert shown == sorted(shown)
        assert shown[:6] == [datetime(2026, 11, 1, 1, n) for n in range(0, 60, 10)]
        assert {moment.replace(microsecond=0) for moment in shown[6:12]} == {datetime(2026, 11, 1, 1, 59, 59)}
        assert shown[12] == datetime(2026, 11, 1, 2)


class TestToLocal:
    def test_other_zone(self):
        """
        A moment with a zone is turned into the library's time, over midnight too.
        """
        assert to_local(datetime(2024, 3, 31, 20, tzinfo=UTC), SHANGHAI) == datetime(2024, 4, 1, 4)

    def test_no_zone(self):
        """
        A moment without a zone is the library's time already.
        """
        assert to_local(datetime(2024, 3, 31, 20), NEW_YORK) == datetime(2024, 3, 31, 20)

    def test_end_of_time(self):
        """
        A moment that the zone has no day for keeps its wall clock.
        """
        assert to_local(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9))), NEW_YORK) == datetime(1, 1, 1)


class TestWithOffset:
    @pytest.mark.parametrize(
        ("zone", "moment", "text"),
        [
            (SHANGHAI, datetime(2025, 4, 2, 8, 30), "2025-04-02T08:30:00+08:00"),
            (SHANGHAI, datetime(1988, 7, 1), "1988-07-01T00:00:00+09:00"),
            (SHANGHAI, datetime(1890, 1, 1), "1890-01-01T00:00:00+08:06"),
            (NEW_YORK, datetime(2026, 7, 4), "2026-07-04T00:00:00-04:00"),
            (NEW_YORK, datetime(2026, 11, 1, 1, 30), "2026-11-01T01:30:00-04:00"),
            (NEW_YORK, datetime(2026, 3, 8, 2, 30), "2026-03-08T03:30:00-04:00"),
            (NEW_YORK, datetime(1, 1, 1), "0001-01-01T00:00:00-04:56"),
        ],
    )
    def test_offset(self, zone, moment, text):
        """
        The offset is that of the day; a moment that comes twice is the first, one that is skipped comes later.
        """
        assert with_offset(moment, zone).isoformat() == text
