"""Read the dates that people write.

A moment without a zone is the wall clock of the library, whatever machine reads it. One that names a zone, or how far
its clock is from UTC, keeps that: zone.py turns it into the library's own time.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from webapp.zone import CHINA, find_zone

_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_TIME = r"(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:[.,]\d+)?)?\s*[分秒]?"
_OFFSET = r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?"
_ZONE = rf"(?:{_OFFSET}|[([]?([A-Za-z][\w+/-]*|北京时间)[])]?)"
_MOMENT = re.compile(rf"{_DAY}(?:[T\s]*{_TIME}(?:\s*{_ZONE})?)?", re.ASCII | re.IGNORECASE)

_NAMED = {"z": UTC, "utc": UTC, "gmt": UTC, "北京时间": CHINA}


def read_moment(text: str) -> datetime | None:
    """Return the moment that the whole of *text* names, midnight if it names a day; None if it names none.

    Year, month and day stand in this order, as in 2025-05-03, 2025/5/3 21:33, 2025-05-03T21:33:00+08:00 and
    2025年5月3日21时33分; full-width digits are read too. Behind a time may stand Z, UTC, +08:00, +0800, UTC+8 or
    the name of a zone as Asia/Shanghai; then the moment has that zone.
    """
    match = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    *numbers, sign, hours, minutes, name = match.groups()
    try:
        zone = _zone(sign, hours, minutes, name)
        return datetime(*(int(number or 0) for number in numbers), tzinfo=zone)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def _zone(sign: str | None, hours: str, minutes: str | None, name: str | None) -> tzinfo | None:
    """Return the zone that is named, None without one. Raises ValueError if there is none of that name."""
    if name:
        zone = _NAMED.get(name.lower()) or find_zone(name)
        if zone is None:
            raise ValueError(name)
        return zone
    if not sign:
        return None
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-offset if sign == "-" else offset)
