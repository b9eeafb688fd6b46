"""Make a Meeting from its file."""

from typing import Any

from webapp.causes import cause
from webapp.core.address.prints import prints_of
from webapp.core.meeting import Meeting, Point, read_points
from webapp.core.slug import slugify
from webapp.errors import ArticleError
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.make_article import moment_of

_REMEDY = Message("write_points")


def make_meeting(path: str, fields: dict[str, Any], settings: Settings, *, title: str, body: str, name: str) -> Meeting:
    """Return the meeting that the file *path* describes; *name* becomes its slug unless the fields have one.

    Without a *title* it gets its *name*. Raises ArticleError for an unreadable list.
    """
    study, discuss, change = (_points(fields, key, path) for key in ("study", "discuss", "change"))
    date = moment_of(fields, "date", settings)
    return Meeting(
        slug=slugify(fields.get("slug", name), "meeting"),
        title=title or name,
        path=path,
        body=body,
        date=date,
        place=_place(fields, path),
        study=study,
        discuss=discuss,
        change=change,
        draft=fields.get("draft", False),
        publish_date=moment_of(fields, "publishDate", settings),
        expiry_date=moment_of(fields, "expiryDate", settings),
        prints=tuple(prints_of(title, f"{date}{study}{discuss}{change}{body}", date)),
    )


def _place(fields: dict[str, Any], path: str) -> str:
    place = fields.get("place", "")
    if isinstance(place, dict | list):
        raise ArticleError(path, 0, Message("place_no_text"), Message("write_one_text"))
    return " ".join(str(place).split())


def _points(fields: dict[str, Any], key: str, path: str) -> tuple[Point, ...]:
    try:
        return read_points(fields.get(key))
    except ValueError as error:
        raise ArticleError(path, 0, Message("in_key", key=key, what=cause(error)), _REMEDY) from None
