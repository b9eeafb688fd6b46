"""The commands that show a library: live, and frozen to files."""

from pathlib import Path

import click

from webapp.app import create_app
from webapp.cli.command import LibraryCommand
from webapp.cli.printing import progress, show
from webapp.freeze.site import freeze as freeze_site
from webapp.server import serve as serve_app
from webapp.settings import load_settings


@click.command(cls=LibraryCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for the network.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 for a free one.")
def serve(host: str, port: int, library: Path, as_json: bool) -> None:
    """Serve the library until Ctrl-C; what changes in content/ shows at once.

    \b
    Example: shuwu serve --host 0.0.0.0 --port 8080
    """
    app = create_app(load_settings(library))
    serve_app(app, host, port, lambda url: show(as_json, {"url": url}, f"The library is at {url}  (Ctrl-C ends it)"))


@click.command(cls=LibraryCommand)
def freeze(library: Path, as_json: bool) -> None:
    """Write the whole site to build/site as static files.

    \b
    Example: shuwu freeze
    """
    settings = load_settings(library)
    with progress() as note:
        release = freeze_site(
            create_app(settings),
            settings,
            lambda step: note(f"{step.done} of {step.total or '?'}  {step.what}"),
        )
    site = settings.build / "site"
    line = f"The frozen copy is in {site}: {release.pages} pages, {release.files} files, {_size(release.bytes)}"
    show(as_json, release.as_json(), f"{line}, made in {release.seconds:.1f} s.")


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.1f} kB"
