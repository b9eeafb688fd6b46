"""Make an Article from a file or a row, with defaults."""

from datetime import datetime
from typing import Any

from webapp.core.address.prints import prints_of
from webapp.core.article import Article
from webapp.core.language.guess import language_of
from webapp.core.slug import slugify
from webapp.errors import ArticleError
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.scan import ContentFile
from webapp.zone import to_local


def make_article(
    file: ContentFile, fields: dict[str, Any], settings: Settings, *, title: str, body: str, name: str, row: int = 0
) -> Article:
    """Return the article of *file*, or of its *row*; *name* becomes its slug unless the fields have one.

    Without a *title* the article gets its *name*. A row without an id keeps an empty one: its slug may still get a
    number.
    Raises ArticleError if the text is longer than the settings allow.
    """
    if len(body) > settings.max_article_chars:
        found = Message("article_too_long", count=len(body))
        raise ArticleError(file.path, row, found, Message("divide_or_raise_chars"))
    slug = slugify(fields.get("slug", name))
    return Article(
        slug=slug,
        id=fields.get("id", "" if row else slug),
        section=file.section,
        title=title or name,
        body=body,
        path=f"{file.path}#{row}" if row else file.path,
        date=moment_of(fields, "date", settings),
        lastmod=moment_of(fields, "lastmod", settings),
        draft=fields.get("draft", False),
        publish_date=moment_of(fields, "publishDate", settings),
        expiry_date=moment_of(fields, "expiryDate", settings),
        description=fields.get("description", ""),
        tags=fields.get("tags", ()),
        weight=fields.get("weight", 0),
        source=fields.get("source", ""),
        author=fields.get("author", ""),
        lang=fields.get("lang") or language_of(f"{title or name}\n{body[:400]}", settings.own_lang, settings.chinese),
        cover=fields.get("cover", ""),
        pictures=file.pictures,
        prints=tuple(prints_of(title, body, moment_of(fields, "date", settings))),
    )


def moment_of(fields: dict[str, Any], name: str, settings: Settings) -> datetime | None:
    """Return the moment in the field *name*, in the library's time; None if there is none."""
    moment = fields.get(name)
    return to_local(moment, settings.zone) if moment else None
