"""Pictures as pages show them."""

from dataclasses import dataclass, replace
from math import ceil

from flask import request

from webapp.core.picture import BETTER_FORMATS, FALLBACK_FORMATS, MIME_TYPES, Picture, Rendition
from webapp.web.site.site import ask

_PHONE_WIDTH = 640
"""The screen width of a cheap phone in device pixels, two for each CSS pixel."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture on a page: its alternative text, and its files from narrow to wide.

    *better* has the files in newer formats by media type, *fallback* those for every browser. Without files the picture
    is missing, and the page shows a placeholder. *stand_in* is shown until the picture comes. A very tall picture
    continues in *below*.
    """

    alt: str
    caption: str = ""
    better: tuple[tuple[str, tuple[Rendition, ...]], ...] = ()
    fallback: tuple[Rendition, ...] = ()
    stand_in: str = ""
    below: tuple["ShownPicture", ...] = ()

    @property
    def parts(self) -> tuple["ShownPicture", ...]:
        """The parts of a very tall picture from the top down, or only the picture."""
        return (replace(self, below=()), *self.below)

    @property
    def for_a_phone(self) -> "ShownPicture":
        """The picture in one size: the narrowest that is sharp on a phone."""
        place = next((n for n, file in enumerate(self.fallback) if file.size.width >= _PHONE_WIDTH), -1)
        better = tuple((kind, (files[place],)) for kind, files in self.better)
        return replace(self, better=better, fallback=(self.fallback[place],))

    @property
    def kilobytes(self) -> int:
        """What a modern phone fetches, in units of 1,000 bytes, rounded up."""
        shown = self.for_a_phone
        kinds = [files for _, files in shown.better] or [shown.fallback]
        return ceil(kinds[0][0].bytes / 1000)


def saves_data() -> bool:
    """Tell whether the requested page loads pictures only when they are tapped.

    The library's settings or the browser's request may ask for it.
    """
    return ask().settings.data_saver == "on" or request.headers.get("Save-Data", "").strip().lower() == "on"


def show_picture(slug: str, name: str, alt: str = "", caption: str = "") -> ShownPicture:
    """Return the picture *name* of the article *slug*; it has no files if it is missing or cannot be shown."""
    picture = ask().picture(slug, name)
    if picture is None:
        return ShownPicture(alt)
    first, *below = (_show_part(picture, part) for part in range(picture.parts))
    return replace(first, alt=alt, caption=caption, below=tuple(below))


def _show_part(picture: Picture, part: int) -> ShownPicture:
    better = ((MIME_TYPES[kind], picture.in_format(kind, part=part)) for kind in BETTER_FORMATS)
    files = picture.in_format(*FALLBACK_FORMATS, part=part)
    return ShownPicture("", "", tuple(each for each in better if each[1]), files, picture.stand_in)
