"""The questions of pages about the library: a freeze records them, and the next one asks them again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from webapp.pictures.thumbnails import Thumbnails
from webapp.settings import Settings
from webapp.store.snapshot import Mark, Snapshot
from webapp.web.site.answers import Answers
from webapp.web.site.catalogue import Cataloguer
from webapp.web.site.held_library import HeldLibrary
from webapp.web.site.record import FIELDS, Plain, Question, Record


class Questions:
    """Gives each page its Answers, and records the questions of a page for a frozen copy."""

    def __init__(
        self,
        settings: Settings,
        library: HeldLibrary,
        thumbnails: Thumbnails,
        cataloguer: Cataloguer,
        template_digest: Callable[[str], bytes | None],
    ) -> None:
        self._settings = settings
        self._library = library
        self._thumbnails = thumbnails
        self._cataloguer = cataloguer
        self._template_digest = template_digest
        self._record: Record | None = None

    @property
    def record(self) -> Record | None:
        """Return the record of the present page, if it is for a frozen copy."""
        return self._record

    @contextmanager
    def recorded(self) -> Iterator[Record]:
        """Record the questions of one page in a context; one page at a time."""
        self._record = Record()
        try:
            yield self._record
        finally:
            self._record = None

    def answers(self, snapshot: Callable[[], Snapshot]) -> Answers:
        """Return the object that answers a page's questions; it records them if there is a record."""
        return Answers(
            snapshot=snapshot,
            settings=self._settings,
            thumbnails=self._thumbnails,
            cataloguer=self._cataloguer,
            template_digest=self._template_digest,
            record=self._record,
        )

    def marks(self) -> dict[str, Any]:
        """Return the marks from which ``again`` knows the unchanged articles."""
        snapshot = self._library.snapshot()
        return {
            "settings": f"{self._settings} {self._settings.zone}",
            "articles": dict(snapshot.marks),
            "tags": {tag.name: tag.slug for tag in snapshot.tags},
        }

    def again(
        self, questions: Iterable[Question], before: Iterable[Plain], marks: Mapping[str, Any]
    ) -> Iterator[Plain]:
        """Yield the present answers to *questions*; *before* and *marks* are the old answers and marks."""
        now = self.marks()
        known = marks.get("articles", {}) if marks.get("settings") == now["settings"] else {}
        same = {slug for slug, mark in now["articles"].items() if known.get(slug) == mark}
        same_answer = {
            "tags_of": same if marks.get("tags") == now["tags"] else set(),
            "neighbours": _in_same_rows(known, now["articles"]),
        }
        again = self.answers(self._library.snapshot).again
        for question, answer in zip(questions, before, strict=True):
            if question[0] == FIELDS:
                is_same = question[1] == "article" and question[2] in same
            else:
                is_same = question[0] in same_answer and question[1] in same_answer[question[0]]
            yield answer if is_same else again(question)


def _in_same_rows(before: Mapping[str, Mark], now: Mapping[str, Mark]) -> set[str]:
    """Return the slugs of the articles in sections with the same articles in the same order as *before*."""
    rows_before, rows = map(_by_section, (before, now))
    return {slug for section, row in rows.items() if rows_before.get(section) == row for slug in row}


def _by_section(marks: Mapping[str, Mark]) -> dict[str, list[str]]:
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for slug, mark in marks.items():
        rows[mark[0]].append(slug)
    return rows
