"""Which articles go into a pack."""

from dataclasses import dataclass
from datetime import date

from webapp.core.article import Article
from webapp.errors import PackError
from webapp.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for: *sections* by slug, or all; only what is as new as *since*; a file of at most so much."""

    sections: tuple[str, ...] = ()
    since: date | None = None
    max_bytes: int | None = None

    def articles(self, snapshot: Snapshot) -> tuple[Article, ...]:
        """Return the articles that were asked for, in reading order. Raises PackError if there are none."""
        known = [section.slug for section in snapshot.sections]
        for slug in self.sections:
            if slug not in known:
                raise PackError(f"--section {slug}", "there is no such section.", f"Known ones: {', '.join(known)}.")
        found = tuple(article for article in snapshot.articles if self._takes(article))
        if not found:
            raise PackError("The pack", "no article is left for it.", "Add articles, or ask for more of them.")
        return found

    def _takes(self, article: Article) -> bool:
        in_section = not self.sections or article.section in self.sections
        changed = article.lastmod or article.date
        return in_section and (self.since is None or (changed is not None and changed.date() >= self.since))
