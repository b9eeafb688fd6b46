"""Show what the cleaning changed in an article, place by place, and put back what it should have left alone.

Nothing is stored for this: the dropped file is beside the article, and the same rules give the same result.
"""

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from webapp.core.edits import Edit, apply_edits, edits, merge
from webapp.core.file_names import is_collection, is_picture
from webapp.core.finding import Finding
from webapp.ingest.document_reader import read_uncleaned
from webapp.ingest.remote_pictures import still_remote
from webapp.scrub.pictures import RULE as MISSING
from webapp.scrub.pictures import missing_pictures
from webapp.scrub.rules import Step, scrub_in_steps
from webapp.settings import Settings

_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Hunk:
    """One change of a rule: *inserted* replaced *removed* between *left* and *right*.

    *line* is that of the dropped file, from 1. *key* names the place for ``put_back``; *is_back* tells that it is
    already put back.
    """

    key: str
    line: int
    left: str
    removed: str
    inserted: str
    right: str
    is_back: bool


@dataclass(frozen=True, slots=True)
class StepReview:
    """The findings of one cleaning step, and the places that it changed."""

    findings: tuple[Finding, ...]
    places: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A dropped document *before* its cleaning, as the program read it, and the steps of the cleaning."""

    before: str
    groups: tuple[StepReview, ...]


def original_of(article_file: Path) -> Path | None:
    """Return the original file of the article in *article_file*, if it can be read again."""
    if article_file.name != "index.md":
        return None
    beside = sorted(article_file.parent.glob("original.*"))
    return next((path for path in beside if not is_collection(path.name) and not is_picture(path.name)), None)


def review(settings: Settings, original: Path, body: str) -> Review:
    """Return how *original* was cleaned; *body* is the article's present text.

    Raises FileRefused if the file cannot be read any more.
    """
    draft, findings = read_uncleaned(settings, original)
    _, steps = scrub_in_steps(draft, settings.script)
    lines = list(range(1, draft.text.count("\n") + 2))
    missing = missing_pictures(body, (path.name for path in original.parent.iterdir()))
    findings = still_remote(findings, body)
    groups = [StepReview(tuple(findings), ())] if findings else []
    for number, step in enumerate(steps):
        found = tuple(each for each in step.findings if each.rule != MISSING or each.message.values["name"] in missing)
        if found:
            places = [_place(step, key, edit, lines, body) for key, edit in _keyed_edits(number, step)]
            groups.append(StepReview(found, tuple(places)))
        lines = _carried(lines, step)
    return Review(draft.text, tuple(groups))


def put_back(settings: Settings, original: Path, body: str, keys: Collection[str]) -> str | None:
    """Return *body*, the article's text, with the places *keys* as in the dropped file.

    Later changes by a person stay; returns None if a person changed one of these places.
    Raises FileRefused if the file cannot be read any more.
    """
    draft, _ = read_uncleaned(settings, original)
    cleaned, steps = scrub_in_steps(draft, settings.script)
    numbers = iter(range(len(steps)))
    spans: list[tuple[int, int]] = []

    def keep(step: Step) -> str:
        nonlocal spans
        made = _keyed_edits(next(numbers), step, with_blanks=True)
        undone = [edit for key, edit in made if key in keys or _removes(step, edit, spans)]
        changes = [edit for _, edit in made if edit not in undone]
        spans = [(_moved(start, changes), _moved(end, changes)) for start, end in (*spans, *map(_span, undone))]
        return apply_edits(step.before, changes)

    restored, _ = scrub_in_steps(draft, settings.script, keep)
    return merge(cleaned.text, body, restored.text)


def _keyed_edits(number: int, step: Step, with_blanks: bool = False) -> list[tuple[str, Edit]]:
    """Return the edits of *step*, the step *number*, with their keys; without edits that only move spaces.

    A key is made from the text at its place, so it stays valid after other places were put back.
    """
    seen: Counter[str] = Counter()
    keyed = []
    for edit in edits(step.before, step.after):
        removed = step.before[edit.start : edit.end]
        around = step.before[max(0, edit.start - _CONTEXT) : edit.end + _CONTEXT]
        digest = hashlib.sha256("\0".join((around, removed, edit.text)).encode()).hexdigest()[:12]
        seen[digest] += 1
        if with_blanks or removed.strip() or edit.text.strip():
            keyed.append((f"{number}-{digest}-{seen[digest]}", edit))
    return keyed


def _removes(step: Step, edit: Edit, spans: list[tuple[int, int]]) -> bool:
    """Tell whether *edit* removes text in one of *spans*: a later rule may need what an earlier one removed."""
    if edit.text.strip() or not step.before[edit.start : edit.end].strip():
        return False
    return any(edit.start < end and start < edit.end for start, end in spans)


def _span(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _moved(place: int, changes: list[Edit]) -> int:
    """Return the position of *place* after *changes*."""
    return place + sum(len(edit.text) - (edit.end - edit.start) for edit in changes if edit.end <= place)


def _place(step: Step, key: str, edit: Edit, lines: list[int], body: str) -> Hunk:
    left = step.before[max(0, edit.start - _CONTEXT) : edit.start].rpartition("\n")[2]
    right = step.before[edit.end : edit.end + _CONTEXT].partition("\n")[0]
    removed = step.before[edit.start : edit.end].strip("\n")
    line = lines[min(step.before.count("\n", 0, edit.start), len(lines) - 1)]
    is_back = bool(removed.strip()) and f"{left}{removed}{right}" in body
    return Hunk(key, line, left, removed, edit.text.strip("\n"), right, is_back)


def _carried(lines: list[int], step: Step) -> list[int]:
    """Return the source line in the dropped file for each line after *step*; *lines* has them before it."""
    before, after = step.before.split("\n"), step.after.split("\n")
    if before == after:
        return lines
    carried: list[int] = []
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal" or last - first == end - start:
            carried += lines[first:last]
        else:
            carried += [lines[min(first, len(lines) - 1)]] * (end - start)
    return carried or [1]
