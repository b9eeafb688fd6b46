"""Make the smaller copies of pictures that pages show, once, and keep them.

The name of a copy holds a digest of the source file and the settings, so browsers may keep it for ever.
``<digest>.json``, written last, lists the copies, or says why there are none. So a page knows whether a picture exists
before it names it.

A caller that cannot wait gets the copies in the format that every browser shows; the better ones are made later.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webapp.causes import cause
from webapp.core.picture import (
    BETTER_FORMATS,
    DIGEST_LENGTH,
    FALLBACK_FORMATS,
    Picture,
    Rendition,
    Size,
    digest_of,
    part_count,
    rendition,
    worthwhile,
)
from webapp.disk.files import write_file
from webapp.errors import PictureError
from webapp.messages import Message, from_json, to_json
from webapp.settings import Settings

if TYPE_CHECKING:
    from PIL import Image

# Part of every digest. Raise it when the same file shall give other bytes, because browsers never ask again.
_RECIPE = 5

_FIRST = FALLBACK_FORMATS[:1]

# Making an AVIF takes 27 bytes of memory per pixel. At the usual widths, only tall pictures have larger copies.
_MOST_PIXELS_OF_BETTER = 1_300_000


DeferPicture = Callable[[Path], None]
"""Gets the file of a picture whose better copies are to be made later."""


class Thumbnails:
    """The pictures of one library, as its readers get them. Several threads and processes may share the folder.

    With *defer*, the first description of a picture makes only its fallback copies. *defer* gets the file, and should
    let another Thumbnails make the rest.
    """

    def __init__(self, settings: Settings, defer: DeferPicture | None = None) -> None:
        self._defer = defer
        self._folder = settings.build / "pictures"
        self._widths = settings.picture_widths
        self._likeness = settings.picture_likeness
        self._max_bytes = _for_each(self._widths, settings.picture_kilobytes)
        self._max_megapixels = settings.max_picture_megapixels
        self._known: dict[Path, tuple[tuple[int, int], Picture | PictureError]] = {}
        self._sources: dict[str, Path] = {}
        self._making = threading.Lock()

    def describe(self, source: Path) -> Picture:
        """Return the size and the renditions of *source*; make them if it is new.

        Only decoding the whole file shows that it is not cut off. The result is kept in the folder by content, and in
        memory until the file's size or time changes.

        Raises PictureError if *source* cannot be shown.
        """
        verdict = self._known_verdict(source) or self._remember(source, self._examine(source, bool(self._defer)))
        if isinstance(verdict, PictureError):
            raise PictureError(source.name, verdict.found, verdict.remedy)
        if self._defer and not verdict.is_complete:
            self._defer(source)
        return verdict

    def is_made(self, source: Path) -> bool:
        """Tell whether all copies of *source* are made, or it cannot be shown."""
        verdict = self._known_verdict(source)
        if verdict is None:
            try:
                verdict = self._kept_verdict(self._digest(source))
            except OSError:
                return True
        return isinstance(verdict, PictureError) or (verdict is not None and verdict.is_complete)

    def file(self, name: str) -> Path:
        """Return the file of the rendition *name*, made again if it was deleted.

        Raises PictureError if no picture described so far has a rendition of that name.
        """
        path = self.path_of(name)
        if not path.is_file():
            source = self._sources.get(name.partition("-")[0])
            verdict = self._examine(source, False) if source else None
            if not isinstance(verdict, Picture) or name not in (copy.name for copy in verdict.renditions):
                raise PictureError(name, Message("nobody_shows"), Message("open_page_again"))
        return path

    def path_of(self, name: str) -> Path:
        """Return the path of the rendition *name*. Raises PictureError if that is not the name of one."""
        if digest_of(name) is None:
            raise PictureError(name, Message("no_picture_name"), Message("open_page_again"))
        return self._folder / name

    def _known_verdict(self, source: Path) -> Picture | PictureError | None:
        """Return what this process knows of the file as it is now, if that is complete."""
        try:
            state = _state(source)
        except OSError as error:
            raise PictureError(source.name, Message("not_there"), Message("put_beside")) from error
        known_state, verdict = self._known.get(source, (None, None))
        if known_state != state or verdict is None:
            return None
        if isinstance(verdict, Picture) and not verdict.is_complete:
            completed = self._kept_verdict(verdict.digest)
            return self._remember(source, completed) if completed else None
        return verdict

    def _remember(self, source: Path, verdict: Picture | PictureError) -> Picture | PictureError:
        try:
            self._known[source] = (_state(source), verdict)
        except OSError:
            self._known.pop(source, None)
        return verdict

    def _examine(self, source: Path, only_first: bool) -> Picture | PictureError:
        try:
            digest = self._digest(source)
        except OSError as error:
            return PictureError(source.name, Message("unreadable", why=cause(error)), Message("copy_it_again"))
        self._sources[digest] = source
        # A second thread that wants the same picture waits, and finds it made.
        with self._making:
            kept = self._kept_verdict(digest)
            if isinstance(kept, PictureError) or (kept and (kept.is_complete or only_first)):
                return kept
            return self._make(source, digest, kept, only_first)

    def _kept_verdict(self, digest: str) -> Picture | PictureError | None:
        try:
            kept = json.loads((self._folder / f"{digest}.json").read_bytes())
        except (OSError, ValueError):
            return None
        if kept["limit"] != self._max_megapixels or isinstance(kept.get("found"), str):  # an older program's
            return None
        if "found" in kept:
            return PictureError(digest, from_json(kept["found"]), from_json(kept["remedy"]))
        renditions = tuple(
            rendition(digest, Size(width, height), kind, count, part)
            for kind, width, height, count, part in kept["files"]
        )
        if not all((self._folder / copy.name).is_file() for copy in renditions):
            return None
        return Picture(digest, Size(*kept["size"]), renditions, kept["is_complete"], kept["stand_in"])

    def _make(self, source: Path, digest: str, begun: Picture | None, only_first: bool) -> Picture | PictureError:
        """Make the missing copies of a picture; *begun* has those that exist."""
        from webapp.pictures.decode import decode  # noqa: PLC0415 (most freezes meet no new picture)
        from webapp.pictures.stand_in import stand_in  # noqa: PLC0415

        try:
            size, copies = decode(source, self._widths, self._max_megapixels)
        except PictureError as error:
            self._keep_verdict(digest, {"found": to_json(error.found), "remedy": to_json(error.remedy)})
            return error
        parts = part_count(size)
        better = BETTER_FORMATS if copies[-1].width * copies[-1].height // parts <= _MOST_PIXELS_OF_BETTER else ()
        kinds = _FIRST if only_first else better if begun else better + _FIRST
        made = list(begun.renditions) if begun else []
        for part, pieces in enumerate(_cut(copies, parts)):
            made += self._encode(digest, pieces, kinds, part)
        whole = Picture(digest, size, worthwhile(made), not only_first, stand_in(copies[0]))
        for needless in set(made) - set(whole.renditions):
            (self._folder / needless.name).unlink(missing_ok=True)
        self._keep_picture(whole)
        return whole

    def _encode(
        self, digest: str, copies: "Sequence[Image.Image]", kinds: tuple[str, ...], part: int
    ) -> Iterable[Rendition]:
        from webapp.pictures.encode import encode_copies  # noqa: PLC0415

        sizes = (Size(*copy.size) for copy in copies)
        encoded = encode_copies(copies, kinds, self._likeness, self._max_bytes[: len(copies)])
        for size, files in zip(sizes, encoded, strict=True):
            for file in files:
                made = rendition(digest, size, file.kind, len(file.content), part)
                self._write(made.name, file.content)
                yield made

    def _digest(self, source: Path) -> str:
        recipe = repr((_RECIPE, self._widths, self._likeness, self._max_bytes)).encode()
        with source.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.sha256(recipe)).hexdigest()[:DIGEST_LENGTH]

    def _keep_picture(self, whole: Picture) -> None:
        files = [(copy.format, copy.size.width, copy.size.height, copy.bytes, copy.part) for copy in whole.renditions]
        size = [whole.size.width, whole.size.height]
        facts = {"size": size, "files": files, "is_complete": whole.is_complete, "stand_in": whole.stand_in}
        self._keep_verdict(whole.digest, facts)

    def _keep_verdict(self, digest: str, verdict: dict[str, Any]) -> None:
        self._write(f"{digest}.json", json.dumps({"limit": self._max_megapixels, **verdict}).encode())

    def _write(self, name: str, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            write_file(self._folder / name, data)
        except PermissionError:
            # Windows does not replace an open file; the existing one has the same bytes.
            if not (self._folder / name).exists():
                raise


def _cut(copies: "Sequence[Image.Image]", parts: int) -> "Iterator[Sequence[Image.Image]]":
    """Yield the pieces of *copies* from the top down: each time the same piece of every copy."""
    for part in range(parts):
        tops = [[round(copy.height * place / parts) for place in (part, part + 1)] for copy in copies]
        yield [copy.crop((0, top, copy.width, end)) for copy, (top, end) in zip(copies, tops, strict=True)]


def _state(source: Path) -> tuple[int, int]:
    stat = source.stat()
    return stat.st_size, stat.st_mtime_ns


def _for_each(widths: tuple[int, ...], kilobytes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the most bytes for each of *widths*; the last number counts for all further widths."""
    return tuple(kilobytes[min(place, len(kilobytes) - 1)] * 1000 for place in range(len(widths)))
