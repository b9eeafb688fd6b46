"""The lines of ``addresses.txt``: a fact each, in columns with tabs between, for people to read too."""

import re

from webapp.core.addresses import Fact, Owner
from webapp.core.prints import NO_PRINT

_ADDRESS = re.compile(r"(?:(?:tags|meetings)/)?[^/\s.][^/\t]*/(?:[^/\s.][^/\t]*\.html)?")
_PRINT = re.compile(f"[a-z2-7]{{8}}|{NO_PRINT}")
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
        address, verb, *rest = line.decode("utf-8-sig").split("\t")
    except ValueError:
        return None
    if not _ADDRESS.fullmatch(address):
        return None
    match verb, rest:
        case "is", [place, text, title] if place and _PRINT.fullmatch(text) and _PRINT.fullmatch(title):
            return Fact(address, Owner(place, text, title))
        case "is gone", [text, title] if _PRINT.fullmatch(text) and _PRINT.fullmatch(title):
            return Fact(address, Owner("", text, title))
        case "leads to", [other] if _ADDRESS.fullmatch(other) and other.endswith(".html") == address.endswith(".html"):
            return Fact(address, None, other)
    return None
