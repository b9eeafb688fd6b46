"""Addresses from the release in ``build/``, for a library whose ``addresses.txt`` is new or was lost."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from webapp.core.address.owners import Fact, Owner
from webapp.core.address.prints import NO_PRINT, prints_of
from webapp.store.address.book import AddressBook
from webapp.store.address.settling import file_place
from webapp.store.scan import section_place
from webapp.store.snapshot import Snapshot, tag_place


def earlier_facts(marks: Mapping[str, Any], snapshot: Snapshot, book: AddressBook) -> Iterator[Fact]:
    """Yield the addresses of a release with these *marks* that *book* lacks; *snapshot* has what did not change."""
    for slug, (section, path, row, _, title, date, _, key, *_) in marks.get("articles", {}).items():
        if f"{section}/{slug}.html" in book.articles:
            continue
        article = snapshot.any_article(slug)
        if article and (article.section, article.path.partition("#")[0], article.title) == (section, path, title):
            continue
        place = file_place(f"{path}#{key}" if row else path)
        moment = datetime.fromisoformat(date) if date else None
        yield Fact(f"{section}/{slug}.html", Owner(place, NO_PRINT, prints_of(title, "", moment).title))
        folder = section_place(path.rpartition("/")[0].partition("/")[0])
        if f"{section}/" not in book.sections and folder not in book.sections.by_place:
            yield Fact(f"{section}/", Owner(folder))
    for name, slug in marks.get("tags", {}).items():
        if f"tags/{slug}/" not in book.tags and tag_place(name) not in book.tags.by_place:
            yield Fact(f"tags/{slug}/", Owner(tag_place(name)))
