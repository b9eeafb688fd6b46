"""Frozen-Flask, fitted to a library of ten thousand articles."""

# Frozen-Flask has no types.
# mypy: allow-untyped-calls

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from flask import Flask, url_for
from flask_frozen import Freezer
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from webapp.core.freezable import QuestionRecorder
from webapp.freeze.addresses import NOWHERE, RelativeAddresses
from webapp.freeze.ledger import FrozenPage, FrozenUrl
from webapp.freeze.writer import ReleaseWriter
from webapp.messages import NOTHING, Message

# A static host sends it with this status, and the view may do the same.
_FAILURE_PAGES = {"404.html": 404}


class SiteFreezer(Freezer):
    """Renders pages of *app* and hands them to *writer*.

    Frozen-Flask walks the addresses and names the files. We replace four of its ways:

    - It finds pages by logging each ``url_for`` and building all of those again (its issue #93). Our app lists its
      pages, and the link check finds what the list forgot.
    - It opens a test client for each page: 385 microseconds for a small view. Calling the view in a request of its
      own takes 90; a file needs no headers.
    - It compares types with ``mimetypes``, which differs by platform (#8). We only ask that HTML is in ``.html``.
    - It stops at the first page that fails. We go on, and collect all *faults*.
    """

    def __init__(self, app: Flask, site: QuestionRecorder, writer: ReleaseWriter) -> None:
        super().__init__(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
        # It would delete what it did not write, such as reused pages.
        app.config["FREEZER_REMOVE_EXTRA_FILES"] = False
        self.faults: list[Message] = []
        self._site = site
        self._writer = writer
        self._environ = EnvironBuilder(path="/", base_url=f"http://{NOWHERE}/").get_environ()
        self._urls: dict[str, FrozenUrl] = {}
        self._frozen: list[FrozenPage] = []

    @property
    def root(self) -> Path:
        """Return the output folder; Frozen-Flask would put it inside the package."""
        return self._writer.root

    def freeze_urls(self, urls: Iterable[FrozenUrl]) -> Iterator[FrozenPage]:
        """Freeze *urls*, and yield the pages that did not fail."""
        self.url_generators[:] = [lambda: self._paths(urls)]
        with self._relative_addresses():
            for _ in self.freeze_yield():
                yield from self._frozen
                self._frozen.clear()

    def render(self, path: str) -> bytes:
        """Return the page at *path* as it would be frozen, for files beside a release that are no part of it."""
        with self._relative_addresses():
            response = self._response(path)
        if response.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {response.status}")
        return response.get_data()

    @contextmanager
    def _relative_addresses(self) -> Iterator[None]:
        original = self._use_addresses(RelativeAddresses())
        try:
            yield
        finally:
            self._use_addresses(original)

    def _use_addresses(self, url_for: Callable[..., str]) -> Callable[..., str]:
        """Let templates use *url_for*, and return the one they used before."""
        environment = self.app.jinja_env
        before: Callable[..., str] = environment.globals["url_for"]
        environment.globals["url_for"] = url_for
        # A loaded macro keeps the old one.
        if environment.cache is not None:
            environment.cache.clear()
        return before

    def accepts(self, page: FrozenPage) -> bool:
        """Tell whether *page*, from another process, can join the accepted ones; if not, record the fault."""
        refusal = self._writer.refusal(page.file.name)
        if refusal:
            self.faults.append(Message("at", where=page.file.name, what=refusal))
        return not refusal

    def _paths(self, urls: Iterable[FrozenUrl]) -> Iterator[str]:
        for endpoint, values in urls:
            path = url_for(endpoint, **dict(values))
            self._urls[unquote(path)] = (endpoint, values)
            yield path

    def _check_endpoints(self, seen_endpoints: set[str]) -> None:
        """Do nothing: the live site has views that no frozen page needs."""

    def _build_one(self, path: str, last_modified: object = None) -> Path:
        """Freeze the page at *path* and return its file."""
        name = normalize("NFC", self.urlpath_to_filepath(path))
        with self._site.recorded() as record:
            response = self._response(path)
        refusal = self._writer.refusal(name) or _refusal(response, name)
        if refusal:
            self.faults.append(Message("at", where=name, what=refusal))
        else:
            response.direct_passthrough = False  # we want the content of a file response
            file = self._writer.write(name, response.get_data())
            self._frozen.append(FrozenPage(self._urls[path], file, record.questions()))
        response.close()
        return self.root / name

    def _response(self, path: str) -> Response:
        environ = {**self._environ, "PATH_INFO": path.encode().decode("latin-1")}
        # Frozen-Flask walks inside an app context: without one of their own, all requests would share its ``g``.
        with self.app.app_context(), self.app.request_context(environ):
            try:
                try:
                    answer = self.app.dispatch_request()
                except HTTPException as error:
                    answer = self.app.handle_user_exception(error)
                response: Response = self.app.make_response(answer)
            except Exception as error:
                error.add_note(f"This was while freezing {path}")
                raise
        return response


def _refusal(response: Response, name: str) -> Message:
    if response.status_code not in (200, _FAILURE_PAGES.get(name)):
        return Message("page_answers", status=response.status)
    if name.endswith(".html") != (response.mimetype == "text/html"):
        return Message("page_bad_type", type=response.mimetype or "")
    return NOTHING
