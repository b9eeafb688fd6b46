"""What a pack says about itself on its first screen: its edition, and what it leaves out of the library."""

from collections.abc import Iterator
from datetime import date

from webapp.pack.contents import Contents
from webapp.pack.edition import Edition
from webapp.pack.selection import Selection
from webapp.store.snapshot import Snapshot
from webapp.web.site.site import Site


class Imprint:
    """Describes the *edition* of a pack that holds the *selection* of *snapshot*."""

    def __init__(self, site: Site, snapshot: Snapshot, edition: Edition, selection: Selection) -> None:
        self._say = site.say
        self._snapshot = snapshot
        self._edition = edition
        self._selection = selection

    @property
    def line(self) -> str:
        """Return the release number, if it is signed, the date and the fingerprint."""
        key = "pack_edition" if self._edition.number else "pack_edition_unsigned"
        values = {"number": self._edition.number, "fingerprint": self._edition.fingerprint}
        return self._say(key, date=self._day(self._edition.date), **values)

    def notes(self, contents: Contents) -> list[str]:
        """Return what the pack says about its *contents*: that they are only a part, and what did not fit."""
        return [*self._part(), *self._left_out(contents)]

    def _part(self) -> Iterator[str]:
        parts = [section.title for section in self._snapshot.sections if section.slug in self._selection.sections]
        if self._selection.since:
            parts.append(self._say("pack_since", date=self._day(self._selection.since)))
        if parts:
            yield self._say("pack_only", what=self._say("pack_between").join(parts))

    def _left_out(self, contents: Contents) -> Iterator[str]:
        for key, count in (
            ("pack_left_articles", contents.left_articles),
            ("pack_left_pictures", contents.left_pictures),
        ):
            if count:
                yield self._say(key, count=count)
        if contents.left_words:
            yield self._say("pack_left_words")

    def _day(self, day: date) -> str:
        return self._say("date", year=day.year, month=day.month, day=day.day)
