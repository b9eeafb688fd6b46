"""The command that shows a library live."""

from functools import partial
from pathlib import Path

import click

from webapp.app import create_app
from webapp.cli.apart import freeze_apart
from webapp.cli.command import LibraryCommand
from webapp.cli.printing import show
from webapp.ingest.inbox import watching
from webapp.server import serve as serve_app
from webapp.settings import load_settings
from webapp.web.admin import body_limit
from webapp.web.site import the_site


@click.command(cls=LibraryCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for the network.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 for a free one.")
def serve(host: str, port: int, library: Path, as_json: bool) -> None:
    """Serve the library until Ctrl-C; what changes in content/ shows at once.

    What is put into content/inbox/ is cleaned and added. The admin pages are at /admin/ once they have a password.

    \b
    Example: shuwu serve --host 0.0.0.0 --port 8080
    """
    settings = load_settings(library)
    app = create_app(settings, with_admin=True, freeze=partial(freeze_apart, settings))

    def ready(url: str) -> None:
        show(as_json, {"url": url}, f"The library is at {url}  (Ctrl-C ends it)")

    with watching(settings, lambda report: the_site(app).look_again()):
        serve_app(app, host, port, ready, body_limit(app))
