"""Make the smaller copies of pictures that pages show, once, and keep them.

The copies of one picture are made together from one decoding and named by the content of the file they came from,
so that browsers may keep them for ever. ``<digest>.json``, written last, says that the set is complete, or why there
is none; so a page knows before it names a picture whether there will be one.
"""

import hashlib
import io
import json
import os
import threading
from pathlib import Path

from PIL import Image

from webapp.core.picture import DIGEST_LENGTH, Picture, Size, digest_of, picture
from webapp.errors import PictureError
from webapp.settings import Settings
from webapp.store.decode_picture import decode

# Goes into every digest: raise it when the same file shall give other bytes, as browsers never ask again.
_RECIPE = b"1"

_QUALITY = {"webp": 70, "jpg": 72}


class Thumbnails:
    """The pictures of one library, as its readers get them. Several threads and processes may share the folder."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.build / "pictures"
        self._widths = settings.picture_widths
        self._max_megapixels = settings.max_picture_megapixels
        self._known: dict[Path, tuple[tuple[int, int], Picture | PictureError]] = {}
        self._sources: dict[str, Path] = {}
        self._making = threading.Lock()

    def describe(self, source: Path) -> Picture:
        """Return the size and the renditions of *source*, which are made if this is the first time it is seen.

        Only the whole decoding shows that a file is not cut off. Its verdict is kept in the folder by content, and
        in memory until the file's size or time changes.

        Raises PictureError if *source* cannot be shown.
        """
        try:
            stat = source.stat()
        except OSError as error:
            raise PictureError(source.name, "it is not there.", "Put it beside the article.") from error
        state = (stat.st_size, stat.st_mtime_ns)
        known = self._known.get(source)
        if known is None or known[0] != state:
            known = (state, self._examine(source))
            self._known[source] = known
        verdict = known[1]
        if isinstance(verdict, PictureError):
            raise PictureError(source.name, verdict.found, verdict.remedy)
        return verdict

    def file(self, name: str) -> Path:
        """Return the file of the rendition *name*, made again if it was deleted.

        Raises PictureError if no picture described so far has a rendition of that name.
        """
        path = self.path_of(name)
        if not path.is_file():
            source = self._sources.get(name.partition("-")[0])
            verdict = self._examine(source) if source else None
            if not isinstance(verdict, Picture) or name not in (copy.name for copy in verdict.renditions):
                raise PictureError(name, "no article shows this picture.", "Open the article's page again.")
        return path

    def path_of(self, name: str) -> Path:
        """Return where the rendition *name* is kept; raise PictureError if it is not the name of one."""
        if digest_of(name) is None:
            raise PictureError(name, "this is not the name of a picture.", "Open the article's page again.")
        return self._folder / name

    def _examine(self, source: Path) -> Picture | PictureError:
        try:
            digest = _digest(source)
        except OSError as error:
            return PictureError(source.name, f"it cannot be read ({error.strerror}).", "Copy it again.")
        self._sources[digest] = source
        # A second thread that asks for the same picture waits, and finds it made.
        with self._making:
            return self._kept_verdict(digest) or self._make(source, digest)

    def _kept_verdict(self, digest: str) -> Picture | PictureError | None:
        try:
            verdict = json.loads((self._folder / f"{digest}.json").read_bytes())
        except (OSError, ValueError):
            return None
        if verdict["limits"] != self._limits:
            return None
        if "found" in verdict:
            return PictureError(digest, verdict["found"], verdict["remedy"])
        whole = picture(digest, Size(*verdict["size"]), self._widths)
        return whole if all((self._folder / copy.name).is_file() for copy in whole.renditions) else None

    def _make(self, source: Path, digest: str) -> Picture | PictureError:
        try:
            size, image = decode(source, self._widths, self._max_megapixels)
        except PictureError as error:
            self._keep_verdict(digest, {"found": error.found, "remedy": error.remedy})
            return error
        whole = picture(digest, size, self._widths)
        for copy in sorted(whole.renditions, key=lambda copy: -copy.size.width):
            if image.size != (copy.size.width, copy.size.height):
                image = image.resize((copy.size.width, copy.size.height), Image.Resampling.LANCZOS)
            self._write(copy.name, _encode(image, copy.format))
        self._keep_verdict(digest, {"size": [size.width, size.height]})
        return whole

    @property
    def _limits(self) -> list[int]:
        """What a verdict depends on, beside the file's bytes."""
        return [self._max_megapixels, *self._widths]

    def _keep_verdict(self, digest: str, verdict: dict[str, object]) -> None:
        self._write(f"{digest}.json", json.dumps({"limits": self._limits, **verdict}).encode())

    def _write(self, name: str, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f".{name}.{os.getpid()}-{threading.get_ident()}"
        unfinished.write_bytes(data)
        try:
            unfinished.replace(self._folder / name)
        except PermissionError:
            # Windows does not replace a file that somebody reads; it holds the same bytes.
            unfinished.unlink()


def _digest(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha256(_RECIPE)).hexdigest()[:DIGEST_LENGTH]


def _encode(image: Image.Image, kind: str) -> bytes:
    """Return *image* as a file of *kind*; JPEG, which knows no transparency, shows it on white."""
    data = io.BytesIO()
    if kind == "webp":
        image.save(data, "WEBP", quality=_QUALITY[kind], method=4)
    else:
        _on_white(image).save(data, "JPEG", quality=_QUALITY[kind], optimize=True, progressive=True)
    return data.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    page = Image.new("RGB", image.size, "white")
    page.paste(image, mask=image.getchannel("A"))
    return page
