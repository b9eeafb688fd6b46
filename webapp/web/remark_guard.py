"""Who may leave a remark: the tokens of forms, and how often an address may send one.

A token is a keyed hash of the meeting, the hour and the reader's address; the key lives as long as the process. So
another site cannot make a token that is valid for its visitors.
"""

import secrets
import time
from collections.abc import Callable
from hashlib import blake2b
from hmac import compare_digest

from flask import Flask, current_app, request

from webapp.web.site.rate_limit import RateLimiter, network

MOST_REMARKS_OF_ONE = 20
MOST_REMARKS_OF_ALL = 300

_HOUR_SECONDS = 3600
_OPEN_HOURS = 12
"""How long a page may be open before its form is sent."""
_EXTENSION = "shuwu-remarks"


class RemarkGuard:
    """The tokens and the rate limit of remarks, as long as the process runs.

    *is_read* tells whether somebody can read the remarks now.
    """

    def __init__(self, is_read: Callable[[], bool]) -> None:
        self.tries = RateLimiter(most_of_one=MOST_REMARKS_OF_ONE, most_of_all=MOST_REMARKS_OF_ALL)
        self._is_read = is_read
        self._key = secrets.token_bytes(32)

    def token(self, slug: str) -> str | None:
        """Return a token for a form of the meeting *slug*; None if nobody could read the remark."""
        return self._token(slug, _hour()) if self._is_read() else None

    def is_token(self, sent: str, slug: str) -> bool:
        """Tell whether *sent* is a valid token of the meeting *slug*."""
        tokens = (self._token(slug, _hour() - hours) for hours in range(_OPEN_HOURS))
        return any(compare_digest(sent.encode(), token.encode()) for token in tokens)

    def _token(self, slug: str, hour: int) -> str:
        parts = f"{slug}\0{hour}\0{network(request.remote_addr or '')}"
        return blake2b(parts.encode(), key=self._key, digest_size=16).hexdigest()


def add_guard(app: Flask, is_read: Callable[[], bool]) -> None:
    """Let *app* take remarks while *is_read* returns True."""
    app.extensions[_EXTENSION] = RemarkGuard(is_read)


def the_guard(app: Flask | None = None) -> RemarkGuard:
    """Return the guard of *app*, by default the request's. The app must take remarks."""
    guard: RemarkGuard = (app or current_app).extensions[_EXTENSION]
    return guard


def remark_token(slug: str) -> str | None:
    """Return a token for a form of the meeting *slug*; None if this site takes no remarks now."""
    return the_guard().token(slug) if _EXTENSION in current_app.extensions else None


def _hour() -> int:
    return int(time.time()) // _HOUR_SECONDS
