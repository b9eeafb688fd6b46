"""What XML can hold: documents from old systems have control characters, of which it allows tab and line ends alone."""

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_illegal(text: str) -> str:
    """Return *text* without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)
