"""The common parts of pages, made once per folder during a freeze.

An article's page calls twenty functions for its own text and sixty for links, sections and footer: a third of the time
of a freeze. Links are relative, so the parts are only the same within a folder.
"""

from collections.abc import Callable

from flask import request
from markupsafe import Markup

from webapp.web.site.record import Plain, Question
from webapp.web.site.site import the_site

_Key = tuple[str, str, tuple[str | None, ...]]


class Frame:
    """Templates call it as ``framed``; the parts live as long as the library is held."""

    def __init__(self) -> None:
        self._held: object = None
        self._parts: dict[_Key, tuple[str, dict[Question, Plain]]] = {}

    def __call__(self, name: str, *values: str | None, caller: Callable[[], str]) -> Markup:
        """Return the result of *caller*, perhaps made for another page of the folder.

        So *caller* may use *values* and its own questions, but nothing else of this page.
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
