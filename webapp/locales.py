"""What CLDR knows of a language: its direction, its dates and its plural forms.

Babel has the data. A language is named by its BCP 47 tag, such as ``zh-Hans``, ``en`` or ``ug``.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import Alias, load, locale_identifiers
from babel.numbers import format_decimal

_RIGHT_TO_LEFT = frozenset(("Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
"""The scripts that run from right to left, by ISO 15924."""

DATE_PHRASES = frozenset(("date", "date_time", "year", "month", "year_month"))
"""The keys of the phrases by which dates are written."""

_FIELDS = {
    "y": "{year}",
    "M": "{month}",
    "MM": "{month:02}",
    "MMM": "{short_month}",
    "LLL": "{short_month}",
    "MMMM": "{month_name}",
    "LLLL": "{month_name}",
    "d": "{day}",
    "dd": "{day:02}",
}
_PATTERN = re.compile(r"'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+")


@cache
def locale_of(tag: str) -> Locale:
    """Return the locale of the language *tag*; English is that of the world, not of one country.

    An unknown tag gives the locale of its first part; an unknown language gives English.
    """
    name = tag.replace("-", "_")
    while name and name != "en":
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            name = name.rpartition("_")[0]
    return Locale.parse("en_001")


@cache
def languages() -> frozenset[str]:
    """Return the languages of CLDR, as the first parts of their tags."""
    return frozenset(name.partition("_")[0] for name in locale_identifiers())


@cache
def script_of(tag: str) -> str:
    """Return the script of the language *tag* by ISO 15924; "" if unknown."""
    language, *others = tag.replace("_", "-").split("-")
    named = next((part.title() for part in others if len(part) == 4 and part.isalpha()), "")
    likely = str(get_global("likely_subtags").get(language.lower(), ""))
    return named or next((part for part in likely.split("_")[1:] if len(part) == 4), "")


def direction(tag: str) -> str:
    """Return the direction of the language *tag* as HTML's ``dir``: ``ltr`` or ``rtl``."""
    return "rtl" if script_of(tag) in _RIGHT_TO_LEFT else "ltr"


@cache
def date_phrases(tag: str) -> Mapping[str, str]:
    """Return the date formats of the language *tag*, as phrases with ``{year}``, ``{month_name}`` and so on."""
    locale = locale_of(tag)
    date = _phrase(locale.date_formats["medium"].pattern)
    return {
        "date": date,
        "date_time": date + " {hour:02}:{minute:02}",
        "year": "{year}",
        "month": "{month_name}",
        "year_month": _phrase(str(locale.datetime_skeletons["yMMMM"])),
    }


@cache
def month_names(tag: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the twelve months in the language *tag*: full names, and the short ones of dates."""
    whole, short = _months(tag, "stand-alone", "wide"), _months(tag, "format", "abbreviated")
    return tuple(whole[number] for number in range(1, 13)), tuple(short[number] for number in range(1, 13))


def _months(tag: str, context: str, width: str) -> Mapping[Any, Any]:
    """Return CLDR's names of months for a *context* and a *width*.

    ``Locale.months`` resolves aliases in data that languages share, so one language may get the names of another.
    """
    data: Mapping[Any, Any] = load(str(locale_of(tag)))
    names = data["months"][context][width]
    if isinstance(names, tuple):
        alias, own = names
        return {**alias.resolve(data), **own}
    return names.resolve(data) if isinstance(names, Alias) else names


def language_name(tag: str) -> str:
    """Return the name of the language *tag* as its speakers write it."""
    return "English" if tag == "en" else str(locale_of(tag).get_display_name() or tag)


def decimal(tag: str, number: float) -> str:
    """Return *number* with one decimal place, as the language *tag* writes it."""
    return str(format_decimal(number, "#,##0.0", locale=locale_of(tag)))


def plural_form(tag: str, number: int) -> str:
    """Return the plural form for *number* in the language *tag*: ``one``, ``few``, ``other`` and so on."""
    return str(locale_of(tag).plural_form(number))


def _phrase(pattern: str) -> str:
    """Return CLDR's date *pattern* as a phrase.

    Raises KeyError for a field that phrases do not have.
    """

    def field(match: re.Match[str]) -> str:
        return _FIELDS[match[0]] if match[2] else match[1] if match[1] is not None else match[0]

    return _PATTERN.sub(field, pattern)
