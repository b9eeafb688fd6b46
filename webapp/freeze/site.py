"""The whole freeze: render, check, publish."""

import errno
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import count
from typing import Protocol

from flask import Flask

from webapp.errors import FreezeError
from webapp.freeze.check import find_faults
from webapp.freeze.freezer import SiteFreezer, Url
from webapp.freeze.release import Progress, Release, Report, summarise
from webapp.freeze.workshop import Workshop
from webapp.freeze.writer import ReleaseWriter
from webapp.settings import Settings


class FreezableSite(Protocol):
    """What an app that can be frozen keeps in ``app.extensions["shuwu"]``."""

    def urls(self) -> Iterable[Url]:
        """Name every page by its endpoint and values."""

    def held(self) -> AbstractContextManager[object]:
        """Keep the content as it is meanwhile: a release must not mix two."""


def freeze(app: Flask, settings: Settings, report: Report = lambda progress: None) -> Release:
    """Write all of *app* to ``build/site`` as static files, and return what came out.

    *app* must be one without the admin pages. The site that was there stays whole until the new one is complete and
    checked, and then gives way in one step; after a crash or a failure it is still there.

    Raises FreezeError if a page or a link is broken, the disk fails, or another freeze is at work.
    """
    started = time.perf_counter()
    workshop = Workshop(settings.build)
    site: FreezableSite = app.extensions["shuwu"]
    try:
        with workshop.opened(), site.held():
            writer = ReleaseWriter(workshop.building, before=workshop.site)
            freezer = SiteFreezer(app, writer)
            urls = list(_counted(site.urls(), report))
            freezer.freeze_urls(urls, _counter(len(urls), report))
            _refuse(freezer.faults)
            _refuse(find_faults(workshop.building, settings.url))
            workshop.publish()
    except OSError as error:
        raise _disk_error(error) from error
    return summarise(writer.files, time.perf_counter() - started)


def _counted(urls: Iterable[Url], report: Report) -> Iterator[Url]:
    """Yield *urls*, telling how many there were: finding them makes the pictures, which takes its time."""
    note = _counter(0, report)
    for url in urls:
        note(url[0])
        yield url


def _counter(total: int, report: Report) -> Callable[[str], None]:
    numbers = count(1)
    return lambda what: report(Progress(next(numbers), total, what))


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise FreezeError(f"The site was not published, for it has faults ({len(faults)}):", tuple(faults))


def _disk_error(error: OSError) -> FreezeError:
    found = f"{error.filename or 'build'}: {error.strerror or error}."
    if error.errno == errno.ENOSPC:
        return FreezeError(f"{found} The site needs room for two copies of itself: free some, then freeze again.")
    return FreezeError(f"{found} See that build/ can be written and that no program holds it open, then freeze again.")
