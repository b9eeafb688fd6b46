"""The lines of ``addresses.txt``: a fact each, in columns with tabs between, for people to read too."""

import re

from webapp.core.address.owners import Fact, Owner
from webapp.core.address.prints import NO_PRINT

_ADDRESS = r"(?:(?:tags|meetings)/)?[^/\s.][^/\t]*/(?:[^/\s.][^/\t]*\.html)?"
_PRINTS = f"([a-z2-7]{{8}}|{NO_PRINT})\t([a-z2-7]{{8}}|{NO_PRINT})"
_LINE = re.compile(f"({_ADDRESS})\t(?:is\t([^\t]+)\t{_PRINTS}|is gone\t{_PRINTS}|leads to\t({_ADDRESS}))")
BLANKS = str.maketrans("\t\n\r", "   ")
"""What a place may not hold, as ``str.translate`` takes it."""


def written_line(fact: Fact) -> str:
    """Return *fact* as a line, with its end."""
    address, owner, leads_to = fact
    if owner is None:
        return f"{address}\tleads to\t{leads_to}\n"
    verb = f"is\t{owner.place}" if owner.place else "is gone"
    return f"{address}\t{verb}\t{owner.text}\t{owner.title}\n"


def read_line(line: bytes) -> Fact | None:
    """Return the fact that *line* tells; None if it tells none."""
    try:
        match = _LINE.fullmatch(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    if not match:
        return None
    address, place, text, title, last_text, last_title, other = match.groups()
    if other is None:
        return Fact(address, Owner(place, text, title) if place else Owner("", last_text, last_title))
    return Fact(address, None, other) if other.endswith(".html") == address.endswith(".html") else None
