"""The library's own time: what its clock shows, and which moment of all the world that is.

Articles carry the wall clock of the library, without a zone. Only here it meets others: the clock of the machine, dates
that name a zone of their own, and feeds, whose readers live anywhere.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

CHINA = ZoneInfo("Asia/Shanghai")

_NO_PLACES = {"Factory", "localtime"}
"""Names of the database that mean another zone on each machine, or none."""

_MOMENT = timedelta(milliseconds=1)


def find_zone(name: str) -> tzinfo | None:
    """Return the zone that has the IANA *name*, as Asia/Shanghai; None if there is none."""
    if name in _NO_PLACES:
        return None
    # What is no name may be a folder to zoneinfo, or lead out of its own.
    with suppress(LookupError, ValueError, OSError):
        return ZoneInfo(name)
    return None


def similar_zones(text: str) -> list[str]:
    """Return the names of zones that somebody who writes *text* may mean, the likeliest first; maybe none."""
    wanted = text.strip().replace(" ", "_").casefold()
    # To the database Etc/GMT+8 lies west of Greenwich: nobody who writes GMT+8 in China means that.
    names = sorted(name for name in available_timezones() - _NO_PLACES if not name.startswith("Etc/"))
    same = [name for name in names if wanted in (name.casefold(), name.casefold().rpartition("/")[2])]
    # Only places are taken for misspelt: CST is not UCT, and UTC+8 is not UTC.
    places = {name.casefold(): name for name in names if "/" in name}
    return same or [places[name] for name in get_close_matches(wanted, places, 1)]


@lru_cache(maxsize=1)
def machine_zone() -> tzinfo:
    """Return the zone of this machine; if that has no name here, what its clock differs from UTC now."""
    from tzlocal import get_localzone  # noqa: PLC0415 (most libraries name theirs)

    with suppress(LookupError, ValueError, OSError):
        return get_localzone()
    return datetime.now().astimezone().tzinfo or UTC


def local_now(zone: tzinfo) -> datetime:
    """Return what the clock of *zone* shows."""
    return datetime.now(zone).replace(tzinfo=None)


def fixed_now(zone: tzinfo, instant: datetime | None = None) -> datetime:
    """Return what the clock of *zone* shows, now or at an *instant*, but never less than it showed before.

    At the end of summer time an hour comes twice. What appeared in the first must not be hidden in the second: there
    this clock stands still.
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
    """Return *moment* as the clock of *zone* shows it; one without a zone of its own is that already."""
    if moment.tzinfo is None:
        return moment
    with suppress(OverflowError):
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def with_offset(moment: datetime, zone: tzinfo) -> datetime:
    """Return *moment*, which the clock of *zone* shows, with its offset from UTC.

    A moment that comes twice is the first. A moment that the clock skips is later by as much as it skips.
    """
    aware = moment.replace(tzinfo=zone)
    with suppress(OverflowError):
        aware = aware.astimezone(UTC).astimezone(zone)
    seconds = (aware.utcoffset() or timedelta()).total_seconds()
    # Before zones were agreed on, clocks differed by seconds too, which no format of dates can say.
    return aware.replace(tzinfo=timezone(timedelta(minutes=round(seconds / 60))))
