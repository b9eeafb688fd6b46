"""What a page may load and run: its Content-Security-Policy."""

import base64
import hashlib
from collections.abc import Iterable


def page_policy(styles: Iterable[str]) -> str:
    """Return the policy of a page: what comes from its own host, *styles*, and pictures that stand inside it."""
    return (
        f"default-src 'self'; img-src 'self' data:; style-src 'self' {digests(styles)}; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def digests(texts: Iterable[str]) -> str:
    """Return what allows just *texts* as scripts or styles inside a page."""
    sums = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{found}'" for found in sums)
