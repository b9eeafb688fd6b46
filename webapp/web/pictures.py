"""Pictures as pages show them."""

from dataclasses import dataclass

from webapp.core.picture import BETTER, FALLBACK, MIME_TYPES, Rendition
from webapp.web.site import ask


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture in its place on a page: what it shows in words, and its files from narrow to wide.

    *better* holds those of the newer formats by media type, *fallback* those that every browser reads. Without any the
    picture is missing, and a placeholder stands for it.
    """

    alt: str
    caption: str = ""
    better: tuple[tuple[str, tuple[Rendition, ...]], ...] = ()
    fallback: tuple[Rendition, ...] = ()


def show_picture(slug: str, name: str, alt: str = "", caption: str = "") -> ShownPicture:
    """Return the picture file *name* of the article *slug*, without files if it is missing or cannot be shown."""
    picture = ask().picture(slug, name)
    if picture is None:
        return ShownPicture(alt)
    better = ((MIME_TYPES[kind], picture.in_format(kind)) for kind in BETTER)
    return ShownPicture(alt, caption, tuple(each for each in better if each[1]), picture.in_format(*FALLBACK))
