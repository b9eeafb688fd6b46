"""The library's own time, and conversions to and from other zones.

Articles have the wall clock time of the library, without a zone. Only this module converts it: from the machine's
clock, from dates with a zone, and for feeds, whose readers live anywhere.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

CHINA = ZoneInfo("Asia/Shanghai")

_NO_PLACES = {"Factory", "localtime"}
"""Names in the database that depend on the machine, or mean no zone."""

_MOMENT = timedelta(milliseconds=1)


def find_zone(name: str) -> tzinfo | None:
    """Return the zone with the IANA *name*, such as Asia/Shanghai; None if there is none."""
    if name in _NO_PLACES:
        return None
    # zoneinfo may take other texts for a folder, or for a path out of its own.
    with suppress(LookupError, ValueError, OSError):
        return ZoneInfo(name)
    return None


def similar_zones(text: str) -> list[str]:
    """Return the names of zones that *text* may mean, the likeliest first; may be empty."""
    wanted = text.strip().replace(" ", "_").casefold()
    # In the database Etc/GMT+8 is west of Greenwich, and nobody who writes GMT+8 in China means that.
    names = sorted(name for name in available_timezones() - _NO_PLACES if not name.startswith("Etc/"))
    same = [name for name in names if wanted in (name.casefold(), name.casefold().rpartition("/")[2])]
    # Only places can be misspelt: CST is not UCT, and UTC+8 is not UTC.
    places = {name.casefold(): name for name in names if "/" in name}
    return same or [places[name] for name in get_close_matches(wanted, places, 1)]


@lru_cache(maxsize=1)
def machine_zone() -> tzinfo:
    """Return the zone of this machine; if it has no name, its present offset from UTC."""
    from tzlocal import get_localzone  # noqa: PLC0415 (most libraries name theirs)

    with suppress(LookupError, ValueError, OSError):
        return get_localzone()
    return datetime.now().astimezone().tzinfo or UTC


def local_now(zone: tzinfo) -> datetime:
    """Return the wall clock time of *zone*."""
    return datetime.now(zone).replace(tzinfo=None)


def fixed_now(zone: tzinfo, instant: datetime | None = None) -> datetime:
    """Return the wall clock time of *zone*, now or at an *instant*; it never goes back.

    At the end of summer time an hour comes twice. What appeared in the first must not disappear in the second, so this
    clock stands still there.
    """
    now = (instant or datetime.now(UTC)).astimezone(zone)
    if now.fold:
        before, after = now.astimezone(UTC) - timedelta(days=1), now.astimezone(UTC)
        while after - before > _MOMENT:
            middle = before + (after - before) / 2
            before, after = (before, middle) if middle.astimezone(zone).fold else (middle, after)
        now = before.astimezone(zone).replace(microsecond=999_999)
    return now.replace(tzinfo=None)


def to_local(moment: datetime, zone: tzinfo) -> datetime:
    """Return *moment* in the wall clock time of *zone*; a moment without a zone is returned as it is."""
    if moment.tzinfo is None:
        return moment
    with suppress(OverflowError):
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def with_offset(moment: datetime, zone: tzinfo) -> datetime:
    """Return *moment*, in the wall clock time of *zone*, with its offset from UTC.

    Of a repeated moment it is the first. A skipped moment is later by the length of the gap.
    """
    aware = moment.replace(tzinfo=zone)
    with suppress(OverflowError):
        aware = aware.astimezone(UTC).astimezone(zone)
    seconds = (aware.utcoffset() or timedelta()).total_seconds()
    # Early zones differ by seconds too, which date formats cannot express.
    return aware.replace(tzinfo=timezone(timedelta(minutes=round(seconds / 60))))
