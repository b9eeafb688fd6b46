"""Which articles go into a pack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp.core.article import Article, Section
from webapp.core.meeting import named_articles
from webapp.errors import PackError
from webapp.messages import Message
from webapp.store.links import find_article
from webapp.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Selection:
    """What a pack shall hold: *sections* by slug, or all; articles from the day *since* on; at most *max_bytes*.

    The slug of a *meeting* selects only the articles that the meeting names.
    """

    sections: tuple[str, ...] = ()
    since: date | None = None
    max_bytes: int | None = None
    meeting: str = ""

    @property
    def name(self) -> str:
        """Return what names the selection in a file name."""
        return "-".join(filter(None, (self.meeting, *self.sections)))

    def articles(self, snapshot: Snapshot) -> tuple[Article, ...]:
        """Return the selected articles in reading order. Raises PackError if there are none."""
        known = [section.slug for section in snapshot.sections]
        for slug in self.sections:
            if slug not in known:
                raise PackError(
                    f"--section {slug}", Message("no_such_section"), Message("known_ones", names=tuple(known))
                )
        named = self._named(snapshot)
        found = tuple(a for a in snapshot.articles if self._takes(a) and (named is None or a.slug in named))
        if not found:
            raise PackError(Message("the_pack"), Message("no_article_left"), Message("add_or_ask_more"))
        return found

    def _named(self, snapshot: Snapshot) -> set[str] | None:
        """Return the slugs of the articles of the meeting; None without a meeting."""
        if not self.meeting:
            return None
        meeting = snapshot.meeting(self.meeting)
        if meeting is None:
            known = tuple(each.slug for each in snapshot.meetings) or Message("no_meetings")
            raise PackError(f"--meeting {self.meeting}", Message("no_such_meeting"), Message("known_ones", names=known))
        found = (find_article(snapshot, name) for name in named_articles(meeting))
        return {article.slug for article in found if article}

    def _takes(self, article: Article) -> bool:
        in_section = not self.sections or article.section in self.sections
        changed = article.lastmod or article.date
        return in_section and (self.since is None or (changed is not None and changed.date() >= self.since))


def by_section(snapshot: Snapshot, articles: Iterable[Article]) -> list[tuple[Section, list[Article]]]:
    """Return *articles* grouped by section, in the order of the sections; empty sections are left out."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(article.section, []).append(article)
    return [(section, groups[section.slug]) for section in snapshot.sections if section.slug in groups]
