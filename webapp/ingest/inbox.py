"""Add files from ``content/inbox/`` once they are complete, and tidy up.

A file is complete when two polls in a row see the same size and time, and nobody has it open for writing. A file that
became an article is removed from the inbox: the same bytes are beside the article as ``original.*``. A refused file
goes to ``inbox/refused/`` with a note. An added file that is no article's original, such as an archive, goes to
``inbox/added/``.

A crash at any point loses nothing and adds nothing twice: an article is added in one step, the inbox is tidied after
that, and a file whose bytes are already in the library is not added again.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from webapp.causes import cause
from webapp.core.file_names import is_ignored, is_system_file, is_unfinished
from webapp.core.slug import unique_slug
from webapp.disk.files import make_folder, move, write_file
from webapp.disk.lock import try_lock
from webapp.disk.unfinished import sweep
from webapp.ingest.add import AddReport, Refused
from webapp.ingest.batch import add_together, is_in_library, is_loose_picture
from webapp.ingest.dropped import DroppedFile
from webapp.ingest.open_files import is_open_elsewhere
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.change.article_writer import open_article_writer
from webapp.store.checking.check_inbox import ADDED, NOTE_ENDING, REFUSED
from webapp.store.checking.near_duplicates import learn
from webapp.store.scan import INBOX

POLL_SECONDS = 0.3

_LOCK = ".inbox.lock"
# Windows and some network drives make a file long before its first byte comes.
_EMPTY_SECONDS = 10
_TRY_AGAIN_SECONDS = 60

EntryState = tuple[tuple[str, int, int], ...]
"""Path, size and time of the last change of each file in an entry."""

Tell = Callable[[AddReport], None]


@dataclass(slots=True)
class Inbox:
    """The inbox of one library at the last poll; its notes are in the library's language."""

    settings: Settings
    _is_swept: bool = False
    _seen: dict[Path, EntryState] = field(default_factory=dict)
    _put_off: dict[Path, tuple[EntryState, float]] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self.settings.content / INBOX

    def poll(self) -> AddReport:
        """Add the entries that did not change since the last poll, tidy up, and return a report.

        Does nothing while another process polls.
        """
        self.settings.build.mkdir(exist_ok=True)
        with try_lock(self.settings.build / _LOCK) as is_ours:
            return self._poll() if is_ours else AddReport((), ())

    def _poll(self) -> AddReport:
        if not self._is_swept:
            sweep(self.folder)
            self._is_swept = True
        states = {path: _state(path) for path in self._entries()}
        ready = [path for path, state in states.items() if self._is_ready(path, state)]
        self._seen = states
        return _joined(self._add(unit, states) for unit in _units(ready, states))

    def _entries(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        kept = (REFUSED, ADDED)
        return sorted(path for path in self.folder.iterdir() if path.name not in kept and not _is_ignored(path.name))

    def _is_ready(self, path: Path, state: EntryState) -> bool:
        if not state or self._seen.get(path) != state:
            return False
        if self._put_off.get(path, ((), 0.0))[0] == state and self._put_off[path][1] > time.monotonic():
            return False
        now = time.time_ns()
        is_fresh = any(size == 0 and abs(now - changed) < _EMPTY_SECONDS * 10**9 for _, size, changed in state)
        is_growing = any(is_unfinished(name) for name, _, _ in state)
        return not is_fresh and not is_growing and not any(is_open_elsewhere(Path(name)) for name, _, _ in state)

    def _add(self, unit: list[Path], states: Mapping[Path, EntryState]) -> AddReport:
        links = [path for path in unit if path.is_symlink()]
        try:
            report = add_together(self.settings, [path for path in unit if path not in links])
        except Exception:
            if len(unit) > 1:
                return _joined(self._add([path], states) for path in unit)
            # A bug with one file must not block the others.
            traceback.print_exc(file=sys.stderr)
            failed = Refused(DroppedFile(unit[0]).name, Message("program_failed"), Message("send_to_keeper"))
            report = AddReport((), (failed,))
        for path in links:
            refused = Refused(DroppedFile(path).name, Message("is_link"), Message("put_file_here"))
            report = AddReport(report.added, (*report.refused, refused))
        self._tidy(unit, states, report)
        return report

    def _tidy(self, unit: list[Path], states: Mapping[Path, EntryState], report: AddReport) -> None:
        for path in unit:
            if _state(path) != states[path]:
                # It grew while it was read: the rest is added by the next poll.
                continue
            try:
                for file in _files(path):
                    self._put_away(file, report)
                _remove_empty(path)
            except OSError as error:
                print(self.settings.words(Message("at", where=path, what=cause(error))), file=sys.stderr)
                self._put_off[path] = (states[path], time.monotonic() + _TRY_AGAIN_SECONDS)

    def _put_away(self, file: Path, report: AddReport) -> None:
        name = DroppedFile(file).name
        refused = [each for each in report.refused if _is_about(each.file, name)]
        if refused:
            self._move(file, REFUSED, refused)
        elif is_system_file(file.name) or is_in_library(self.settings, file, report.added):
            file.unlink()
        elif any(_is_about(added.file, name) for added in report.added):
            self._move(file, ADDED, ())
        else:
            reason = Message("nobody_shows_picture")
            self._move(file, REFUSED, [Refused(name, reason, Message("name_in_text"))])

    def _move(self, file: Path, folder: str, refused: Iterable[Refused]) -> None:
        target = self.folder / folder / file.relative_to(self.folder)
        make_folder(target.parent)
        taken = {path.name.lower() for path in target.parent.iterdir() if not path.name.endswith(NOTE_ENDING)}
        if target.name.lower() in taken:
            stems = {name.rpartition(".")[0] or name for name in taken}
            target = target.with_name(unique_slug(target.stem, stems) + target.suffix)
        lines = [self.settings.words(each.line(f"{self.folder}{os.sep}")) for each in refused]
        if lines:
            # The note comes before the file: a file without a note would explain nothing.
            write_file(target.with_name(target.name + NOTE_ENDING), "\n".join([*lines, ""]).encode())
        move(file, target)


def watch(settings: Settings, stop: Event, tell: Tell) -> None:
    """Poll the inbox until *stop* is set, and *tell* the reports."""
    inbox = Inbox(settings)
    is_learning = True
    while not stop.wait(POLL_SECONDS):
        try:
            report = inbox.poll()
            if is_learning and not report.added:
                is_learning = _learn(settings)
        except OSError as error:
            # The disk may be away and come back: a memory card was removed, a network drive sleeps.
            print(settings.words(Message("at", where=inbox.folder, what=cause(error))), file=sys.stderr)
            stop.wait(_TRY_AGAIN_SECONDS)
            continue
        if report.added or report.refused:
            tell(report)


def _learn(settings: Settings) -> bool:
    """While idle, prepare the search for near duplicates; tell whether there is more to do."""
    with open_article_writer(settings) as writer:
        return learn(settings, writer.files)


@contextmanager
def watching(settings: Settings, tell: Tell) -> Iterator[None]:
    """Watch the inbox in a thread, in a context."""
    stop = Event()
    thread = Thread(target=watch, args=(settings, stop, tell), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _units(ready: list[Path], states: Mapping[Path, EntryState]) -> Iterator[list[Path]]:
    """Yield groups to add together: each folder, and all loose files, which wait until every picture is complete."""
    folders = [path for path in ready if path.is_dir() and not path.is_symlink()]
    yield from ([folder] for folder in folders)
    loose = [path for path in ready if path not in folders]
    waits = any(is_loose_picture(path) and path not in loose for path in states)
    if loose and not waits:
        yield loose


def _state(path: Path) -> EntryState:
    """Return the state of all files at *path*; empty if it is being deleted, or is a folder without files."""
    try:
        stats = [(str(file), file.lstat()) for file in _files(path)]
    except OSError:
        return ()
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def _files(path: Path) -> list[Path]:
    """Return the files at *path*, pictures first: until the text goes, it tells which article they belong to."""
    if not path.is_dir() or path.is_symlink():
        return [path]
    found = [
        Path(folder) / name
        for folder, folders, names in os.walk(path)
        for name in (*names, *(each for each in folders if (Path(folder) / each).is_symlink()))
    ]
    return sorted(found, key=lambda file: (not is_loose_picture(file), file))


def _remove_empty(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for folder, _, _ in os.walk(path, topdown=False):
            if not any(Path(folder).iterdir()):
                Path(folder).rmdir()


def _is_ignored(name: str) -> bool:
    return is_ignored(name) or name.endswith(NOTE_ENDING)


def _is_about(file: str, name: str) -> bool:
    """Tell whether a report on *file* is about the dropped file *name*, or about something in it."""
    return file == name or (file.startswith(name) and not file[len(name)].isalnum() and file[len(name)] != ".")


def _joined(reports: Iterable[AddReport]) -> AddReport:
    reports = list(reports)
    return AddReport(
        tuple(added for report in reports for added in report.added),
        tuple(refused for report in reports for refused in report.refused),
    )
