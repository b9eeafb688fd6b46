"""Share the pages of a freeze among processes.

The processes are forked, so they share the library in memory. Where the system cannot fork (Windows) one process makes
all pages.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from webapp.disk.child import CAN_FORK, Asker, Child, ChildEnded, ready, together
from webapp.errors import FreezeError
from webapp.freeze.freezer import SiteFreezer
from webapp.freeze.ledger import FrozenPage, FrozenUrl
from webapp.messages import Message

FEW_PAGES = 200
"""One process makes this many pages in the time that more processes take to start."""

_CHUNK = 50


def freeze_by(jobs: int, freezer: SiteFreezer, urls: Sequence[FrozenUrl]) -> Iterator[FrozenPage]:
    """Freeze *urls* in *jobs* processes, and yield the pages that did not fail; *freezer* collects the faults."""
    if jobs == 1 or len(urls) <= FEW_PAGES or not CAN_FORK:
        yield from freezer.freeze_urls(urls)
        return
    with together(Child(_work, freezer, urls[number::jobs], is_forked=True) for number in range(jobs)) as workers:
        yield from _collect(workers, freezer)


def _collect(workers: Sequence[Child], freezer: SiteFreezer) -> Iterator[FrozenPage]:
    unfinished = list(workers)
    while unfinished:
        for worker in ready(unfinished):
            news = _receive(worker)
            if news is None:
                unfinished.remove(worker)
                continue
            pages, faults = news
            freezer.faults += faults
            yield from filter(freezer.accepts, pages)


def _receive(worker: Child) -> Any:
    try:
        return worker.receive()
    except ChildEnded:
        raise FreezeError("", Message("freeze_process_ended"), Message("freeze_with_one_job")) from None


def _work(asker: Asker, freezer: SiteFreezer, urls: Sequence[FrozenUrl]) -> None:
    """Freeze *urls*, and send pages and faults; None at the end."""
    pages = freezer.freeze_urls(urls)
    while chunk := list(islice(pages, _CHUNK)):
        asker.send((chunk, ()))
    asker.send(((), tuple(freezer.faults)))
    asker.send(None)
