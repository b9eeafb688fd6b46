"""What CLDR says of a language: which way it runs, how it writes dates, and which form of a word goes with a number.

Babel has the data. A language is named by its BCP 47 tag, as ``zh-Hans``, ``en`` or ``ug``.
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
    """Return the locale of the language *tag*; English is the world's, not one country's.

    A tag that CLDR lacks gives that of its first part, and an unknown language gives English.
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
    """Return the languages that CLDR knows, by the first parts of their tags."""
    return frozenset(name.partition("_")[0] for name in locale_identifiers())


@cache
def script_of(tag: str) -> str:
    """Return the script in which the language *tag* is written, by ISO 15924; "" if that is not known."""
    language, *others = tag.replace("_", "-").split("-")
    named = next((part.title() for part in others if len(part) == 4 and part.isalpha()), "")
    likely = str(get_global("likely_subtags").get(language.lower(), ""))
    return named or next((part for part in likely.split("_")[1:] if len(part) == 4), "")


def direction(tag: str) -> str:
    """Return in which way the language *tag* runs, as HTML's ``dir`` says it: ``ltr`` or ``rtl``."""
    return "rtl" if script_of(tag) in _RIGHT_TO_LEFT else "ltr"


@cache
def date_phrases(tag: str) -> Mapping[str, str]:
    """Return how the language *tag* writes dates, as phrases with ``{year}``, ``{month_name}`` and so on."""
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
    """Return the names of the twelve months in the language *tag*: whole ones, and short ones as dates have them."""
    whole, short = _months(tag, "stand-alone", "wide"), _months(tag, "format", "abbreviated")
    return tuple(whole[number] for number in range(1, 13)), tuple(short[number] for number in range(1, 13))


def _months(tag: str, context: str, width: str) -> Mapping[Any, Any]:
    """Return the names of months as CLDR has them for a *context* and a *width*.

    ``Locale.months`` would resolve the alias of a language in data that it shares with others, and so give one the
    names of another.
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
    """Return *number* with one place behind the point or comma, as the language *tag* writes it."""
    return str(format_decimal(number, "#,##0.0", locale=locale_of(tag)))


def plural_form(tag: str, number: int) -> str:
    """Return which form of a word goes with *number* in the language *tag*: ``one``, ``few``, ``other`` and so on."""
    return str(locale_of(tag).plural_form(number))


def _phrase(pattern: str) -> str:
    """Return CLDR's *pattern* of a date as a phrase.

    Raises KeyError for a field that no phrase has.
    """

    def field(match: re.Match[str]) -> str:
        return _FIELDS[match[0]] if match[2] else match[1] if match[1] is not None else match[0]

    return _PATTERN.sub(field, pattern)
