"""Freeze in a process of its own, so that the live site stays quick for its readers meanwhile."""

from multiprocessing import get_context
from multiprocessing.connection import Connection

from webapp.app import create_app
from webapp.errors import FreezeError
from webapp.freeze.site import freeze
from webapp.settings import Settings
from webapp.web.freezing import Note


def freeze_apart(settings: Settings, note: Note) -> None:
    """Freeze the library of *settings*, and tell *note* how far it is. Raises FreezeError if it cannot be done."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_freeze, args=(settings, theirs), daemon=True)
    process.start()
    theirs.close()
    trouble: str | None = "It ended without a word. Run 'shuwu freeze' to see why."
    try:
        while isinstance(news := ours.recv(), tuple):
            note(*news)
        trouble = news
    except EOFError:
        pass
    finally:
        ours.close()
        process.join()
    if trouble:
        raise FreezeError(trouble)


def _freeze(settings: Settings, news: Connection) -> None:
    """Freeze, and send (done, total, what) for each step; in the end None, or what went wrong."""
    try:
        freeze(create_app(settings), settings, lambda step: news.send((step.done, step.total, step.what)))
        news.send(None)
    except FreezeError as error:
        news.send(str(error))
