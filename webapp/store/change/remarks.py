"""The remarks of readers about the points of meetings, for the admin.

``remarks/`` is beside ``content/`` and ``build/``, so nothing in it is shown, frozen or packed, and deleting ``build/``
does not delete it. Each meeting has a file there, which only the library's owner may read.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from webapp.core.meeting import Meeting
from webapp.core.remark import Remark
from webapp.disk.files import move, write_file
from webapp.disk.lock import hold_lock
from webapp.settings import Settings

REMARKS_FOLDER = "remarks"
MOST_OF_MEETING = 500

_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class MeetingRemarks:
    """The remarks of one meeting, in the order they came. *title* is the last title of the meeting."""

    slug: str
    title: str
    remarks: tuple[Remark, ...] = ()


def add_remark(settings: Settings, meeting: Meeting, remark: Remark) -> bool:
    """Add *remark* about a point of *meeting*; tell whether there was room. The same text is not added twice.

    Raises OSError if it cannot be written; then the older remarks are still there.
    """
    with _alone(settings) as folder:
        path = folder / f"{meeting.slug}.json"
        before = _read(path) or _begin(path, meeting)
        if any((other.point, other.text) == (remark.point, remark.text) for other in before.remarks):
            return True
        if len(before.remarks) >= MOST_OF_MEETING:
            return False
        _write(path, replace(before, title=meeting.title, remarks=(*before.remarks, remark)))
        return True


def all_remarks(settings: Settings) -> list[MeetingRemarks]:
    """Return all remarks, sorted by the slugs of the meetings."""
    folder = settings.root / REMARKS_FOLDER
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return [found for path in paths if (found := _read(path)) and found.remarks]


def delete(settings: Settings, slug: str, ids: Iterable[str]) -> None:
    """Delete the remarks *ids* of the meeting *slug* for good. The meeting must have remarks."""
    unwanted = set(ids)
    with _alone(settings) as folder:
        path = folder / f"{slug}.json"
        before = _read(path)
        if before is None:
            return
        left = tuple(remark for remark in before.remarks if remark.id not in unwanted)
        if left:
            _write(path, replace(before, remarks=left))
        else:
            path.unlink()


@contextmanager
def _alone(settings: Settings) -> Iterator[Path]:
    """Yield the folder to one process or thread at a time."""
    folder = settings.root / REMARKS_FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    with hold_lock(folder / _LOCK):
        yield folder


def _begin(path: Path, meeting: Meeting) -> MeetingRemarks:
    """Return an empty MeetingRemarks; move an unreadable file aside, for a person to look at."""
    if path.exists():
        move(path, path.with_name(f"{path.stem}-{secrets.token_hex(4)}.damaged"))
    return MeetingRemarks(meeting.slug, meeting.title)


def _read(path: Path) -> MeetingRemarks | None:
    try:
        kept = json.loads(path.read_bytes())
        return MeetingRemarks(path.stem, str(kept["title"]), tuple(Remark(**remark) for remark in kept["remarks"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, found: MeetingRemarks) -> None:
    kept = {"title": found.title, "remarks": [asdict(remark) for remark in found.remarks]}
    write_file(path, json.dumps(kept, ensure_ascii=False, indent=1).encode())
