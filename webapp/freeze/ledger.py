"""The ledger: what each file of the release before depends on, so that unchanged files are not made again.

The app records which questions each page asked while it was made, and the answers. A page can be reused if all its
questions have the same answers now. Several pages ask the same questions, so the ledger holds each question once, and
pages hold their numbers: in arrays, because ten thousand pages have four hundred thousand.

The ledger is only an aid: without it, or with a damaged one, every page is made anew. A file is reused only if it still
has the size and the date that the ledger knows.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import compress
from operator import itemgetter, ne
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from webapp.disk.cache import load_cached, save_cached
from webapp.freeze.mirror import FileState
from webapp.freeze.release import FrozenFile

FrozenUrl = tuple[str, tuple[tuple[str, Any], ...]]
"""An endpoint and its values, sorted by name."""

RecordedAnswers = Mapping[Any, Any]
"""A question of a page with its answer: texts, numbers, bytes, None and tuples of them."""

QuestionNumbers = NDArray[Any]

Ask = Callable[[Iterable[Any], Iterable[Any], Any], Iterable[Any]]
"""Answers questions again, in order; gets the old answers and the app's old marks."""


class FrozenPage(NamedTuple):
    """A file, and the questions asked while it was made; it need not be HTML."""

    url: FrozenUrl
    file: FrozenFile
    answers: RecordedAnswers


class Ledger:
    """The files of a release by address, and the questions of each.

    *linked* are the files to which links lead; *marks* are the app's own.
    """

    def __init__(self, code_digest: str) -> None:
        self.linked: Set[str] = frozenset()
        self.marks: dict[str, Any] = {}
        self._code_digest = code_digest
        self._files: dict[FrozenUrl, tuple[FrozenFile, QuestionNumbers]] = {}
        self._questions: list[Any] = []
        self._answers: list[Any] = []
        self._numbers: dict[Any, int] = {}

    @classmethod
    def load(cls, path: Path, code_digest: str) -> "Ledger":
        """Return the ledger at *path*; only its marks if code with another *code_digest* wrote it."""
        ledger = cls(code_digest)
        kept = load_cached(path, _KEY)
        if kept:
            ledger.marks = kept[-1]
        if kept and kept[0] == code_digest:
            _, columns, numbers, ledger._questions, ledger._answers, ledger.linked, _ = kept
            urls, *fields, counts = columns
            rows = _cut(np.frombuffer(numbers, np.int32), counts)
            ledger._files = dict(zip(urls, zip(map(FrozenFile, *fields), rows, strict=True), strict=True))
        return ledger

    def unchanged(self, urls: Iterable[FrozenUrl], states: Mapping[str, FileState], ask: Ask) -> "Ledger":
        """Return a ledger of the files that can be reused for *urls*.

        *states* are the current states of the site's files; *ask* returns the current answers.
        """
        answers = list(ask(self._questions, self._answers, self.marks))
        changed = np.fromiter(map(ne, answers, self._answers), bool, len(answers))
        of_changed = dict(zip(self._files, self._touched(changed), strict=True))
        ledger = Ledger(self._code_digest)
        ledger.linked = self.linked
        ledger._questions, ledger._answers = self._questions, answers
        ledger._numbers = {question: number for number, question in enumerate(self._questions)}
        for url in urls:
            file, numbers = self._files.get(url, _UNKNOWN)
            if not of_changed.get(url, True) and states.get(file.name) == (file.bytes, file.modified_ns):
                ledger._files[url] = (file, numbers)
        return ledger

    def add(self, page: FrozenPage) -> None:
        """Add a file that was made anew."""
        numbers = []
        for question, answer in page.answers.items():
            number = self._numbers.setdefault(question, len(self._questions))
            if number == len(self._questions):
                self._questions.append(question)
                self._answers.append(answer)
            numbers.append(number)
        self._files[page.url] = (page.file, np.array(numbers, np.int32))

    def __contains__(self, url: object) -> bool:
        return url in self._files

    def files(self) -> Iterator[FrozenFile]:
        """Yield all files."""
        return (file for file, _ in self._files.values())

    def save(self, path: Path) -> None:
        """Write the ledger to *path*, whole or not at all, without questions that no file asks."""
        counts, numbers = self._all_numbers()
        is_used = np.zeros(len(self._questions), bool)
        is_used[numbers] = True
        renumbered = (np.cumsum(is_used, dtype=np.int32) - 1)[numbers]
        fields = [list(map(itemgetter(place), self.files())) for place in range(len(FrozenFile._fields))]
        columns = [list(self._files), *fields, counts.tolist()]
        questions, answers = (list(compress(values, is_used)) for values in (self._questions, self._answers))
        kept = (self._code_digest, columns, renumbered.tobytes(), questions, answers, self.linked, self.marks)
        save_cached(path, _KEY, kept)

    def _touched(self, changed: QuestionNumbers) -> Iterable[bool]:
        """Tell for each file whether it asks one of the *changed* questions."""
        counts, numbers = self._all_numbers()
        before = np.append(0, np.cumsum(changed[numbers]))
        ends = np.cumsum(counts)
        touched: list[bool] = (before[ends] > before[ends - counts]).tolist()
        return touched

    def _all_numbers(self) -> tuple[QuestionNumbers, QuestionNumbers]:
        """Return how many questions each file asks, and their numbers, file by file."""
        rows = [numbers for _, numbers in self._files.values()]
        return np.fromiter(map(len, rows), np.int64, len(rows)), np.concatenate([_NONE, *rows])


def _cut(numbers: QuestionNumbers, counts: Iterable[int]) -> Iterator[QuestionNumbers]:
    end = 0
    for count in counts:
        start, end = end, end + count
        yield numbers[start:end]


_KEY = f"2 {sys.version}"
"""Change it to discard all older ledgers."""

_NONE: QuestionNumbers = np.zeros(0, np.int32)
_UNKNOWN = (FrozenFile("", 0, "", 0), _NONE)
