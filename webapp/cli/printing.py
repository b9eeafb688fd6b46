"""Print for people or for programs, and show the progress of long work."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

from webapp.core.left_out import LeftOut, in_groups
from webapp.freeze.release import ReportProgress
from webapp.messages import Message, Words

_PROGRESS_SECONDS = 0.1
_PROGRESS_WIDTH = 60

Shown = Message | str
Note = Callable[[Shown], None]
"""Shows a line in place of the one before."""


@dataclass(frozen=True, slots=True)
class Out:
    """Where a command prints: for people in the language of *say*; for programs if *is_json*."""

    say: Words
    is_json: bool = False

    def show(self, facts: dict[str, Any], *lines: Shown) -> None:
        """Print *facts* for a program or *lines* for a person."""
        self.echo([self.to_json(facts)] if self.is_json else lines)

    def show_error(self, facts: dict[str, Any], lines: Iterable[Shown]) -> None:
        """Print an error: *facts* and *lines* for a program, *lines* for a person."""
        text = "\n  ".join(map(self.text, lines))
        told = self.to_json({"error": text} | facts) if self.is_json else self.say(Message("error", what=text))
        click.echo(told, err=True)

    def echo(self, lines: Iterable[Shown]) -> None:
        """Print *lines*."""
        for line in lines:
            click.echo(self.text(line))

    def text(self, line: Shown) -> str:
        """Return *line* as people read it."""
        return self.say(line) if isinstance(line, Message) else line

    def to_json(self, facts: dict[str, Any]) -> str:
        """Return *facts* as one line for programs."""
        return json.dumps(
            facts,
            ensure_ascii=False,
            default=lambda value: self.say(value) if isinstance(value, Message) else str(value),
        )

    def misuse(self, found: Message) -> click.UsageError:
        """Return the error of a command that is used wrongly."""
        return click.UsageError(self.say(found))

    @contextmanager
    def progress(self) -> Iterator[Note]:
        """Yield a function that shows the progress; it does nothing where no person watches."""
        if not sys.stderr.isatty():
            yield lambda line: None
            return
        shown = 0.0

        def show(line: Shown) -> None:
            nonlocal shown
            if time.monotonic() - shown > _PROGRESS_SECONDS:
                shown = time.monotonic()
                click.echo(f"\r{self.text(line)[:_PROGRESS_WIDTH]:{_PROGRESS_WIDTH}}", nl=False, err=True)

        try:
            yield show
        finally:
            click.echo(f"\r{'':{_PROGRESS_WIDTH}}\r", nl=False, err=True)


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.1f} kB"


def freezing(on_progress: Note) -> ReportProgress:
    """Return a function that reports the progress of a freeze to *on_progress*."""
    return lambda step: on_progress(Message("step", done=step.done, total=step.total or "?", what=step.what))


def left_out_lines(left: LeftOut) -> Iterator[Message]:
    """Yield short lines about what was *left* out of a library, for people."""
    are_all_told = True
    for group in in_groups(left):
        yield group.line
        yield from (Message("below", what=finding.line()) for finding in group.first)
        if group.more:
            are_all_told = False
            yield Message("below", what=Message("and_more", more=group.more))
    if not are_all_told:
        yield Message("see_all")
