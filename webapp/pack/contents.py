"""What goes into a pack that is one file: articles with their bodies, and pictures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote

from webapp.core.article import Article
from webapp.pack.bodies import PackUrls, body_of, no_picture_html, picture_html
from webapp.pack.codec import RECORD_SEPARATOR, UNIT_SEPARATOR
from webapp.pack.pictures import PictureLimit, SmallPicture, shrink
from webapp.pictures.thumbnails import Thumbnails
from webapp.store.about import about_article
from webapp.store.snapshot import Snapshot
from webapp.web.site.article_html import ImageTag

_PICTURE = "\x02{}\x03"


@dataclass(frozen=True, slots=True)
class PackedArticle:
    """An article with its *body*, in which marks stand for *images*. Each image has its file; *cover* is a file."""

    article: Article
    body: str
    images: tuple[tuple[ImageTag, Path | None], ...]
    cover: Path | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into one file: *pictures* are by source file; the others did not fit.

    *left_words* tells that the suggestions did not fit, in a kind of pack that has any.
    """

    leaves: Sequence[PackedArticle]
    pictures: dict[Path, SmallPicture]
    left_words: bool = False
    left_articles: int = 0
    left_pictures: int = 0


def leaves_of(snapshot: Snapshot, articles: Sequence[Article], places: PackUrls) -> list[PackedArticle]:
    """Return *articles* with their bodies; links lead to *places*. Needs a request of the library's app."""
    return [_packed_article(snapshot, article, places) for article in articles]


def _packed_article(snapshot: Snapshot, article: Article, places: PackUrls) -> PackedArticle:
    images: list[tuple[ImageTag, Path | None]] = []

    def show(tag: ImageTag) -> str:
        images.append((tag, snapshot.picture_path(article, unquote(tag.src))))
        return _PICTURE.format(len(images) - 1)

    body = body_of(article, places, show).replace(RECORD_SEPARATOR, " ").replace(UNIT_SEPARATOR, " ")
    cover = snapshot.picture_path(article, article.cover) if article.cover else None
    return PackedArticle(article, body, tuple(images), cover)


def about_html(snapshot: Snapshot, places: PackUrls) -> str:
    """Return what the library says about itself, without pictures. Needs a request of the library's app."""
    return body_of(about_article(snapshot.about), places, lambda tag: escape(tag.alt)) if snapshot.about else ""


def pictures_of(leaves: Iterable[PackedArticle]) -> list[Path]:
    """Return the picture files that *leaves* show, each once; the cover of a leaf comes first."""
    found: dict[Path, None] = {}
    for packed in leaves:
        found |= dict.fromkeys([packed.cover] if packed.cover else [])
        found |= dict.fromkeys(path for _, path in packed.images if path)
    return list(found)


def small_pictures(
    leaves: Iterable[PackedArticle], thumbnails: Thumbnails, limit: PictureLimit
) -> dict[Path, SmallPicture]:
    """Return the pictures of *leaves* within *limit*, by source file; those that cannot be shown are missing."""
    made = {path: shrink(path, thumbnails, limit) for path in pictures_of(leaves)}
    return {path: picture for path, picture in made.items() if picture}


def bodies(contents: Contents, source: Callable[[int], str], say: Callable[[str], str]) -> list[str]:
    """Return the bodies of *contents* with their images: *source* returns the attribute that shows picture n."""
    numbers = {path: number for number, path in enumerate(contents.pictures)}

    def image(tag: ImageTag, path: Path | None) -> str:
        if path in numbers:
            return picture_html(tag, source(numbers[path]), contents.pictures[path].size)
        return no_picture_html(tag, say("pack_no_picture" if path else "picture_missing"))

    return [_with_images(packed.body, [image(tag, path) for tag, path in packed.images]) for packed in contents.leaves]


def _with_images(body: str, images: Sequence[str]) -> str:
    for number, image in enumerate(images):
        body = body.replace(_PICTURE.format(number), image)
    return body
