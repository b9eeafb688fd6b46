"""Two ways through the library without typing, for phones without scripts: by keyword and by month."""

from collections import defaultdict

from flask import Blueprint, abort, render_template

from webapp.web.catalogue import Month, Syllable, catalogue
from webapp.web.site import current_snapshot

MOST_ARTICLES = 20
"""How many articles a page shows under one keyword; a search finds the others."""

blueprint = Blueprint("browse", __name__)


@blueprint.get("/words/")
def words() -> str:
    """Show with which sounds and characters the keywords begin."""
    letters: defaultdict[str, list[Syllable]] = defaultdict(list)
    for found in catalogue(current_snapshot()).syllables.values():
        letters[found.name[0].upper()].append(found)
    return render_template("words.html", letters=letters)


@blueprint.get("/words/<name>/")
def syllable_page(name: str) -> str:
    """Show the keywords that begin with one sound, and their articles."""
    found = catalogue(current_snapshot()).syllables.get(name) or abort(404)
    return render_template("syllable.html", syllable=found, most=MOST_ARTICLES)


@blueprint.get("/dates/")
def dates() -> str:
    """Show the months of which there are articles, by year."""
    years: defaultdict[str, list[Month]] = defaultdict(list)
    for month in catalogue(current_snapshot()).months.values():
        years[month.name[:4]].append(month)
    return render_template("dates.html", years=years)


@blueprint.get("/dates/<name>/")
def month_page(name: str) -> str:
    """Show the articles of one month."""
    return render_template("month.html", month=catalogue(current_snapshot()).months.get(name) or abort(404))
