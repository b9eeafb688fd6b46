"""Read a plain text file."""

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.ingest.readers.decode import decode


def read_text(data: bytes, name: str, max_chars: int) -> tuple[Draft, list[Finding]]:
    """Return *data* as a draft of plain lines. Raises FileRefused if it is no text."""
    text, findings = decode(data, name, max_chars)
    return Draft(text=text), findings
