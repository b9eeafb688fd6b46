"""What every response says to the browser besides its content."""

from collections.abc import Iterable

from flask import Flask, Response, request

from webapp.core.content_policy import page_policy


def keep_forever(response: Response) -> Response:
    """Return *response* marked as one that never changes under its address."""
    response.cache_control.public = True
    response.cache_control.max_age = 365 * 24 * 3600
    response.cache_control.immutable = True
    return response


def register_headers(app: Flask, styles: Iterable[str]) -> None:
    """Give every response of *app* the security headers, and every page an ETag to ask again with.

    *styles* are those that pages have inside them.
    """
    policy = page_policy(styles)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if response.cache_control.max_age is None:
            response.cache_control.no_cache = True
        if response.status_code == 200 and not response.cache_control.no_store:
            response.add_etag()
            response.make_conditional(request)
        return response
