"""Read the dates that people write.

A moment is the wall clock of the place it was written for. A time zone behind it is dropped, not converted: the
result would depend on the machine that reads it, and the same library must give the same pages everywhere.
"""

import re
import unicodedata
from datetime import datetime

_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_TIME = r"(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:[.,]\d+)?)?\s*[分秒]?"
_ZONE = r"(?:Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)"
_MOMENT = re.compile(rf"{_DAY}(?:[T\s]*{_TIME}(?:\s*{_ZONE})?)?", re.ASCII | re.IGNORECASE)


def read_moment(text: str) -> datetime | None:
    """Return the moment that the whole of *text* names, midnight if it names a day; None if it names none.

    Year, month and day stand in this order, as in 2025-05-03, 2025/5/3 21:33, 2025-05-03T21:33:00+08:00 and
    2025年5月3日21时33分; full-width digits are read too.
    """
    match = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    try:
        return datetime(*(int(part) for part in match.groups(default="0")))  # type: ignore[arg-type]
    except ValueError:
        return None
