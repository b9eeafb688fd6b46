"""Find the date and time in a header line."""

import re
from datetime import datetime

from webapp.core.moment import read_moment
from webapp.scrub.normalise import normalise

_NUMERALS = "〇零○一二三四五六七八九"
_DIGITS = {character: str(max(0, position - 2)) for position, character in enumerate(_NUMERALS)}
_WRITTEN = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)

_DAY = r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?[日号]?"
_TIME = r"(?:[上下]午|晚上|中午|凌晨)?\s?\d{1,2}\s?[:时]\s?\d{2}(?:\s?[:分]\s?\d{1,2}(?:\.\d+)?)?\s?[分秒]?"
_ZONE = r"(?:z|\+\d\d:?\d\d)"
_WEEKDAY = r"\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?"
MOMENT = rf"{_DAY}(?:{_WEEKDAY})?(?:[t\s]*{_TIME}{_ZONE}?)?"
"""The pattern of a moment, for a normalised line with digits."""

_HALF_DAY = re.compile(r"\s*([上下]午|晚上|中午|凌晨)\s?(\d{1,2})")
_MOMENT = re.compile(MOMENT)


def with_digits(seen: str) -> str:
    """Return *seen* with dates in Chinese numerals, 二〇二二年八月, as digits."""
    return _WRITTEN.sub(_in_digits, seen)


def moment_in(line: str) -> datetime | None:
    """Return the first moment that *line* names."""
    match = _MOMENT.search(with_digits(normalise(line)))
    if match is None:
        return None
    text = re.sub(_WEEKDAY, " ", match.group()).replace("号", "日")
    text = _HALF_DAY.sub(_in_24_hours, text)
    return read_moment(re.sub(r"\s+(?=[-/.年月日:时分])|(?<=[-/.年月:时分])\s+", "", text))


def is_moment(line: str) -> bool:
    """Tell whether *line* is only a date, with or without a time."""
    return _MOMENT.fullmatch(with_digits(normalise(line)).strip(" ()[]【】")) is not None


def _in_24_hours(match: re.Match[str]) -> str:
    hour = int(match.group(2))
    return f" {hour + 12 if match.group(1) in ('下午', '晚上') and hour < 12 else hour}"


def _in_digits(match: re.Match[str]) -> str:
    year = "".join(_DIGITS[character] for character in match.group(1))
    return f"{year}年{_number(match.group(2))}月{_number(match.group(3))}日"


def _number(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return int("".join(_DIGITS[character] for character in ones))
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
