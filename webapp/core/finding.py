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
