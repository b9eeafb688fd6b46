"""Two ways to browse the library without typing or scripts: by keyword and by month."""

from collections import defaultdict

from flask import Blueprint, render_template

from webapp.web.site.listing import list_part
from webapp.web.site.site import ask

blueprint = Blueprint("browse", __name__)


@blueprint.get("/words/")
def words() -> str:
    """Show the initial sounds and characters of the keywords."""
    letters: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for name, heading, sound, characters in ask().syllables():
        letters[heading].append((name, sound, characters))
    return render_template("words.html", letters=letters)


@blueprint.get("/words/<name>.html")
def syllable(name: str) -> str:
    """Show the keywords with one initial sound, and their articles."""
    return _syllable(name, None)


@blueprint.get("/words/<name>/<int:number>.html")
def syllable_part(name: str, number: int) -> str:
    """Show more keywords with one initial sound."""
    return _syllable(name, number)


@blueprint.get("/dates/")
def dates() -> str:
    """Show the months that have articles, by year."""
    return _dates(None)


@blueprint.get("/dates/page/<int:number>.html")
def dates_part(number: int) -> str:
    """Show older months."""
    return _dates(number)


@blueprint.get("/dates/<name>.html")
def month(name: str) -> str:
    """Show the articles of one month."""
    return _month(name, None)


@blueprint.get("/dates/<name>/<int:number>.html")
def month_part(name: str, number: int) -> str:
    """Show more articles of one month."""
    return _month(name, number)


def _syllable(name: str, number: int | None) -> str:
    part = list_part(ask().words(name, number or 1), number, "browse.syllable", name=name)
    sound, characters = next((each[2:] for each in ask().syllables() if each[0] == name), (name, ""))
    return render_template("syllable.html", beginning=sound or characters, part=part)


def _dates(number: int | None) -> str:
    part = list_part(ask().months(number or 1), number, "browse.dates")
    years: defaultdict[str, list[str]] = defaultdict(list)
    for name in part.items:
        years[name[:4]].append(name)
    return render_template("dates.html", years=years, part=part)


def _month(name: str, number: int | None) -> str:
    part = list_part(ask().month(name, number or 1), number, "browse.month", name=name)
    return render_template("month.html", month=name, part=part)
