"""The headers of every response, and its compression."""

import gzip
from collections.abc import Iterable

from flask import Flask, Response, request

from webapp.core.html.content_policy import page_policy

_LEAST_BYTES = 500
"""Fewer bytes fit into one packet without compression."""

_TEXTS = ("text/", *(f"application/{kind}" for kind in ("json", "xml", "atom+xml", "feed+json", "opds+json")))


def keep_forever(response: Response) -> Response:
    """Return *response* with headers that let browsers keep it for ever."""
    response.cache_control.public = True
    response.cache_control.max_age = 365 * 24 * 3600
    response.cache_control.immutable = True
    return response


def register_headers(app: Flask, styles: Iterable[str]) -> None:
    """Give every response of *app* security headers, and every page an ETag for revalidation.

    *styles* are the inline styles of pages.
    """
    policy = page_policy(styles)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if response.mimetype == "text/html":
            response.vary.add("Save-Data")
        if response.cache_control.max_age is None:
            response.cache_control.no_cache = True
        if response.status_code == 200 and not response.cache_control.no_store:
            # Weak: the same page may be sent compressed or not.
            response.add_etag(weak=True)
            response.make_conditional(request)
        _compress(response)
        return response


def _compress(response: Response) -> None:
    """Compress a text with gzip if the browser accepts it. The box does this for a frozen copy, once and better."""
    is_text = response.content_type and response.content_type.startswith(_TEXTS)
    # Admin pages have secrets. An attacker who can put words into a page could guess them from its compressed length.
    is_public = response.status_code == 200 and not response.cache_control.no_store
    if not (is_text and is_public) or response.is_streamed or response.direct_passthrough:
        return
    response.vary.add("Accept-Encoding")
    content = response.get_data()
    if len(content) >= _LEAST_BYTES and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(content, 6, mtime=0))
        response.content_encoding = "gzip"
