"""What a meeting's pages show of its points: the articles that they name, or that these are missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.core.article import Article, Section
from webapp.core.meeting import Meeting, Point
from webapp.web.site.site import ask


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A point, the *article* that it names, and the *section* of that, for readers of paper."""

    point: Point
    article: Article | None = None
    section: Section | None = None

    @property
    def words(self) -> str:
        """Return what the point says: its text, else the title of its article, else what it names."""
        return self.point.text or (self.article.title if self.article else self.point.article)

    @property
    def is_missing(self) -> bool:
        """Tell whether the point names an article that readers have not."""
        return bool(self.point.article) and self.article is None


@dataclass(frozen=True, slots=True)
class AgendaList:
    """One of the three lists of a meeting: *name* is ``study``, ``discuss`` or ``change``."""

    name: str
    items: tuple[AgendaItem, ...]


def agenda(meeting: Meeting) -> list[AgendaList]:
    """Return the lists of *meeting* that hold anything."""
    parts = [AgendaList(name, items_of(getattr(meeting, name))) for name in ("study", "discuss", "change")]
    return [part for part in parts if part.items]


def items_of(points: Iterable[Point]) -> tuple[AgendaItem, ...]:
    """Return *points* with the articles that they name."""
    return tuple(map(_item, points))


def _item(point: Point) -> AgendaItem:
    article = ask().named_article(point.article) if point.article else None
    return AgendaItem(point, article, ask().section(article.section) if article else None)
