"""Two ways through the library without typing, for phones without scripts: by keyword and by month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from webapp.core.article import Article
from webapp.core.keywords import keywords, syllable
from webapp.store.library import Snapshot
from webapp.web.site import current_snapshot, the_site

MOST_ARTICLES = 20
"""How many articles a page shows under one keyword; a search finds the others."""

blueprint = Blueprint("browse", __name__)


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword and the articles under it, newest first."""

    shown: str
    articles: Sequence[Article]


@dataclass(frozen=True, slots=True)
class Syllable:
    """The words that begin with one sound; *characters* are the different characters they begin with."""

    name: str
    characters: str
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class Month:
    """The articles of one month, newest first; *name* is like 2025-05."""

    name: str
    articles: Sequence[Article]


@dataclass(frozen=True, slots=True)
class Paths:
    """All keywords by sound and all months of one library."""

    syllables: Mapping[str, Syllable]
    months: Mapping[str, Month]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Paths":
        """Return the ways through *snapshot*."""
        return cls(_syllables(snapshot.articles), _months(snapshot.articles))

    def urls(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the endpoint and values of every page below."""
        yield "browse.words", {}
        yield "browse.dates", {}
        yield from (("browse.syllable_page", {"name": name}) for name in self.syllables)
        yield from (("browse.month_page", {"name": name}) for name in self.months)


@blueprint.get("/words/")
def words() -> str:
    """Show with which sounds and characters the keywords begin."""
    letters: defaultdict[str, list[Syllable]] = defaultdict(list)
    for found in _paths().syllables.values():
        letters[found.name[0].upper()].append(found)
    return render_template("words.html", letters=letters)


@blueprint.get("/words/<name>/")
def syllable_page(name: str) -> str:
    """Show the keywords that begin with one sound, and their articles."""
    found = _paths().syllables.get(name) or abort(404)
    return render_template("syllable.html", syllable=found, most=MOST_ARTICLES)


@blueprint.get("/dates/")
def dates() -> str:
    """Show the months of which there are articles, by year."""
    years: defaultdict[str, list[Month]] = defaultdict(list)
    for month in _paths().months.values():
        years[month.name[:4]].append(month)
    return render_template("dates.html", years=years)


@blueprint.get("/dates/<name>/")
def month_page(name: str) -> str:
    """Show the articles of one month."""
    return render_template("month.html", month=_paths().months.get(name) or abort(404))


def _paths() -> Paths:
    return the_site().paths(current_snapshot())


def _syllables(articles: Sequence[Article]) -> dict[str, Syllable]:
    shown: dict[str, str] = {}
    under: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for keyword in keywords(article):
            shown.setdefault(keyword.folded, keyword.shown)
            under[keyword.folded].append(article)
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for folded in sorted(under):
        grouped[syllable(folded)].append(folded)
    return {
        name: Syllable(
            name,
            "".join(dict.fromkeys(shown[word][0] for word in grouped[name])),
            [Word(shown[word], under[word]) for word in grouped[name]],
        )
        for name in sorted(grouped)
    }


def _months(articles: Sequence[Article]) -> dict[str, Month]:
    grouped: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.date:
            grouped[f"{article.date:%Y-%m}"].append(article)
    return {name: Month(name, found) for name, found in grouped.items()}
