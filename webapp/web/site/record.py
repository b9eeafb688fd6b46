"""Remember what one page was told while it was made, so that a freeze knows when to make it again.

A page asks questions (answers.py); a record holds each with its answer. Articles, sections, tags, meetings and the
settings have many fields, of which a page shows some: they are handed out as values that remember which were looked at,
and what was in these is one more question.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from webapp.core.article import Article, Section
from webapp.core.meeting import Meeting
from webapp.settings import Settings
from webapp.store.snapshot import Tag

Question = tuple[Any, ...]
"""The name of a question and what it is about: texts, numbers, and tuples of them."""

Plain = Any
"""An answer as texts, numbers, bytes, None and tuples, to be compared with a later one."""

FIELDS = "fields"
"""The question what is in some fields of a value: (FIELDS, kind, slug, names with blanks between)."""

_KINDS: dict[type, str] = {
    Article: "article",
    Section: "section",
    Tag: "tag",
    Meeting: "meeting",
    Settings: "settings",
}

_PLAIN = {type(None), bool, bytes, int, str}


class Record:
    """The questions of one page and the answers that it got."""

    def __init__(self) -> None:
        self._answers: dict[Question, Plain] = {}
        self._watched: dict[tuple[str, str], Watched] = {}

    def note(self, question: Question, answer: Any) -> Any:
        """Keep *answer* to *question*, and return it with its values watched."""
        if question != (_KINDS.get(type(answer)), getattr(answer, "slug", "")):
            self._answers[question] = plain(answer)
        # else the question for its fields will tell that it is there.
        return self.watch(answer)

    def watch(self, answer: Any) -> Any:
        """Return *answer* with the values in it watched."""
        kind = _KINDS.get(type(answer))
        if kind:
            key = (kind, getattr(answer, "slug", ""))
            return self._watched.get(key) or self._watched.setdefault(key, Watched(answer))
        if isinstance(answer, tuple):
            parts = [self.watch(part) for part in answer]
            return answer._make(parts) if hasattr(answer, "_make") else tuple(parts)
        return answer

    @contextmanager
    def part(self) -> Iterator[dict[Question, Plain]]:
        """Give a dict that holds in the end what was asked meanwhile."""
        before = self._answers, self._watched
        self._answers, self._watched = {}, {}
        asked: dict[Question, Plain] = {}
        try:
            yield asked
            asked |= self.questions()
        finally:
            self._answers, self._watched = before

    def include(self, asked: Mapping[Question, Plain]) -> None:
        """Note what was asked for a part of the page that was made before."""
        self._answers.update(asked)

    def questions(self) -> dict[Question, Plain]:
        """Return every question so far, with its answer."""
        asked = dict(self._answers)
        for (kind, key), value in self._watched.items():
            fields = value.fields()
            asked[(FIELDS, kind, key, " ".join(fields))] = digest(fields.values())
        return asked


class Watched:
    """Stands for a value; the fields that were looked at become its own."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __getattr__(self, name: str) -> Any:
        """Return a field that is looked at for the first time; later ones do not come here."""
        found = getattr(self._value, name)
        vars(self)[name] = found
        return found

    def fields(self) -> dict[str, Any]:
        """Return the fields that were looked at, by name."""
        return {name: value for name, value in sorted(vars(self).items()) if name != "_value"}


def plain(answer: Any) -> Plain:
    """Return *answer* as something to compare and to store: of a value with a slug, which one it was."""
    kind = type(answer)
    if kind in _PLAIN:
        return answer
    if kind in _KINDS:
        return getattr(answer, "slug", "")
    if isinstance(answer, tuple):
        return tuple(map(plain, answer))
    return digest((answer,))


def digest(values: Iterable[Any]) -> bytes:
    """Return eight bytes that change with *values*, which are simple enough for their ``repr`` to tell all of them."""
    return hashlib.blake2b(repr(tuple(values)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
