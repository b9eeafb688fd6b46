"""What keeps a file of the library from its readers, or has it elsewhere than its owner expects."""

from dataclasses import dataclass

from webapp.errors import ArticleError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing, or *count* of them, that the owner of a file should know. *path* is relative to ``content/``.

    Without a *remedy* there is nothing to mend.
    """

    path: str
    rule: str
    message: str
    remedy: str
    count: int = 1


def problem_of(error: ArticleError, rule: str = "front-matter") -> Problem:
    """Return *error* as a problem."""
    message = f"line {error.line}: {error.found}" if error.line else error.found
    return Problem(error.path, rule, message, error.remedy)
