"""The limit on the length of a text."""

from webapp.errors import FileRefused
from webapp.messages import Message


def check_length(text: str, name: str, max_chars: int) -> None:
    """Raise FileRefused if *text* has more than *max_chars* characters."""
    if len(text) > max_chars:
        reason = Message("text_too_long", count=len(text), most=max_chars)
        raise FileRefused(name, reason, Message("cut_or_raise_chars"))
