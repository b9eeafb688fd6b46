"""Sign a release: give the frozen site its manifest.

``build/signed`` keeps the last signed release as links to the same files. The deltas of the next release are made
against it. If it is deleted, copies fetch a little more, once. The number is also kept outside of ``build/``
(numbers.py).
"""

import bisect
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from webapp.disk.exchange import flush
from webapp.disk.files import write_file
from webapp.disk.unfinished import sweep
from webapp.errors import UpdateError
from webapp.messages import Message
from webapp.update.folder import file_names, put_file, put_link, read_file, remove_file, sum_file
from webapp.update.manifest import (
    Files,
    FileSum,
    ManifestSegment,
    append,
    changes,
    combine,
    digest,
    read_manifest_segment,
    write_manifest_segment,
)
from webapp.update.minisign import SecretKey
from webapp.update.names import RELEASE_FOLDER, names_fault
from webapp.update.numbers import keep_number, last_number
from webapp.update.root import PUBLIC_KEY, ROOT, SIGNATURE, ManifestPart, Root, read_root
from webapp.update.step import write_step

_NUMBERS_A_DAY = 100
_MOST_STEPS = 16
# The share of all steps together. A copy that is further behind fetches the files themselves.
_MOST_STEP_PART = 1 / 8


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: *release* is its number.

    *changed* files differ from the release before. A copy of that release has to fetch *step_bytes*.
    """

    release: int
    date: str
    files: int
    bytes: int
    changed: int
    step_bytes: int
    key: str

    def as_json(self) -> dict[str, str | int]:
        """Return what ``shuwu sign --json`` prints."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Last:
    """The release that was signed last; number 0 if there was none."""

    folder: Path
    root: Root
    segments: tuple[ManifestSegment, ...] = ()
    files: Files | None = None


def sign(site: Path, kept: Path, key: SecretKey, now: datetime, record: Path) -> Signed:
    """Write the manifest of the frozen *site* into it; the folder *kept* holds the last signed release.

    The number of a release is its date and two digits, as in the Domain Name System. It is greater than the one in the
    file *record*, so it grows even if *kept* was lost. The same files get the same number again. Nobody else may
    change *site* meanwhile.

    Raises UpdateError if there is no site, it has files that not everyone can copy, or *record* cannot be read.
    """
    least = last_number(record) + 1
    sweep(kept)
    files = _survey(site)
    last = _read_last(kept)
    changed = changes(last.files or {}, files)
    root = (
        last.root
        if last.root.number and not changed
        else _write_manifest(site, last, files, changed, least=least, now=now)
    )
    # Before publishing: once a release is visible, its number is taken.
    keep_number(record, max(root.number, least - 1))
    _write_root(kept, root, key)
    _publish(kept, site, root)
    step = root.steps[-1].bytes if root.steps and changed else 0
    return Signed(root.number, root.date, root.files, root.bytes, len(changed), step, key.public.name)


def _survey(site: Path) -> Files:
    if not (site / "index.html").is_file():
        raise UpdateError(str(site), Message("no_frozen_site_here"), Message("make_with_freeze"))
    names = sorted(file_names(site))
    fault = names_fault(names)
    if fault:
        raise UpdateError(str(site), Message("not_for_everyone", why=fault), Message("rename_and_freeze"))
    return {name: _sum(site / name) for name in names}


def _sum(path: Path) -> FileSum:
    found = sum_file(path)
    if found is None:
        raise UpdateError(str(path), Message("not_copyable"), Message("freeze_again"))
    return found


def _read_last(kept: Path) -> _Last:
    nothing = _Last(kept, Root(0, "", 0, 0, (), ()))
    try:
        root = read_root(str(kept / ROOT), (kept / ROOT).read_bytes())
        parts = [(kept / part.name).read_bytes() for part in root.segments]
    except (FileNotFoundError, UpdateError):
        return nothing
    if any(digest(content) != part.digest for content, part in zip(parts, root.segments, strict=True)):
        return nothing
    segments = tuple(
        read_manifest_segment(part.name, content) for content, part in zip(parts, root.segments, strict=True)
    )
    return _Last(kept, root, segments, combine(segments))


def _write_manifest(
    site: Path, last: _Last, files: Files, changed: ManifestSegment, *, least: int, now: datetime
) -> Root:
    """Write the new parts of the manifest beside the old ones, and return the root that names them."""
    segments = [_write_part(last.folder, write_manifest_segment(segment)) for segment in append(last.segments, changed)]
    steps = list(last.root.steps)
    if last.root.number:
        step = write_step(
            (name for name, file in changed.items() if file),
            lambda name: (site / name).read_bytes(),
            lambda name: read_file(last.folder / name, (last.files or {}).get(name)),
            _neighbours(last.files or {}),
        )
        steps.append(_write_part(last.folder, step, last.root.number))
    size = sum(file.bytes for file in files.values())
    for name, file in changed.items():
        if file:
            put_link(site / name, last.folder / name)
        else:
            remove_file(last.folder, name)
    return Root(
        number=max(least, last.root.number + 1, int(f"{now:%Y%m%d}") * _NUMBERS_A_DAY),
        date=f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        files=len(files),
        bytes=size,
        segments=tuple(segments),
        steps=_affordable(steps, int(size * _MOST_STEP_PART)),
    )


def _write_part(folder: Path, content: bytes, since: int = 0) -> ManifestPart:
    part = ManifestPart(digest(content), len(content), since)
    put_file(folder / part.name, content)
    return part


def _affordable(steps: Iterable[ManifestPart], most_bytes: int) -> tuple[ManifestPart, ...]:
    """Return as many of the last *steps* as fit into *most_bytes*."""
    kept: list[ManifestPart] = []
    for step in reversed(list(steps)[-_MOST_STEPS:]):
        most_bytes -= step.bytes
        if most_bytes < 0:
            break
        kept.insert(0, step)
    return tuple(kept)


def _neighbours(old: Files) -> Callable[[str], list[str]]:
    """Return a function that names the old files most like a file: itself, or its neighbours in the folder."""
    ordered = sorted(old)

    def neighbours(name: str) -> list[str]:
        if name in old:
            return [name]
        at = bisect.bisect(ordered, name)
        place = PurePosixPath(name)
        near = map(PurePosixPath, ordered[max(0, at - 1) : at + 1])
        return [other.as_posix() for other in near if (other.parent, other.suffix) == (place.parent, place.suffix)]

    return neighbours


def _write_root(folder: Path, root: Root, key: SecretKey) -> None:
    text = root.text().encode()
    # Everything that the root names must be on the disk before it.
    flush(folder)
    write_file(folder / PUBLIC_KEY, key.public.file().encode())
    write_file(folder / SIGNATURE, key.sign(text, root.comment()).encode())
    write_file(folder / ROOT, text)
    _remove_others(folder, root)


def _publish(kept: Path, site: Path, root: Root) -> None:
    """Put the manifest into the site; the root comes last."""
    for name in (*(part.name for part in root.parts), PUBLIC_KEY, SIGNATURE, ROOT):
        put_link(kept / name, site / name)
    flush(site)
    _remove_others(site, root)


def _remove_others(folder: Path, root: Root) -> None:
    """Remove what earlier manifests and crashes left."""
    wanted = {folder / part.name for part in root.parts} | {folder / name for name in (PUBLIC_KEY, SIGNATURE, ROOT)}
    for path in (folder / RELEASE_FOLDER).iterdir():
        if path not in wanted:
            path.unlink()
