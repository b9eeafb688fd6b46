"""Redirects of the live site."""

from flask import redirect, request
from werkzeug.wrappers import Response


def redirect_to(address: str) -> Response:
    """Redirect permanently to *address*, with the query of this request; browsers keep the fragment."""
    query = request.query_string.decode()
    return redirect(f"{address}?{query}" if query else address, 301)
