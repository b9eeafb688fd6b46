"""The command that shows a library live."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from webapp.app import create_app
from webapp.box.serve import serve_frozen
from webapp.cli.command import LibraryCommand
from webapp.cli.freeze_process import freeze_in_process
from webapp.cli.printing import Out
from webapp.ingest.inbox import watching
from webapp.messages import Message
from webapp.pictures.workers import making_later
from webapp.server import serve as serve_app
from webapp.settings import Settings, load_settings
from webapp.web.admin.access import body_limit
from webapp.web.site.site import the_site


@click.command(cls=LibraryCommand)
@click.argument("copy", metavar="[COPY]", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--frozen", is_flag=True, help="Serve build/site, or the folder COPY, to many phones at once.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for the network.")
@click.option(
    "--name", default="", metavar="NAME", help="With --frozen: what readers type for a box, like village.lan."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 for a free one.")
def serve(  # noqa: PLR0917 (click names them all)
    copy: Path | None, frozen: bool, host: str, name: str, port: int, library: Path, out: Out
) -> None:
    """Serve the library until Ctrl-C; what changes in content/ shows at once.

    What is put into content/inbox/ is cleaned and added. The admin pages are at /admin/ once they have a password.

    With --frozen it serves the frozen site, compressed, and each release that takes its place; a phone that joins the
    box's network is welcomed by a page, and keeps the network once its button was pressed.

    \b
    Example: shuwu serve --host 0.0.0.0 --port 8080
    """
    if copy and not frozen:
        raise out.misuse(Message("copy_needs_frozen"))
    if name and not frozen:
        raise out.misuse(Message("name_needs_frozen"))

    def ready(url: str) -> None:
        out.show({"url": url}, Message("library_is_at", url=url))

    if frozen:
        serve_frozen(copy or load_settings(library).build / "site", host, port, ready, out.progress, name=name)
    else:
        _serve_live(load_settings(library), host, port, ready)


# A server runs for long, so it collects the garbage of its requests more often than other commands.
_VALUES_BETWEEN_LOOKS = 100_000


def _serve_live(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    gc.set_threshold(_VALUES_BETWEEN_LOOKS)
    with making_later(settings) as defer_picture:
        freeze = partial(freeze_in_process, settings)
        app = create_app(settings, with_admin=True, freeze=freeze, defer_picture=defer_picture)
        library = the_site(app).library
        with watching(settings, lambda report: library.refresh()):
            serve_app(app, host, port, ready, body_limit(app))
