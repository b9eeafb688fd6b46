"""Verify a release in a folder: every file as it was signed, none missing, none added."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from webapp.errors import UpdateError
from webapp.messages import Message
from webapp.update.folder import file_names, sum_file
from webapp.update.manifest import Files, FileSum, ManifestSegment, combine, read_manifest_segment
from webapp.update.minisign import PublicKey, verify
from webapp.update.names import RELEASE_FOLDER
from webapp.update.root import MOST_ROOT_BYTES, MOST_SIGNATURE_BYTES, PUBLIC_KEY, ROOT, SIGNATURE, Root, read_root


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file that differs from what was signed, and how."""

    file: str
    fault: Message


@dataclass(frozen=True, slots=True)
class Verified:
    """A release whose signature is good, and the *faults* of its files."""

    release: int
    date: str
    files: int
    key: str
    faults: tuple[FileFault, ...]

    def as_json(self) -> dict[str, object]:
        """Return what ``shuwu verify --json`` prints."""
        return asdict(self)


def verify_site(site: Path, key: PublicKey) -> Verified:
    """Return which files of the release in *site* are not as *key* signed them.

    Raises UpdateError if the list of its files itself is missing or not as it was signed.
    """
    root = signed_root(site, key)
    segments = [_read_segment(site, part.name, FileSum(part.bytes, part.digest)) for part in root.segments]
    faults = (*_file_faults(site, combine(segments), segments), *_manifest_faults(site, root))
    return Verified(root.number, root.date, root.files, key.name, faults)


def signed_root(site: Path, key: PublicKey) -> Root:
    """Return the root of the release in *site*. Raises UpdateError if *key* signed none."""
    text = _read(site / ROOT, MOST_ROOT_BYTES)
    verify(str(site / ROOT), text, _read(site / SIGNATURE, MOST_SIGNATURE_BYTES).decode(errors="replace"), key)
    return read_root(str(site / ROOT), text)


def _read(path: Path, most_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most_bytes)
    except FileNotFoundError:
        raise UpdateError(str(path), Message("nothing_signed"), Message("sign_with")) from None


def _read_segment(site: Path, name: str, expected: FileSum) -> ManifestSegment:
    path = site / name
    if sum_file(path) != expected:
        raise UpdateError(str(path), Message("list_changed"), Message("pull_or_sign_again"))
    return read_manifest_segment(str(path), path.read_bytes())


def _file_faults(site: Path, files: Files, segments: list[ManifestSegment]) -> Iterator[FileFault]:
    owners = {file: name for name, file in files.items()}
    present = sorted(file_names(site))
    for name in sorted(files.keys() - set(present)):
        yield FileFault(name, Message("file_missing"))
    for name in present:
        found = sum_file(site / name)
        if name not in files:
            yield FileFault(name, Message("file_extra"))
        elif found != files[name]:
            yield FileFault(name, _difference(name, found, owners, segments))


def _difference(
    name: str, found: FileSum | None, owners: Mapping[FileSum, str], segments: list[ManifestSegment]
) -> Message:
    if found is None:
        return Message("file_no_file")
    if found in owners:
        return Message("file_swapped", other=owners[found])
    if any(segment.get(name) == found for segment in segments):
        return Message("file_old")
    return Message("file_changed")


def _manifest_faults(site: Path, root: Root) -> Iterator[FileFault]:
    """Yield what is wrong with the files of the manifest. Steps may be missing: not every pull needs one."""
    known = {part.name: part for part in root.parts}
    for path in sorted((site / RELEASE_FOLDER).iterdir()):
        name = path.relative_to(site).as_posix()
        if name in known and sum_file(path) != FileSum(known[name].bytes, known[name].digest):
            yield FileFault(name, Message("file_changed"))
        elif name not in known and name not in (ROOT, SIGNATURE, PUBLIC_KEY):
            yield FileFault(name, Message("file_extra"))
