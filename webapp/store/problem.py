"""Why readers do not get a file of the library, or find it at an unexpected address."""

from dataclasses import dataclass
from typing import Any

from webapp.errors import ArticleError
from webapp.messages import Message, from_json, to_json


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing, or *count* things, that the owner of a file should know. *path* is relative to ``content/``.

    Without a *remedy* there is nothing to mend.
    """

    path: str
    rule: str
    message: Message
    remedy: Message
    count: int = 1

    def kept(self) -> tuple[Any, ...]:
        """Return it as values for a cache."""
        return self.path, self.rule, to_json(self.message), to_json(self.remedy), self.count


def problem_from(kept: tuple[Any, ...]) -> Problem:
    """Return the problem from the values of ``Problem.kept``."""
    path, rule, message, remedy, count = kept
    return Problem(path, rule, from_json(message), from_json(remedy), count)


def problem_of(error: ArticleError, rule: str = "front-matter") -> Problem:
    """Return *error* as a problem."""
    return Problem(error.path, rule, error.found_on_line(), error.remedy)
