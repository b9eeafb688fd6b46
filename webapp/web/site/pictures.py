"""Pictures as pages show them."""

from dataclasses import dataclass, replace
from math import ceil

from flask import request

from webapp.core.picture import BETTER_FORMATS, FALLBACK_FORMATS, MIME_TYPES, Picture, Rendition
from webapp.web.site.site import ask

_PHONE_WIDTH = 640
"""Pixels across the screen of a cheap phone, where one pixel of a page has two."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture in its place on a page: what it shows in words, and its files from narrow to wide.

    *better* holds those of the newer formats by media type, *fallback* those that every browser reads. Without any the
    picture is missing, and a placeholder stands for it. *stand_in* is seen until it comes. A very tall one goes on in
    those *below*.
    """

    alt: str
    caption: str = ""
    better: tuple[tuple[str, tuple[Rendition, ...]], ...] = ()
    fallback: tuple[Rendition, ...] = ()
    stand_in: str = ""
    below: tuple["ShownPicture", ...] = ()

    @property
    def parts(self) -> tuple["ShownPicture", ...]:
        """What stands one below the other: of a very tall picture several parts, else the picture alone."""
        return (replace(self, below=()), *self.below)

    @property
    def for_a_phone(self) -> "ShownPicture":
        """The same in one size: the narrowest that looks sharp on a phone."""
        place = next((n for n, file in enumerate(self.fallback) if file.size.width >= _PHONE_WIDTH), -1)
        better = tuple((kind, (files[place],)) for kind, files in self.better)
        return replace(self, better=better, fallback=(self.fallback[place],))

    @property
    def kilobytes(self) -> int:
        """What a phone of today fetches, in units of 1,000 bytes, rounded up."""
        shown = self.for_a_phone
        kinds = [files for _, files in shown.better] or [shown.fallback]
        return ceil(kinds[0][0].bytes / 1000)


def saves_data() -> bool:
    """Tell whether the page that is asked for leaves its pictures until they are tapped.

    That is a setting of the library, and a wish that a browser may send with its request.
    """
    return ask().settings.data_saver == "on" or request.headers.get("Save-Data", "").strip().lower() == "on"


def show_picture(slug: str, name: str, alt: str = "", caption: str = "") -> ShownPicture:
    """Return the picture file *name* of the article *slug*, without files if it is missing or cannot be shown."""
    picture = ask().picture(slug, name)
    if picture is None:
        return ShownPicture(alt)
    first, *below = (_show_part(picture, part) for part in range(picture.parts))
    return replace(first, alt=alt, caption=caption, below=tuple(below))


def _show_part(picture: Picture, part: int) -> ShownPicture:
    better = ((MIME_TYPES[kind], picture.in_format(kind, part=part)) for kind in BETTER_FORMATS)
    files = picture.in_format(*FALLBACK_FORMATS, part=part)
    return ShownPicture("", "", tuple(each for each in better if each[1]), files, picture.stand_in)
