"""A meeting in the courtyard: when and where, and what there is to study, to discuss and to change."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from webapp.messages import Message

# What looks like the name of a file, or ends like one, is no sentence that somebody wants to talk about.
_NAME = re.compile(r"[a-z0-9]+(?:[-_/][a-z0-9]+)*(?:\.(?:md|html))?|[^\s。？！?!]+\.md")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing on the agenda: an *article*, by its slug or file name, or a *text*, or a text about an article."""

    article: str = ""
    text: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """Return what tells the point from the others of its meeting, wherever it stands: eight hexadecimal digits."""
        return hashlib.blake2b((self.text or self.article).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as the library holds it.

    *slug* is ASCII and unique among meetings, *path* the file it was read from, relative to ``content/``. *date* is
    when people meet; *publish_date* and *expiry_date* bound the time in which readers see its pages. *body* is
    Markdown, an introduction; by *prints* the meeting is known again (core/address/prints.py).
    """

    slug: str
    title: str
    path: str
    body: str = ""
    date: datetime | None = None
    place: str = ""
    study: tuple[Point, ...] = ()
    discuss: tuple[Point, ...] = ()
    change: tuple[Point, ...] = ()
    draft: bool = False
    publish_date: datetime | None = None
    expiry_date: datetime | None = None
    prints: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """Return all points, in the order in which they are talked about."""
        return self.study + self.discuss + self.change

    def is_public(self, now: datetime) -> bool:
        """Tell whether readers may see the meeting at *now*: long before people meet, too."""
        return (
            not self.draft
            and (self.publish_date is None or self.publish_date <= now)
            and (self.expiry_date is None or now < self.expiry_date)
        )


def latest_first(meeting: Meeting) -> tuple[float, str]:
    """Return the key that puts the latest meeting first, the undated last, and equals by slug."""
    return (-(meeting.date - datetime.min).total_seconds() if meeting.date else 1, meeting.slug)


def read_points(value: object) -> tuple[Point, ...]:
    """Return the points that a list of front matter names, each once.

    An item is a text, the name of an article, or a mapping with ``article``, ``text`` and ``note``; one item may stand
    without a list. Raises ValueError, whose text says which item cannot be read.
    """
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    points: dict[str, Point] = {}
    for number, item in enumerate(items, 1):
        if item is not None:
            point = _point(item, number)
            points.setdefault(point.key, point)
    return tuple(points.values())


def named_articles(meeting: Meeting) -> Iterator[str]:
    """Yield the articles that *meeting* names, each once, in the order of the agenda."""
    yield from dict.fromkeys(point.article for point in meeting.points if point.article)


def _point(item: object, number: int) -> Point:
    if not isinstance(item, dict):
        text = _words(item, number)
        return Point(article=text) if _NAME.fullmatch(text) else Point(text=text)
    fields = {str(key).lower(): _words(value, number) for key, value in item.items() if value is not None}
    point = Point(fields.pop("article", ""), fields.pop("text", ""), fields.pop("note", ""))
    if fields or not (point.article or point.text):
        raise ValueError(Message("item_reads", number=number, names=", ".join(map(str, item))))
    return point


def _words(value: object, number: int) -> str:
    if isinstance(value, dict | list):
        raise ValueError(Message("item_nested", number=number))
    words = " ".join(str(value).split())
    if not words:
        raise ValueError(Message("item_empty", number=number))
    return words
