"""A document on its way into the library, between reading and shelving."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a dropped document so far.

    *text* is Markdown when *form* is ``markdown``; when ``plain`` it is lines as they were found, in which the
    cleaning has still to recognise headings, pictures and page furniture. *pictures* are the names of the picture
    files that came with the document; *lang* is a BCP 47 tag, empty while unknown.
    """

    text: str
    form: Literal["plain", "markdown"] = "plain"
    title: str = ""
    date: datetime | None = None
    source: str = ""
    author: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    organiser: str = ""
    support: str = ""
    licence_number: str = ""
    extra: dict[str, object] = field(default_factory=dict)
    """Front matter of the document that has no field here, kept as it was."""
