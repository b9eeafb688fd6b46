"""Freeze in a process of its own, so that the live site stays quick for its readers meanwhile."""

import atexit
from multiprocessing import get_context
from multiprocessing.connection import Connection

from webapp.app import create_app
from webapp.core.left_out import LeftOut
from webapp.errors import FreezeError
from webapp.freeze.site import freeze
from webapp.messages import Message
from webapp.settings import Settings
from webapp.web.admin.freeze_job import ReportFreeze


def freeze_in_process(settings: Settings, on_progress: ReportFreeze) -> LeftOut:
    """Freeze the library of *settings*, tell *on_progress* how far it is, and return what is left out.

    Raises FreezeError if it cannot be done.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    # A daemon could start no processes, as a freeze of many articles does.
    process = context.Process(target=_freeze, args=(settings, theirs), daemon=False)
    process.start()
    atexit.register(process.terminate)  # a server that ends does not wait for the freeze
    theirs.close()
    outcome: LeftOut | FreezeError = FreezeError("", Message("ended_without_word"))
    try:
        while isinstance(news := ours.recv(), tuple):
            on_progress(*news)
        outcome = news
    except EOFError:
        pass
    finally:
        ours.close()
        process.join()
        atexit.unregister(process.terminate)
    if isinstance(outcome, LeftOut):
        return outcome
    raise outcome


def _freeze(settings: Settings, news: Connection) -> None:
    """Freeze, and send (done, total, what) for each step; in the end what is left out, or what went wrong."""
    try:
        release = freeze(create_app(settings), settings, lambda step: news.send((step.done, step.total, step.what)))
        news.send(release.left_out)
    except FreezeError as error:
        news.send(error)
