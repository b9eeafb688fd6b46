"""The points of a meeting for its pages, with the articles that they name."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.core.article import Article, Section
from webapp.core.meeting import Meeting, Point
from webapp.web.site.site import ask


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A point, its *article*, and the article's *section*, for readers of paper."""

    point: Point
    article: Article | None = None
    section: Section | None = None

    @property
    def words(self) -> str:
        """Return the text of the point, else the title of its article, else the name in the point."""
        return self.point.text or (self.article.title if self.article else self.point.article)

    @property
    def is_missing(self) -> bool:
        """Tell whether the point names an article that readers do not have."""
        return bool(self.point.article) and self.article is None


@dataclass(frozen=True, slots=True)
class AgendaList:
    """One of the three lists of a meeting: *name* is ``study``, ``discuss`` or ``change``."""

    name: str
    items: tuple[AgendaItem, ...]


def agenda(meeting: Meeting) -> list[AgendaList]:
    """Return the lists of *meeting* that are not empty."""
    parts = [AgendaList(name, items_of(getattr(meeting, name))) for name in ("study", "discuss", "change")]
    return [part for part in parts if part.items]


def items_of(points: Iterable[Point]) -> tuple[AgendaItem, ...]:
    """Return *points* with the articles that they name."""
    return tuple(map(_item, points))


def _item(point: Point) -> AgendaItem:
    article = ask().named_article(point.article) if point.article else None
    return AgendaItem(point, article, ask().section(article.section) if article else None)
