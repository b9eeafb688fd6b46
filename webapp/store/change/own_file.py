"""Give a row of a collection its own file, so that it can be changed like any other article."""

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from webapp.causes import cause
from webapp.core.article import Article
from webapp.core.slug import unique_slug
from webapp.disk.files import replace_line, write_file
from webapp.errors import ChangedMeanwhile, NotEditable
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.address.same_article import is_at
from webapp.store.change.article_writer import alone
from webapp.store.collection import read_row
from webapp.store.front_matter import dump
from webapp.store.scan import ContentFile


def is_row(article: Article) -> bool:
    """Tell whether *article* is a row of a collection."""
    return "#" in article.path


def row_of(settings: Settings, article: Article) -> tuple[dict[str, Any], bytes]:
    """Return the fields of the row *article*, and the bytes of its line.

    Raises NotEditable if the collection cannot be read, ChangedMeanwhile if the line now has another article.
    """
    name, number = _place(article)
    file = ContentFile(name, "collection", PurePosixPath(name).stem, article.section, (0, 0, 0))
    try:
        found, fields, line = read_row(file, settings.content / name, number, settings)
    except OSError as error:
        raise NotEditable(name, Message("file_unreadable", why=cause(error)), Message("see_it_is_there")) from None
    if (found.title, found.body, found.date) != (article.title, article.body, article.date):
        raise ChangedMeanwhile(name)
    return fields, line


def own_file(settings: Settings, article: Article) -> Article:
    """Return *article* with a file of its own; a row gets one beside its collection.

    Its address stays. An empty line replaces the row, so the other rows keep their numbers. Raises what ``row_of``
    raises.
    """
    if not is_row(article):
        return article
    name, number = _place(article)
    collection = settings.content / name
    with alone(settings):
        fields, _ = row_of(settings, article)
        taken = {path.stem.lower() for path in collection.parent.iterdir()}
        path = collection.with_name(f"{unique_slug(article.slug, taken)}.md")
        own = {**fields, "title": article.title, "id": article.id, "slug": article.slug}
        # The file comes first: a power cut between the two steps leaves the article twice, never not at all.
        write_file(path, dump(own, article.body).encode())
        own_path = path.relative_to(settings.content).as_posix()
        is_at(settings, article, own_path)
        replace_line(collection, number, b"\n")
    return replace(article, path=own_path)


def _place(article: Article) -> tuple[str, int]:
    name, _, number = article.path.rpartition("#")
    return name, int(number)
