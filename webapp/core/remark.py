"""What a reader says about a point of a meeting."""

import re
from dataclasses import dataclass

MOST_CHARACTERS = 300
"""How much a reader may say about a point at once."""

# Control characters, and the signs that turn the direction of writing: with these, a text can hide what it says.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark, and not who made it: *text* about the point with the key *point*, which read *words* on that *day*.

    *id* tells it from the others of its meeting.
    """

    id: str
    point: str
    words: str
    text: str
    day: str


def plain_remark(text: str) -> str:
    """Return *text* as it is kept: one line for each of its lines, without what cannot be seen."""
    text = _SURROGATE.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n", "\n".join(lines)).strip()
