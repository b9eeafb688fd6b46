"""One thing to read, and the section it stands in."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from webapp.core.html.markup import plain
from webapp.core.language.snippet import snippet

# A list shows a line or two, so the rest of a long article need not be freed of its markup.
_SUMMARY_SOURCE_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the library holds it.

    *slug* is ASCII and unique in the library; *id* is the collection row's own id, else the slug. *section* is a
    section's slug. *body* is Markdown. *path* is the file it was read from, relative to ``content/``, with
    ``#<row>`` for a row of a collection. Times are local to the village and carry no zone.
    """

    slug: str
    id: str
    section: str
    title: str
    body: str
    path: str
    date: datetime | None = None
    lastmod: datetime | None = None
    draft: bool = False
    publish_date: datetime | None = None
    expiry_date: datetime | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    weight: int = 0
    source: str = ""
    author: str = ""
    lang: str = "zh-Hans"
    cover: str = ""
    pictures: tuple[str, ...] = ()
    """Names of the picture files beside the article (page bundles only), sorted."""
    prints: tuple[str, ...] = ()
    """By what the article is known again (core/address/prints.py)."""

    @property
    def summary(self) -> str:
        """What lists and feeds say of the article: its description, or how its text begins."""
        return _summary(self.description, "" if self.description else self.body[:_SUMMARY_SOURCE_CHARACTERS])

    def is_public(self, now: datetime) -> bool:
        """Tell whether readers may see the article at *now*."""
        starts = self.publish_date or self.date
        return (
            not self.draft
            and (starts is None or starts <= now)
            and (self.expiry_date is None or now < self.expiry_date)
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A folder of articles. *slug* is ASCII, *folder* its name on disk; sections go by *weight*, then *slug*."""

    slug: str
    folder: str
    title: str
    weight: int = 0
    description: str = ""


def reading_order(article: Article) -> tuple[int, str]:
    """Return the key that puts the newest article first, the undated last, and equals by slug.

    The same order breaks ties between equal search scores.
    """
    seconds = int((article.date - _FIRST).total_seconds()) if article.date else -1
    return (-seconds, article.slug)


_FIRST = datetime(1, 1, 1)


# An article stands in four lists or more: its section's, its tags', its month's and that of all.
@lru_cache(maxsize=16_384)
def _summary(description: str, beginning: str) -> str:
    return "".join(piece for piece, _ in snippet(description or plain(beginning), ()))
