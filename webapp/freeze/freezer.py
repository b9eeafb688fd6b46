"""Frozen-Flask, fitted to a library of ten thousand articles."""

# Frozen-Flask has no types.
# mypy: allow-untyped-calls

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unicodedata import normalize

from flask import Flask
from flask_frozen import Freezer
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from webapp.freeze.addresses import NOWHERE, RelativeAddresses
from webapp.freeze.writer import ReleaseWriter

Url = tuple[str, dict[str, Any]]
"""An endpoint and its values, as ``url_for`` takes them."""

# A static host sends it with this status itself; the view may have done so already.
_FAILURE_PAGES = {"404.html": 404}


class SiteFreezer(Freezer):
    """Renders the pages of *app* and hands them to *writer*.

    Frozen-Flask walks the addresses and names the files. We go around it in four places:

    - It finds pages by logging each ``url_for`` and building all of those again (its issue #93). Our app lists its
      pages, and the check of the links finds what the list forgot.
    - It opens a test client for each page: 385 microseconds for a small view, against 196 for handing the request to
      the app.
    - It compares types with ``mimetypes``, which differs by platform (#8). We only ask that HTML is in ``.html``.
    - It stops at the first page that fails. We go on, and *faults* has them all.
    """

    def __init__(self, app: Flask, writer: ReleaseWriter) -> None:
        super().__init__(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
        # It deletes what it did not write; in a new folder it would search for nothing.
        app.config["FREEZER_REMOVE_EXTRA_FILES"] = False
        self.faults: list[str] = []
        self._writer = writer
        self._environ = EnvironBuilder(path="/", base_url=f"http://{NOWHERE}/").get_environ()

    @property
    def root(self) -> Path:
        """Return the folder that is written to; its own way would put it inside the package."""
        return self._writer.root

    def freeze_urls(self, urls: Iterable[Url], note: Callable[[str], None]) -> None:
        """Freeze the pages that *urls* names, and call *note* with the path of each."""
        self.register_generator(lambda: urls)
        names = self.app.jinja_env.globals
        original = names["url_for"]
        names["url_for"] = RelativeAddresses()
        try:
            for page in self.freeze_yield():
                note(page.url)
        finally:
            names["url_for"] = original

    def _check_endpoints(self, seen_endpoints: set[str]) -> None:
        """Accept that the live site has views which no frozen page needs."""

    def _build_one(self, url: str, last_modified: object = None) -> Path:
        """Freeze the page at *url* and return its path."""
        name = normalize("NFC", self.urlpath_to_filepath(url))
        response = self._response(url)
        refusal = self._writer.refusal(name) or _refusal(response, name)
        if refusal:
            self.faults.append(f"{name}: {refusal}")
        else:
            response.direct_passthrough = False  # a file is sent as such; we want what is in it
            self._writer.write(name, response.get_data())
        response.close()
        return self.root / name

    def _response(self, url: str) -> Response:
        environ = {**self._environ, "PATH_INFO": url.encode().decode("latin-1")}
        with self.app.request_context(environ):
            try:
                response: Response = self.app.full_dispatch_request()
            except Exception as error:
                error.add_note(f"This was while freezing {url}")
                raise
        return response


def _refusal(response: Response, name: str) -> str:
    if response.status_code not in (200, _FAILURE_PAGES.get(name)):
        return f"answers {response.status}. Open this page with 'shuwu serve' to see why."
    if name.endswith(".html") != (response.mimetype == "text/html"):
        return f"is {response.mimetype}, which hosts will not guess from its name. Give the view another address."
    return ""
