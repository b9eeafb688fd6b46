"""Decode the bytes of a dropped file to text, whatever program wrote them."""

from collections.abc import Mapping

from webapp.core.file_kind import WEB_PAGE, kind_of, remedy_for
from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.ingest.readers.encoding import choose, read_as
from webapp.ingest.readers.limits import check_length
from webapp.messages import Message, Value

RULE = "encoding"

_NAMES: Mapping[str, Value] = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp950": "Big5",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": Message("western_text"),
}
_MOST_CONTROLS = 0.02
_TEXT_FORM = Message("save_as_utf8_there")
_COMPARE = Message("compare_encoding")


def decode(data: bytes, name: str, max_chars: int) -> tuple[str, list[Finding]]:
    """Return the text of *data* with plain line ends, and findings for a guessed encoding or lost characters.

    Raises FileRefused if it is empty, no text, unreadable or longer than *max_chars*.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise FileRefused(name, Message("file_empty"), Message("check_it_was_saved"))
    kind = kind_of(data)
    if kind and kind != WEB_PAGE:
        raise FileRefused(name, Message("kind_no_text", kind=kind), remedy_for(kind))
    text, findings = _read(data, name, max_chars)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise FileRefused(name, Message("file_blank"), Message("check_it_was_saved"))
    return text, findings


def _read(data: bytes, name: str, max_chars: int) -> tuple[str, list[Finding]]:
    choice = choose(data)
    if choice is None:
        raise FileRefused(name, Message("no_text_file"), _TEXT_FORM)
    data = data[choice.start :]
    check_length(data.decode(choice.encoding, "replace"), name, max_chars)
    text = read_as(data, choice.encoding)
    controls = sum(character < " " and character not in "\t\n\r\f\v\x1a" for character in text)
    if controls > _MOST_CONTROLS * len(text) or "\x00" in text:
        raise FileRefused(name, Message("programs_file"), _TEXT_FORM)
    return text.rstrip("\x1a"), _findings(choice.encoding, choice.is_sure)


def _findings(encoding: str, is_sure: bool) -> list[Finding]:
    shown = _NAMES.get(encoding, encoding)
    if not is_sure:
        return [Finding(RULE, Message("read_as_maybe", encoding=shown), remedy=_COMPARE)]
    return [] if encoding == "utf-8" else [Finding(RULE, Message("read_as", encoding=shown))]
