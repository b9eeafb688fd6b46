"""What the cleaning removed, or what a person should look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a document.

    *rule* names the rule that found it (``pinyin-notes``); *message* says in one sentence what was found and
    what was done; *count* is how often. With a *remedy* a person has to act; without one it is only a report.
    """

    rule: str
    message: str
    count: int = 1
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing found in the library, or in a release of it.

    *article* is the file, relative to ``content/``, or the page; with a *remedy* a person has to act; *count* is how
    many things it tells of.
    """

    article: str
    rule: str
    message: str
    remedy: str = ""
    count: int = 1

    def __str__(self) -> str:
        """Return where it is, what was found and what to do, in one line."""
        return f"{self.article}: {self.message} {self.remedy}".rstrip()

    def as_json(self) -> dict[str, str]:
        """Return what programs read of it."""
        return {"article": self.article, "rule": self.rule, "message": self.message, "remedy": self.remedy}
