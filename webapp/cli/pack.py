"""The commands that pack a library into one file."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from webapp.app import create_app
from webapp.cli.command import LibraryCommand
from webapp.cli.printing import Out, Shown, freezing, size
from webapp.freeze.site import freeze
from webapp.messages import Message
from webapp.pack.archive import write_archive
from webapp.pack.books.epub import write_epub
from webapp.pack.books.zim import write_zim
from webapp.pack.onefile import write_onefile
from webapp.pack.pack_lists import write_pack_lists
from webapp.pack.packed import Packed
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings, load_settings
from webapp.web.site.held_library import LibraryPart

_MEGABYTE = 1_000_000


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command* the options for the content of a pack, as one Selection."""

    @click.option("--section", "sections", multiple=True, help="Slug of a section; may be given again.")
    @click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what is as new as this day.")
    @click.option("--max-mb", type=click.FloatRange(min=0, min_open=True), help="Largest file, in MB.")
    @wraps(command)
    def select(
        *args: Any, sections: tuple[str, ...], since: datetime | None, max_mb: float | None, **others: Any
    ) -> None:
        max_bytes = int(max_mb * _MEGABYTE) if max_mb else None
        command(*args, selection=Selection(sections, since.date() if since else None, max_bytes), **others)

    return select


def shrinking(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command* the options for the size of pictures, as one PictureLimit."""

    @click.option("--picture-width", type=click.IntRange(min=16), default=320, show_default=True, help="In pixels.")
    @click.option("--picture-kb", type=click.IntRange(min=1), default=20, show_default=True, help="Largest one, in kB.")
    @wraps(command)
    def shrink(*args: Any, picture_width: int, picture_kb: int, **others: Any) -> None:
        command(*args, pictures=PictureLimit(picture_width, picture_kb * 1000), **others)

    return shrink


@click.group()
def pack() -> None:
    """Pack the library into one file, to send by chat or carry on a card.

    \b
    Example: shuwu pack html
    """


@pack.command(cls=LibraryCommand)
@selecting
@shrinking
@click.option("--meeting", metavar="SLUG", default="", help="Only the articles of a meeting, its page in front.")
def html(selection: Selection, pictures: PictureLimit, *, meeting: str, library: Path, out: Out) -> None:
    """Write one HTML file with all articles, pictures and the search. It needs no line and no other file.

    \b
    Example: shuwu pack html --section farming --max-mb 5
    """
    app = create_app(load_settings(library))
    packed = write_onefile(app, replace(selection, meeting=meeting), pictures)
    write_pack_lists(app)
    _show(out, packed)


@pack.command(cls=LibraryCommand)
@selecting
@shrinking
def epub(selection: Selection, pictures: PictureLimit, *, library: Path, out: Out) -> None:
    """Write an EPUB book with all articles by section, for reading programs and e-readers.

    \b
    Example: shuwu pack epub --section farming
    """
    app = create_app(load_settings(library))
    packed = write_epub(app, selection, replace(pictures, format="JPEG"))
    write_pack_lists(app)
    _show(out, packed)


@pack.command(cls=LibraryCommand)
@selecting
@shrinking
def zim(selection: Selection, pictures: PictureLimit, *, library: Path, out: Out) -> None:
    """Write a ZIM file with all articles and an index, for Kiwix. It needs libzim.

    \b
    Example: shuwu pack zim --picture-width 640
    """
    app = create_app(load_settings(library))
    packed = write_zim(app, selection, pictures)
    write_pack_lists(app)
    _show(out, packed)


@pack.command("zip", cls=LibraryCommand)
@selecting
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count(), help="Processes.  [default: one a core]")
def zip_(selection: Selection, *, jobs: int, library: Path, out: Out) -> None:
    """Write the frozen site as a zip file; with --max-mb as volumes, by section, that each open by themselves.

    \b
    Example: shuwu pack zip --max-mb 20
    """
    settings = load_settings(library)
    app = create_app(settings)
    with out.progress() as on_progress:

        def freeze_part(settings: Settings, part: LibraryPart) -> None:
            freeze(create_app(settings, part=part), settings, freezing(on_progress), jobs, build=part.folder)

        written = write_archive(app, freeze_part, selection)
    write_pack_lists(app)
    lines: list[Shown] = []
    for volume in written.volumes:
        lines.append(Message("packed", path=volume.path, articles=volume.articles, size=size(volume.bytes)))
        if len(written.volumes) > 1:
            lines.append(Message("below", what=tuple(f"{title}: {count}" for title, count in volume.sections)))
    if len(written.volumes) > 1:
        lines.append(Message("each_volume"))
    out.show(written.as_json(), *lines)


def _show(out: Out, packed: Packed) -> None:
    lines: list[Shown] = [Message("packed", path=packed.path, articles=packed.articles, size=size(packed.bytes))]
    if packed.left_articles or packed.left_pictures:
        lines.append(Message("left_for_size", articles=packed.left_articles, pictures=packed.left_pictures))
    out.show(packed.as_json(), *lines)
