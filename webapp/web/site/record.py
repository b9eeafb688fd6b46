"""Record the questions of a page and their answers, so that a freeze knows when to make the page again.

A page asks questions (answers.py); a record holds each with its answer. Articles, sections, tags, meetings and the
settings have many fields, and a page uses only some. So they are passed as values that record which fields were read;
the content of these fields is one more question.
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
"""The name of a question and its arguments: texts, numbers, and tuples of them."""

Plain = Any
"""An answer as texts, numbers, bytes, None and tuples, for comparison with a later one."""

FIELDS = "fields"
"""The question about some fields of a value: (FIELDS, kind, slug, names joined by spaces)."""

_KINDS: dict[type, str] = {
    Article: "article",
    Section: "section",
    Tag: "tag",
    Meeting: "meeting",
    Settings: "settings",
}

_PLAIN = {type(None), bool, bytes, int, str}


class Record:
    """The questions of one page and their answers."""

    def __init__(self) -> None:
        self._answers: dict[Question, Plain] = {}
        self._watched: dict[tuple[str, str], Watched] = {}

    def note(self, question: Question, answer: Any) -> Any:
        """Record *answer* to *question*, and return it with its values watched."""
        if question != (_KINDS.get(type(answer)), getattr(answer, "slug", "")):
            self._answers[question] = plain(answer)
        # otherwise the question about its fields proves that it exists.
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
        """Yield a dict that collects the questions asked in the context."""
        before = self._answers, self._watched
        self._answers, self._watched = {}, {}
        asked: dict[Question, Plain] = {}
        try:
            yield asked
            asked |= self.questions()
        finally:
            self._answers, self._watched = before

    def include(self, asked: Mapping[Question, Plain]) -> None:
        """Add the questions of a part that was made before."""
        self._answers.update(asked)

    def questions(self) -> dict[Question, Plain]:
        """Return every question so far, with its answer."""
        asked = dict(self._answers)
        for (kind, key), value in self._watched.items():
            fields = value.fields()
            asked[(FIELDS, kind, key, " ".join(fields))] = digest(fields.values())
        return asked


class Watched:
    """A proxy of a value; the fields that were read become its own attributes."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __getattr__(self, name: str) -> Any:
        """Return a field that is read for the first time; later reads do not get here."""
        found = getattr(self._value, name)
        vars(self)[name] = found
        return found

    def fields(self) -> dict[str, Any]:
        """Return the fields that were read, by name."""
        return {name: value for name, value in sorted(vars(self).items()) if name != "_value"}


def plain(answer: Any) -> Plain:
    """Return *answer* in a form to compare and store; a value with a slug becomes its kind and slug."""
    kind = type(answer)
    if kind in _PLAIN:
        return answer
    if kind in _KINDS:
        return getattr(answer, "slug", "")
    if isinstance(answer, tuple):
        return tuple(map(plain, answer))
    return digest((answer,))


def digest(values: Iterable[Any]) -> bytes:
    """Return a digest of *values* in eight bytes. Their ``repr`` must be complete."""
    return hashlib.blake2b(repr(tuple(values)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
