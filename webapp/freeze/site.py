"""The whole freeze: render what changed, check, publish."""

import errno
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask

from webapp.causes import cause
from webapp.core.freezable import FREEZABLE, Freezable
from webapp.core.left_out import all_lines
from webapp.errors import FreezeError
from webapp.freeze.budget import over_budget
from webapp.freeze.check import SiteChanges, examine
from webapp.freeze.freezer import SiteFreezer
from webapp.freeze.ledger import Ledger
from webapp.freeze.mirror import remove
from webapp.freeze.page_weigher import PageWeigher
from webapp.freeze.release import Progress, Release, ReportProgress, summarise
from webapp.freeze.release_folders import ReleaseFolders
from webapp.freeze.weight_report import write_report
from webapp.freeze.workers import freeze_by
from webapp.freeze.writer import ReleaseWriter
from webapp.messages import Message
from webapp.settings import Settings


def freeze(
    app: Flask,
    settings: Settings,
    report: ReportProgress = lambda progress: None,
    jobs: int = 1,
    keep: int = 1,
    *,
    build: Path | None = None,
    is_strict: bool = False,
) -> Release:
    """Write all of *app* to ``site`` in the folder *build*, by default ``build/``, and return the release.

    *app* must be one without the admin pages. Unchanged pages are taken from the release before; *jobs* processes make
    the others. The old site stays whole until the new one is complete and checked, and is then replaced in one step;
    after a crash or a failure it is still there. *keep* old releases are kept.

    A missing link target or picture of an article stops nothing: the release lists it in what is left out. Raises
    FreezeError if a page or one of the site's own links is broken, a budget is exceeded and the settings refuse that,
    the disk fails, another freeze is at work, or if *is_strict* and anything is left out or over a budget.
    """
    started = time.perf_counter()
    folders = ReleaseFolders(build or settings.build, keep)
    site: Freezable = app.extensions[FREEZABLE]
    try:
        # The site may have processes. If they started under the lock, they would hold it after this one is killed.
        with site.held(), folders.locked(), folders.prepared() as start:
            published = Ledger.load(folders.ledger, site.code_digest())
            site.follow_moves(published.marks)
            is_retry = start.ledger != folders.ledger
            before = Ledger.load(start.ledger, site.code_digest()) if is_retry else published
            site.make_pictures(jobs, lambda done, total, what: report(Progress(done, total, what)))
            left = site.left_out()
            if is_strict and left:
                raise _refusal(Message("not_published_left", count=0), all_lines(left))
            urls = [(endpoint, tuple(sorted(values.items()))) for endpoint, values in _counted(site.urls(), report)]
            ledger = before.unchanged(urls, start.there, site.answers_again)
            stale = [url for url in dict.fromkeys(urls) if url not in ledger]
            writer = ReleaseWriter(folders.building, (file.name for file in ledger.files()))
            freezer = SiteFreezer(app, site, writer)
            on_progress = _counter(len(stale), report)
            made = set()
            for page in freeze_by(jobs, freezer, stale):
                ledger.add(page)
                made.add(page.file.name)
                on_progress(page.file.name)
            ledger.marks = site.marks()
            _refuse(sorted(freezer.faults, key=str), ledger, folders)
            names = {file.name for file in ledger.files()}
            for name in start.there.keys() - names:
                remove(str(folders.building / name))
            # Any file of a refused release may have faults.
            unsure = names if is_retry else made
            changes = SiteChanges(folders.site, names, unsure, start.published.keys() - names, published.linked)
            verdict = examine(folders.building, settings.url, changes)
            weigher = PageWeigher(folders.building, folders.weights, ledger.files(), site.page_kind)
            weights = weigher.weights(tuple(site.searches(folders.building)))
            weights = replace(weights, over=tuple(over_budget(weigher, weights, settings)))
            over = weights.over if is_strict or settings.budgets == "refuse" else ()
            _refuse(
                [*verdict.faults, *site.faults(folders.building), *(excess.refusal() for excess in over)],
                ledger,
                folders,
            )
            weigher.keep()
            write_report(folders.report, weights, freezer)
            ledger.linked = verdict.linked
            ledger.save(folders.ledger)
            folders.publish()
    except OSError as error:
        raise _disk_error(error) from error
    return summarise(ledger.files(), made, time.perf_counter() - started, weights.over, left)


def roll_back(settings: Settings) -> int:
    """Put the release before the one in ``build/site`` in its place; return how many older ones are left.

    Raises FreezeError if there is none, the disk fails, or a freeze is at work.
    """
    folders = ReleaseFolders(settings.build)
    try:
        with folders.locked():
            folders.roll_back()
            return len(folders.old_releases())
    except OSError as error:
        raise _disk_error(error) from error


def _counted(
    urls: Iterable[tuple[str, dict[str, Any]]], report: ReportProgress
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield *urls* and report their count: finding them takes a while."""
    on_progress = _counter(0, report)
    for url in urls:
        on_progress(url[0])
        yield url


def _counter(total: int, report: ReportProgress) -> Callable[[str], None]:
    numbers = count(1)
    return lambda what: report(Progress(next(numbers), total, what))


def _refuse(faults: Sequence[Message], ledger: Ledger, folders: ReleaseFolders) -> None:
    """Raise FreezeError if there are *faults*; keep the finished files for the next freeze."""
    if faults:
        ledger.save(folders.refused)
        raise _refusal(Message("not_published_faults", count=0), faults)


def _refusal(why: Message, faults: Sequence[Message]) -> FreezeError:
    return FreezeError("", why.but(count=len(faults)), faults=tuple(faults))


def _disk_error(error: OSError) -> FreezeError:
    remedy = Message("room_for_two") if error.errno == errno.ENOSPC else Message("build_writable")
    return FreezeError(error.filename or "build", Message("says", what=cause(error)), remedy)
