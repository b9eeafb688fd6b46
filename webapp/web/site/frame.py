"""The parts of a page that all pages have, made once for all pages of a folder while a site is frozen.

A page with one article calls twenty functions for its own text and sixty for links, sections and footer: a third of the
time of a freeze. Links are relative, so the parts are the same within a folder only.
"""

from collections.abc import Callable

from flask import request
from markupsafe import Markup

from webapp.web.site.record import Plain, Question
from webapp.web.site.site import the_site

_Key = tuple[str, str, tuple[str | None, ...]]


class Frame:
    """What templates call as ``framed``; the parts live as long as the content is held."""

    def __init__(self) -> None:
        self._held: object = None
        self._parts: dict[_Key, tuple[str, dict[Question, Plain]]] = {}

    def __call__(self, name: str, *values: str | None, caller: Callable[[], str]) -> Markup:
        """Return what *caller* makes, perhaps for another page of the folder.

        So it may show *values* and what it asks for itself, but nothing else of this page.
        """
        record = the_site().questions.record
        if record is None:
            return Markup(caller())  # noqa: S704 (a template made it)
        snapshot = the_site().library.snapshot()
        if self._held is not snapshot:
            self._held = snapshot
            self._parts.clear()
        key = (name, request.path.rpartition("/")[0], values)
        if key not in self._parts:
            with record.part() as asked:
                self._parts[key] = (caller(), asked)
        html, asked = self._parts[key]
        record.include(asked)
        return Markup(html)  # noqa: S704 (a template made it)
