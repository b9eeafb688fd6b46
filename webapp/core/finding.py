"""What the cleaning removed, or what a person should look at."""

from dataclasses import dataclass
from typing import Any

from webapp.messages import NOTHING, Message, with_remedy


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a document.

    *rule* names the rule that found it (``pinyin-notes``); *message* says in one sentence what was found and
    what was done; *count* is how often. With a *remedy* a person has to act; without one it is only a report.
    """

    rule: str
    message: Message
    count: int = 1
    remedy: Message = NOTHING


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing found in the library, or in a release of it.

    *article* is the file, relative to ``content/``, or the page; with a *remedy* a person has to act; *count* is how
    many things it tells of.
    """

    article: str
    rule: str
    message: Message
    remedy: Message = NOTHING
    count: int = 1

    def line(self) -> Message:
        """Return where it is, what was found and what to do, in one line."""
        return Message("at", where=self.article, what=with_remedy(self.message, self.remedy))

    def as_json(self) -> dict[str, Any]:
        """Return what programs read of it."""
        told = {"article": self.article, "rule": self.rule, "message": self.message, "remedy": self.remedy}
        return told | {"key": self.message.key}
