"""Freeze in a process of its own, so that the live site stays quick."""

from webapp.app import create_app
from webapp.core.left_out import LeftOut
from webapp.disk.child import Asker, Child, ChildEnded
from webapp.errors import FreezeError
from webapp.freeze.site import freeze
from webapp.messages import Message
from webapp.settings import Settings
from webapp.web.admin.freeze_job import ReportFreeze


def freeze_in_process(settings: Settings, on_progress: ReportFreeze) -> LeftOut:
    """Freeze the library of *settings*, report to *on_progress*, and return what is left out.

    Raises FreezeError if the freeze fails.
    """
    with Child(_freeze, settings, has_children=True) as child:
        try:
            while isinstance(news := child.receive(), tuple):
                on_progress(*news)
        except ChildEnded:
            raise FreezeError("", Message("ended_without_word")) from None
    left_out: LeftOut = news
    return left_out


def _freeze(asker: Asker, settings: Settings) -> None:
    """Freeze; send (done, total, what) for each step, and at the end what is left out."""
    release = freeze(create_app(settings), settings, lambda step: asker.send((step.done, step.total, step.what)))
    asker.send(release.left_out)
