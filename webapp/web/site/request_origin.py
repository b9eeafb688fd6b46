"""Where a request comes from, as far as the browser tells."""

from flask import request


def is_from_elsewhere() -> bool:
    """Tell whether the browser says that another site's page sent this request."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
