"""What goes into a one-file library: articles with their bodies, and pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from webapp.core.article import Article
from webapp.pack.bodies import Places, body_of
from webapp.pack.codec import BETWEEN, INSIDE
from webapp.pack.pictures import SmallPicture
from webapp.store.snapshot import Snapshot
from webapp.web.reading import ImageTag

_PICTURE = "\x02{}\x03"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An article with its body, in which marks stand for *images*; beside these and for *cover*, the files."""

    article: Article
    body: str
    images: tuple[tuple[ImageTag, Path | None], ...]
    cover: Path | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into one file: *pictures* by the files they were made of; the others did not fit."""

    leaves: Sequence[Leaf]
    pictures: dict[Path, SmallPicture]
    has_words: bool = True
    left_articles: int = 0
    left_pictures: int = 0


def leaves_of(snapshot: Snapshot, articles: Sequence[Article]) -> list[Leaf]:
    """Return *articles* with their bodies; asks in a request of the library's app."""
    places = Places(articles, {tag.slug: tag.name for tag in snapshot.tags})
    return [_leaf(snapshot, article, places) for article in articles]


def _leaf(snapshot: Snapshot, article: Article, places: Places) -> Leaf:
    images: list[tuple[ImageTag, Path | None]] = []

    def show(tag: ImageTag) -> str:
        images.append((tag, snapshot.picture_path(article, unquote(tag.src))))
        return _PICTURE.format(len(images) - 1)

    body = body_of(article, places, show).replace(BETWEEN, " ").replace(INSIDE, " ")
    cover = snapshot.picture_path(article, article.cover) if article.cover else None
    return Leaf(article, body, tuple(images), cover)


def files_of(leaf: Leaf) -> Iterator[Path]:
    """Yield the picture files that *leaf* shows, its cover first."""
    if leaf.cover:
        yield leaf.cover
    yield from (path for _, path in leaf.images if path)


def with_images(leaf: Leaf, images: Sequence[str]) -> str:
    """Return the body of *leaf* with *images* in the places of its own."""
    html = leaf.body
    for number, image in enumerate(images):
        html = html.replace(_PICTURE.format(number), image)
    return html
