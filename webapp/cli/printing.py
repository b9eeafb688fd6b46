"""Print for people or for programs, and show how far a long work is."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from webapp.core.left_out import LeftOut, in_groups
from webapp.freeze.release import ReportProgress

_PROGRESS_SECONDS = 0.1
_PROGRESS_WIDTH = 60


def show(as_json: bool, facts: dict[str, Any], *lines: str) -> None:
    """Print *facts* for a program or *lines* for a person."""
    echo_lines([to_json(facts)] if as_json else lines)


def echo_lines(lines: Iterable[str]) -> None:
    """Print *lines*."""
    for line in lines:
        click.echo(line)


def to_json(facts: dict[str, Any]) -> str:
    """Return *facts* as one line for programs."""
    return json.dumps(facts, ensure_ascii=False, default=str)


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.1f} kB"


def freezing(on_progress: Callable[[str], None]) -> ReportProgress:
    """Return what tells *on_progress* how far a freeze is."""
    return lambda step: on_progress(f"{step.done} of {step.total or '?'}  {step.what}")


def left_out_lines(left: LeftOut) -> Iterator[str]:
    """Yield what of a library was *left* out, in short, for people."""
    are_all_told = True
    for group in in_groups(left):
        yield group.line
        yield from (f"  {finding}" for finding in group.first)
        if group.more:
            are_all_told = False
            yield f"  … and {group.more} more."
    if not are_all_told:
        yield "See all of them with: shuwu check"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows a line, each in the place of the one before; nothing where no person watches."""
    if not sys.stderr.isatty():
        yield lambda line: None
        return
    shown = 0.0

    def show(line: str) -> None:
        nonlocal shown
        if time.monotonic() - shown > _PROGRESS_SECONDS:
            shown = time.monotonic()
            click.echo(f"\r{line[:_PROGRESS_WIDTH]:{_PROGRESS_WIDTH}}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(f"\r{'':{_PROGRESS_WIDTH}}\r", nl=False, err=True)
