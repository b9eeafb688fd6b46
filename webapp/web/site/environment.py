"""The Jinja environment of the pages: it tells a page's record which templates were used."""

from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask.templating import Environment
from jinja2 import BaseLoader, BytecodeCache, Template, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from webapp.disk.cache import load_cached, save_cached
from webapp.disk.code_digest import code_digest
from webapp.web.site.record import digest
from webapp.web.site.site import ask, the_site


class KeptTemplates(BytecodeCache):
    """A cache of compiled templates in the folder *build*: compiling takes longer than making a page."""

    def __init__(self, build: Path) -> None:
        self._folder = build / ".templates"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill *bucket* if its template was compiled from the same source before."""
        kept = load_cached(self._folder / bucket.key, self._key(bucket))
        if kept:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the content of *bucket*."""
        with suppress(OSError):  # the next run compiles it again
            self._folder.mkdir(parents=True, exist_ok=True)
            save_cached(self._folder / bucket.key, self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"{bucket.checksum} {code_digest()}"


class PageTemplate(Template):
    """A template whose macros, imported without a page's context, serve all pages.

    Jinja compares the names of all globals at each import, in case a page has others. Our pages have none, and
    comparing takes longer than a macro.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class PageEnvironment(Environment):
    """Flask's environment; it records a template each time a page uses it, not only when it is loaded."""

    template_class = PageTemplate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._digests: dict[str, bytes | None] = {}

    def source_digest(self, name: str) -> bytes | None:
        """Return a digest of the template *name* at its first use; None if there is none."""
        if name not in self._digests:
            self._digests[name] = self._read_digest(name)
        return self._digests[name]

    def _read_digest(self, name: str) -> bytes | None:
        try:
            return digest((self.loader or BaseLoader()).get_source(self, name)[:1])
        except TemplateNotFound:
            return None

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        if the_site().questions.record:
            ask().template(name)
        return super()._load_template(name, globals)
