"""The commands that freeze a library to files."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import click

from webapp.app import create_app
from webapp.cli.command import LibraryCommand
from webapp.cli.printing import Out, Shown, freezing, left_out_lines, size
from webapp.errors import FreezeError
from webapp.freeze.site import freeze as freeze_site
from webapp.freeze.site import roll_back
from webapp.messages import Message
from webapp.pack.card import write_card
from webapp.settings import Settings, load_settings
from webapp.web.site.phrases import Say, load_phrases
from webapp.web.weight import load_weights, over_lines


@click.command(cls=LibraryCommand)
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count(), help="Processes.  [default: one a core]")
@click.option("--keep", type=click.IntRange(min=0), default=1, show_default=True, help="Old releases to go back to.")
@click.option("--strict", is_flag=True, help="Publish nothing if anything is left out.")
@click.option("--card", is_flag=True, help="Write build/card too: the same in few files, for memory cards and sticks.")
def freeze(jobs: int, keep: int, *, strict: bool, card: bool, library: Path, out: Out) -> None:
    """Write the whole site to build/site as static files; what shows nothing new is not made again.

    What is left out is told: files that cannot be read, pictures that are missing, links that lead nowhere, drafts.

    \b
    Example: shuwu freeze --keep 3
    """
    settings = load_settings(library)
    with out.progress() as on_progress:
        release = freeze_site(
            create_app(settings),
            settings,
            freezing(on_progress),
            jobs,
            keep,
            is_strict=strict,
        )
    site = settings.build / "site"
    facts: dict[str, Any] = release.as_json()
    lines: list[Shown] = [
        Message(
            "frozen",
            site=site,
            pages=release.pages,
            files=release.files,
            size=size(release.bytes),
            rendered=release.rendered,
            seconds=release.seconds,
        )
    ]
    if card:
        bound = write_card(settings.build)
        facts |= {"card": bound.as_json()}
        lines.append(
            Message(
                "card_written",
                path=bound.path,
                files=bound.files,
                size=size(bound.bytes),
                on_card=size(bound.on_card),
            )
        )
    out.show(facts, *lines, *left_out_lines(release.left_out), *_over(facts, settings))


@click.command(cls=LibraryCommand)
def rollback(library: Path, out: Out) -> None:
    """Let the release before take the place of build/site again.

    \b
    Example: shuwu rollback
    """
    settings = load_settings(library)
    left = roll_back(settings)
    out.show({"left": left}, Message("rolled_back", site=settings.build / "site", left=left))


@click.command(cls=LibraryCommand)
def weigh(library: Path, out: Out) -> None:
    """Print what the last freeze weighs: bytes as they are sent, and seconds on 2G, 3G and 4G.

    \b
    Example: shuwu weigh
    """
    settings = load_settings(library)
    weights = load_weights(settings.build)
    if weights is None:
        raise FreezeError(settings.build / "weight", Message("nothing_weighed"), Message("run_freeze_first"))
    out.show(
        weights,
        *_table(weights, out, load_phrases(settings)),
        *_over(weights, settings),
        Message("more_drawings", path=settings.build / "weight/index.html"),
    )


def _over(facts: dict[str, Any], settings: Settings) -> Iterator[str]:
    """Yield what exceeds a budget, in the words of the library's pages."""
    if facts["over"]:
        say = load_phrases(settings)
        yield say("over_about")
        yield from over_lines(facts, say)


def _table(weights: dict[str, Any], out: Out, say: Say) -> Iterator[Shown]:
    """Yield a line for each kind of page and each step of a search."""
    seconds = weights["seconds"]
    heads = (Message("weight_number"), Message("weight_middle"), Message("weight_heaviest"))
    yield _row("", map(out.say, heads), seconds)
    rows = [(f"weight_kind_{kind['kind']}", kind) for kind in weights["kinds"]]
    rows += [
        (f"weight_search_{part}", {"kind": f"search_{part}", "median": sent})
        for part, sent in weights["search"].items()
    ]
    for name, row in rows:
        sizes = (str(row.get("pages", "")), size(row["median"]), size(row["heaviest"]) if "heaviest" in row else "")
        times = (out.say(Message("seconds", seconds=seconds[line][row["kind"]])) for line in seconds)
        yield _row(say(name), sizes, times)
    yield Message("heaviest_files", files=tuple(f"{name} {size(sent)}" for name, sent in weights["heaviest"].items()))
    if weights["changed"]:
        changed = weights["changed"]
        yield Message(
            "weight_changed",
            new=changed["new"],
            changed=changed["other"],
            gone=changed["gone"],
            size=size(changed["bytes"]),
        )


def _row(name: str, sizes: Iterable[str], times: Iterable[str]) -> str:
    return _wide(name, -24) + "".join(_wide(text, 10) for text in sizes) + "".join(_wide(text, 9) for text in times)


def _wide(text: str, columns: int) -> str:
    """Pad *text* to *columns*: on the left, or on the right if they are negative. A Chinese character takes two."""
    blanks = " " * (abs(columns) - sum(2 if east_asian_width(character) in "WF" else 1 for character in text))
    return blanks + text if columns > 0 else text + blanks
