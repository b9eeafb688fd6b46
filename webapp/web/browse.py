"""Two ways through the library without typing, for phones without scripts: by keyword and by month."""

from collections import defaultdict

from flask import Blueprint, abort, render_template

from webapp.web.site import ask

blueprint = Blueprint("browse", __name__)


@blueprint.get("/words/")
def words() -> str:
    """Show with which sounds and characters the keywords begin."""
    letters: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, characters in ask().syllables():
        letters[name[0].upper()].append((name, characters))
    return render_template("words.html", letters=letters)


@blueprint.get("/words/<name>.html")
def syllable_page(name: str) -> str:
    """Show the keywords that begin with one sound, and their articles."""
    return render_template("syllable.html", syllable=name, words=ask().words(name) or abort(404))


@blueprint.get("/dates/")
def dates() -> str:
    """Show the months of which there are articles, by year."""
    years: defaultdict[str, list[str]] = defaultdict(list)
    for month in ask().months():
        years[month[:4]].append(month)
    return render_template("dates.html", years=years)


@blueprint.get("/dates/<name>.html")
def month_page(name: str) -> str:
    """Show the articles of one month."""
    return render_template("month.html", month=name, articles=ask().month(name) or abort(404))
