"""The digests by which an article is recognised, wherever its file lies."""

import hashlib
from base64 import b32encode
from datetime import datetime
from typing import NamedTuple

NO_PRINT = "-"

_BYTES = 5


class Prints(NamedTuple):
    """The sum of the title and text of an article, and that of its title and date; NO_PRINT says nothing."""

    text: str = NO_PRINT
    title: str = NO_PRINT


def prints_of(title: str, body: str, date: datetime | None) -> Prints:
    """Return the prints of an article; *title* is empty if it has none but the name of its file."""
    # Many articles are called 通知: without a date that says nothing.
    is_telling = title and date
    return Prints(_sum(title, _without_heading(body, title)), _sum(title, str(date)) if is_telling else NO_PRINT)


def _without_heading(body: str, title: str) -> str:
    """Return *body* as it is read from a file of its own, where a first heading that repeats the title is left out."""
    return body.lstrip("# \t\n").removeprefix(title).strip() if title else body.strip()


def _sum(*texts: str) -> str:
    text = "\n".join(texts).encode("utf-8", "surrogatepass")
    return b32encode(hashlib.blake2b(text, digest_size=_BYTES).digest()).decode().lower()
