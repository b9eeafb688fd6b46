"""The commands that freeze a library to files."""

import os
from pathlib import Path

import click

from webapp.app import create_app
from webapp.cli.command import LibraryCommand
from webapp.cli.printing import progress, show, size
from webapp.freeze.site import freeze as freeze_site
from webapp.freeze.site import roll_back
from webapp.settings import load_settings


@click.command(cls=LibraryCommand)
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count(), help="Processes.  [default: one a core]")
@click.option("--keep", type=click.IntRange(min=0), default=1, show_default=True, help="Old releases to go back to.")
def freeze(jobs: int, keep: int, library: Path, as_json: bool) -> None:
    """Write the whole site to build/site as static files; what shows nothing new is not made again.

    \b
    Example: shuwu freeze --keep 3
    """
    settings = load_settings(library)
    with progress() as note:
        release = freeze_site(
            create_app(settings),
            settings,
            lambda step: note(f"{step.done} of {step.total or '?'}  {step.what}"),
            jobs,
            keep,
        )
    site = settings.build / "site"
    line = f"The frozen copy is in {site}: {release.pages} pages, {release.files} files, {size(release.bytes)}"
    made = f"pages made anew: {release.rendered}, in {release.seconds:.1f} s"
    show(as_json, release.as_json(), f"{line}; {made}.")


@click.command(cls=LibraryCommand)
def rollback(library: Path, as_json: bool) -> None:
    """Let the release before take the place of build/site again.

    \b
    Example: shuwu rollback
    """
    settings = load_settings(library)
    left = roll_back(settings)
    show(as_json, {"left": left}, f"The release before is in {settings.build / 'site'} again. Older ones left: {left}.")
