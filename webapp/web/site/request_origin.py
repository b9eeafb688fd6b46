"""The origin of a request, according to the browser."""

from flask import request


def is_from_elsewhere() -> bool:
    """Tell whether the browser says that another site sent this request."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
