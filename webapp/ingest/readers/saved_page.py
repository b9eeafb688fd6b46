"""Read a web page that a browser saved with its pictures in one file (.mht), which is a MIME message."""

import email.message
import email.policy
from email import message_from_bytes
from pathlib import Path

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.ingest.readers.decode import decode
from webapp.ingest.readers.page import MAX_PAGE_CHARS, read_html
from webapp.messages import Message

_Part = email.message.Message | email.message.EmailMessage

_MAX_PARTS = 2_000


def read(data: bytes, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
    """Return the page as Markdown, and the findings; write its pictures to *folder*."""
    message = message_from_bytes(data, policy=email.policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()][:_MAX_PARTS]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise FileRefused(name, Message("no_page_inside"), Message("save_page_as_mht"))
    text, findings = decode(_with_charset(page), name, MAX_PAGE_CHARS)
    pictures = {
        address: payload
        for part in parts
        if part.get_content_maintype() == "image" and (payload := _payload(part))
        for address in _addresses(part)
    }
    draft, found = read_html(text, name, max_chars, folder, pictures)
    return draft, findings + found


def _payload(part: _Part) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _with_charset(page: _Part) -> bytes:
    """Return the page with the encoding from the message put where ``decode`` looks for it."""
    data = _payload(page)
    charset = page.get_content_charset()
    return f"<!-- charset={charset} -->".encode("ascii", "ignore") + data if charset else data


def _addresses(part: _Part) -> list[str]:
    location, ident = part.get("Content-Location", ""), part.get("Content-ID", "")
    return [address for address in (str(location).strip(), f"cid:{str(ident).strip('<> ')}") if address]
