"""Jinja as the pages use it: tells the record of a page which templates it was made of."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2 import BaseLoader, Template, TemplateNotFound

from webapp.web.record import digest
from webapp.web.site import ask, the_site


class PageEnvironment(Environment):
    """Flask's environment; a template is noted each time that a page uses it, not only when it is loaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._digests: dict[str, bytes | None] = {}

    def source_digest(self, name: str) -> bytes | None:
        """Return a digest of the template *name* as it was when it was first asked for; None if there is none."""
        if name not in self._digests:
            self._digests[name] = self._read_digest(name)
        return self._digests[name]

    def _read_digest(self, name: str) -> bytes | None:
        try:
            return digest((self.loader or BaseLoader()).get_source(self, name)[:1])
        except TemplateNotFound:
            return None

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        if the_site().record:
            ask().template(name)
        return super()._load_template(name, globals)
