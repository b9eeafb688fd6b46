"""Update a copy: fetch what is missing, check it, switch to it in one step."""

import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from webapp.errors import UpdateError
from webapp.messages import Message
from webapp.update.copy import CopyFolder
from webapp.update.fetch import Fetcher, Mixed
from webapp.update.folder import file_names, put_file, put_link, read_file, remove_file, sum_file
from webapp.update.manifest import Files, FileSum, ManifestSegment, combine, read_manifest_segment, sum_of
from webapp.update.minisign import PublicKey, read_public_key, verify
from webapp.update.names import RELEASE_FOLDER, names_fault
from webapp.update.root import (
    MOST_ROOT_BYTES,
    MOST_SIGNATURE_BYTES,
    PUBLIC_KEY,
    ROOT,
    SIGNATURE,
    ManifestPart,
    Root,
    read_root,
)
from webapp.update.source import Source
from webapp.update.step import read_step

_LINES = 4
# A host that is receiving a new release shows a mix of two, for about a minute.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class PullProgress:
    """The progress of a pull: *done* of *total* bytes. *total* is the size of the files; a host may compress them."""

    done: int
    total: int
    files: int


ReportPull = Callable[[PullProgress], None]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull did: how many files it fetched and how many of the old copy it used; whether the copy changed."""

    release: int
    fetched_files: int
    fetched_bytes: int
    reused_files: int
    switched: bool
    key: str
    trusted_now: bool

    def as_json(self) -> dict[str, str | int]:
        """Return what ``shuwu pull --json`` prints."""
        return asdict(self)


def pull(source: Source, copy: Path, key: PublicKey | None, report: ReportPull = lambda progress: None) -> Pulled:
    """Update the folder *copy* to the release at *source*, and return what was done.

    *key* is the publisher's. Its default is the key of the first pull; the first pull trusts the key that the source
    shows. The old copy stays whole until the new one is complete. A pull that was stopped resumes where it was.

    Raises UpdateError if the release is not signed by that key, is older than the copy, or cannot be had.
    """
    place = CopyFolder(copy)
    with place.opened():
        work = _Pull(source, place, report)
        trusted = key or work.pinned_key()
        the_key = trusted or work.shown_key()
        for last_try in (False,) * (_TRIES - 1) + (True,):
            try:
                return work.run(the_key, trusted_now=trusted is None)
            except Mixed as mixed:
                if last_try:
                    found = Message("not_what_was_signed", names=str(mixed))
                    remedy = Message("again_or_tell")
                    raise UpdateError(source.where, found, remedy) from None
    raise AssertionError("the last try either returns or raises")


class _Pull:
    """A pull at work; *fetched_bytes* counts all bytes transferred, also in failed tries."""

    def __init__(self, source: Source, place: CopyFolder, report: ReportPull) -> None:
        self._source = source
        self._copy = place
        self._report = report
        self._fetcher = Fetcher(source, place.parts, self._count_bytes)
        self._lock = Lock()
        self._fetched_bytes = 0
        self._missing = (0, 0)
        self._before = 0

    def pinned_key(self) -> PublicKey | None:
        """Return the key of the copy's first pull; None if this is the first."""
        path = self._copy.site / PUBLIC_KEY
        return read_public_key(str(path), path.read_text("utf-8")) if path.is_file() else None

    def shown_key(self) -> PublicKey:
        """Return the key that the source shows."""
        try:
            text = self._fetcher.fetch_text(PUBLIC_KEY, MOST_SIGNATURE_BYTES)
        except Mixed:
            found = Message("no_signed_release")
            raise UpdateError(self._source.where, found, Message("see_address_and_signed")) from None
        return read_public_key(f"{self._source.where}: {PUBLIC_KEY}", text.decode(errors="replace"))

    def run(self, key: PublicKey, trusted_now: bool) -> Pulled:
        """Pull once. Raises Mixed if the source changes during the pull."""
        text, signature = self._signed_text(key)
        root = read_root(f"{self._source.where}: {ROOT}", text)
        old_root = self._old_root(root, text)
        files = self._files(root)
        found = self._found()
        is_current = old_root is not None and old_root.number == root.number
        if is_current and found == files:
            self._copy.tidy()
            return Pulled(root.number, 0, self._fetched_bytes, len(files), False, key.name, trusted_now)
        fetched = self._gather(root, files, found, old_root)
        self._finish(root, files, {ROOT: text, SIGNATURE: signature, PUBLIC_KEY: key.file().encode()})
        return Pulled(root.number, fetched, self._fetched_bytes, len(files) - fetched, True, key.name, trusted_now)

    def _signed_text(self, key: PublicKey) -> tuple[bytes, bytes]:
        """Return the root and its signature. The two may not match while the host is receiving a release."""
        for is_last in (False, True):
            text = self._fetcher.fetch_text(ROOT, MOST_ROOT_BYTES)
            signature = self._fetcher.fetch_text(SIGNATURE, MOST_SIGNATURE_BYTES)
            try:
                verify(f"{self._source.where}: {ROOT}", text, signature.decode(errors="replace"), key)
                break
            except UpdateError:
                if is_last:
                    raise
        return text, signature

    def _old_root(self, root: Root, text: bytes) -> Root | None:
        """Return the root of the copy, None if there is no copy. Refuses to go back, or sideways."""
        path = self._copy.site / ROOT
        if not path.is_file():
            return None
        old_text = path.read_bytes()
        old = read_root(str(path), old_text)
        if root.number < old.number:
            found = Message("older_release", number=root.number, ours=old.number)
            raise UpdateError(self._source.where, found, Message("ask_or_pull_elsewhere"))
        if root.number == old.number and old_text != text:
            found = Message("other_release", number=root.number)
            raise UpdateError(self._source.where, found, Message("ask_to_freeze_and_sign"))
        return old

    def _files(self, root: Root) -> Files:
        """Return the list of the files; fetch its missing segments."""
        segments = [self._segment(part) for part in root.segments]
        files = combine(segments)
        fault = names_fault(list(files))
        if not fault and (len(files), sum(file.bytes for file in files.values())) != (root.files, root.bytes):
            fault = Message("list_count")
        if fault:
            raise UpdateError(self._source.where, Message("says", what=fault), Message("ask_about_it"))
        return files

    def _segment(self, part: ManifestPart) -> ManifestSegment:
        return read_manifest_segment(f"{self._source.where}: {part.name}", self._part(part).read_bytes())

    def _part(self, part: ManifestPart) -> Path:
        """Return the path of a file of the manifest; fetch it if needed."""
        expected = FileSum(part.bytes, part.digest)
        here = self._copy.site / part.name
        return here if sum_file(here) == expected else self._fetcher.fetch(part.name, expected)

    def _found(self) -> Files:
        """Return the files of the old copy, as they are."""
        found = {name: sum_file(self._copy.site / name) for name in file_names(self._copy.site)}
        return {name: file for name, file in sorted(found.items()) if file}

    def _gather(self, root: Root, files: Files, found: Files, old_root: Root | None) -> int:
        """Put all *files* into the new folder, and return how many were fetched."""
        new = self._copy.new
        new.mkdir(exist_ok=True)
        for name in list(file_names(new)):
            if name not in files:
                remove_file(new, name)
        owners = {file: name for name, file in found.items()}
        missing = []
        for name, file in files.items():
            if sum_file(new / name) == file:
                continue
            remove_file(new, name)
            if file in owners:
                put_link(self._copy.site / owners[file], new / name)
            else:
                missing.append(name)
        fetched = [name for name in files if files[name] not in owners]
        self._take_steps(root, files, old_root, missing)
        self._fetch_all(files, [name for name in missing if not (new / name).exists()])
        return len(fetched)

    def _take_steps(self, root: Root, files: Files, old_root: Root | None, missing: list[str]) -> None:
        """Make *missing* files from the old ones, as far as steps exist and cost less than the files."""
        steps = [step for step in root.steps if old_root and step.since >= old_root.number]
        if not steps or old_root is None or steps[0].since != old_root.number:
            return
        if sum(step.bytes for step in steps) >= sum(files[name].bytes for name in missing):
            return
        self._expect(sum(step.bytes for step in steps), len(missing))
        made: dict[str, bytes] = {}
        for step in steps:
            try:
                content = self._part(step).read_bytes()
                made |= {change.name: change.content for change in read_step(content, self._reader(made))}
            except (Mixed, ValueError, zlib.error):  # a step is only a short cut: missing files are fetched
                return
        for name in missing:
            if name in made and sum_of(made[name]) == files[name]:
                put_file(self._copy.new / name, made[name])

    def _reader(self, made: dict[str, bytes]) -> Callable[[str], bytes]:
        """Return a function that reads a file as it is after the steps so far."""
        earlier = dict(made)

        def read(name: str) -> bytes:
            path = self._copy.site / name
            return earlier[name] if name in earlier else read_file(path, sum_file(path) if name else None)

        return read

    def _fetch_all(self, files: Files, names: Iterable[str]) -> None:
        wanted: dict[FileSum, list[str]] = {}
        for name in names:
            wanted.setdefault(files[name], []).append(name)
        self._expect(sum(file.bytes for file in wanted), len(wanted))
        with ThreadPoolExecutor(_LINES) as lines:
            try:
                for _ in lines.map(lambda pair: self._fetch(*pair), wanted.items()):
                    pass
            finally:
                lines.shutdown(cancel_futures=True)

    def _fetch(self, file: FileSum, names: list[str]) -> None:
        part = self._fetcher.fetch(names[0], file)
        for name in names:
            put_link(part, self._copy.new / name)
        part.unlink()

    def _finish(self, root: Root, files: Files, texts: dict[str, bytes]) -> None:
        """Write the manifest beside the files, and switch."""
        new = self._copy.new
        wanted = {part.name for part in root.parts}
        for path in (new / RELEASE_FOLDER).iterdir() if (new / RELEASE_FOLDER).is_dir() else ():
            if path.relative_to(new).as_posix() not in wanted:
                path.unlink()
        for part in root.parts:
            for place in (self._copy.parts / part.digest, self._copy.site / part.name):
                if sum_file(place) == FileSum(part.bytes, part.digest):
                    put_link(place, new / part.name)
                    break
        for name, content in texts.items():
            put_file(new / name, content)
        self._copy.switch()

    def _expect(self, total: int, files: int) -> None:
        self._missing = (total, files)
        self._before = self._fetched_bytes
        self._report(PullProgress(0, total, files))

    def _count_bytes(self, wire_bytes: int) -> None:
        with self._lock:
            self._fetched_bytes += wire_bytes
            total, files = self._missing
            if total:
                self._report(PullProgress(min(self._fetched_bytes - self._before, total), total, files))
