"""The commands that freeze a library to files."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from webapp.app import create_app
from webapp.cli.command import LibraryCommand
from webapp.cli.printing import freezing, left_out_lines, progress, show, size
from webapp.errors import FreezeError
from webapp.freeze.site import freeze as freeze_site
from webapp.freeze.site import roll_back
from webapp.pack.card import write_card
from webapp.settings import Settings, load_settings
from webapp.web.site.phrases import load_phrases
from webapp.web.weight import load_weights, over_lines


@click.command(cls=LibraryCommand)
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count(), help="Processes.  [default: one a core]")
@click.option("--keep", type=click.IntRange(min=0), default=1, show_default=True, help="Old releases to go back to.")
@click.option("--strict", is_flag=True, help="Publish nothing if anything is left out.")
@click.option("--card", is_flag=True, help="Write build/card too: the same in few files, for memory cards and sticks.")
def freeze(jobs: int, keep: int, *, strict: bool, card: bool, library: Path, as_json: bool) -> None:
    """Write the whole site to build/site as static files; what shows nothing new is not made again.

    What is left out is told: files that cannot be read, pictures that are missing, links that lead nowhere, drafts.

    \b
    Example: shuwu freeze --keep 3
    """
    settings = load_settings(library)
    with progress() as on_progress:
        release = freeze_site(
            create_app(settings),
            settings,
            freezing(on_progress),
            jobs,
            keep,
            is_strict=strict,
        )
    site = settings.build / "site"
    line = f"The frozen copy is in {site}: {release.pages} pages, {release.files} files, {size(release.bytes)}"
    made = f"pages made anew: {release.rendered}, in {release.seconds:.1f} s"
    facts: dict[str, Any] = release.as_json()
    lines = [f"{line}; {made}."]
    if card:
        bound = write_card(settings.build)
        facts |= {"card": bound.as_json()}
        taken = f"{bound.files} files, {size(bound.bytes)}, on a card {size(bound.on_card)}"
        lines.append(f"For cards and sticks it is in {bound.path}: {taken}.")
    show(as_json, facts, *lines, *left_out_lines(release.left_out), *_over(facts, settings))


@click.command(cls=LibraryCommand)
def rollback(library: Path, as_json: bool) -> None:
    """Let the release before take the place of build/site again.

    \b
    Example: shuwu rollback
    """
    settings = load_settings(library)
    left = roll_back(settings)
    show(as_json, {"left": left}, f"The release before is in {settings.build / 'site'} again. Older ones left: {left}.")


@click.command(cls=LibraryCommand)
def weigh(library: Path, as_json: bool) -> None:
    """Print what the last freeze weighs: bytes as they are sent, and seconds on 2G, 3G and 4G.

    \b
    Example: shuwu weigh
    """
    settings = load_settings(library)
    weights = load_weights(settings.build)
    if weights is None:
        raise FreezeError(f"{settings.build / 'weight'}: nothing was weighed yet. Run 'shuwu freeze' first.")
    show(
        as_json,
        weights,
        *_table(weights),
        *_over(weights, settings),
        f"More, with drawings: {settings.build / 'weight/index.html'}",
    )


def _over(facts: dict[str, Any], settings: Settings) -> Iterator[str]:
    """Yield what is over a budget, in the words of the library's pages."""
    if facts["over"]:
        say = load_phrases(settings)
        yield say("over_about")
        yield from over_lines(facts, say)


def _table(weights: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each kind of page and each step of a search."""
    seconds = weights["seconds"]
    yield f"{'':16}{'number':>8}{'middle':>10}{'heaviest':>10}" + "".join(f"{line:>8}" for line in seconds)
    rows = [(kind["kind"], kind["pages"], kind["median"], kind["heaviest"]) for kind in weights["kinds"]]
    rows += [(f"search_{part}", "", sent, "") for part, sent in weights["search"].items()]
    for name, number, middle, heaviest in rows:
        times = "".join(f"{seconds[line][name]:>6} s" for line in seconds)
        most = size(heaviest) if heaviest else ""
        yield f"{name.replace('_', ', '):16}{number:>8}{size(middle):>10}{most:>10}{times}"
    yield "Heaviest: " + ", ".join(f"{name} {size(sent)}" for name, sent in weights["heaviest"].items())
    if weights["changed"]:
        changed = weights["changed"]
        fetched = f"{size(changed['bytes'])} for who has the release before, without the search"
        yield f"New {changed['new']}, changed {changed['other']}, gone {changed['gone']}: {fetched}."
