"""What the freeze asks of the site: all that either of the two may know of the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from webapp.core.left_out import LeftOut
from webapp.messages import Message

FREEZABLE = "shuwu-freezable"
"""Under this name an app that can be frozen keeps its Freezable in ``app.extensions``."""


class PageRecord(Protocol):
    """What a page asked while it was made."""

    def questions(self) -> Mapping[Any, Any]:
        """Return every question so far with its answer: texts, numbers, bytes, None and tuples of them."""


class QuestionRecorder(Protocol):
    """Records what pages ask."""

    def recorded(self) -> AbstractContextManager[PageRecord]:
        """Record what the one page that is made meanwhile asks."""


class Freezable(QuestionRecorder, Protocol):
    """The content of an app that can be frozen."""

    def held(self) -> AbstractContextManager[object]:
        """Keep the content as it is meanwhile: a release must not mix two."""

    def follow_moves(self, marks: Mapping[str, Any]) -> None:
        """Name from now on also the addresses that pages had at the time of *marks*, to lead on from there."""

    def make_pictures(self, jobs: int, on_progress: Callable[[int, int, str], None]) -> None:
        """Make the pictures of the pages in *jobs* processes. *on_progress* gets how many of how many are done."""

    def left_out(self) -> LeftOut:
        """Return what of the content readers do not get."""

    def urls(self) -> Iterable[tuple[str, dict[str, Any]]]:
        """Name every page by its endpoint and values."""

    def marks(self) -> dict[str, Any]:
        """Return what helps to answer questions again quickly, made of texts, numbers and tuples."""

    def answers_again(self, questions: Iterable[Any], before: Iterable[Any], marks: Any) -> Iterator[Any]:
        """Yield what would be recorded of *questions* now; *before* and *marks* are the answers and marks of then."""

    def faults(self, folder: Path) -> Iterable[Message]:
        """Say what is wrong with the release in *folder*, each in a line that says what to do."""

    def searches(self, folder: Path) -> Iterable[list[str]]:
        """Name the files of the release in *folder* that some searches fetch, a list each."""

    def page_kind(self, name: str) -> str:
        """Return of which kind the page *name* is."""

    def code_digest(self) -> str:
        """Return a text that changes with the code, on which every page depends."""
