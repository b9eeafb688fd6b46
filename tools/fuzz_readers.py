"""What tools/fuzz.py runs for one reader: ``python tools/fuzz_readers.py READER RUNS``."""

import re
import resource
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import atheris
from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["webapp"]):
    from tests.ingest.documents import epub as make_book
    from tests.ingest.documents import word as make_document
    from tests.ingest.documents import zipped
    from tests.ingest.gold import documents, file_bytes
    from webapp.core.draft import Draft
    from webapp.core.html.markup import render
    from webapp.errors import FileRefused, PictureError
    from webapp.ingest.collection import check_collection
    from webapp.ingest.readers import epub, page, pdf, saved_page, word
    from webapp.ingest.readers.markdown import read_markdown
    from webapp.ingest.readers.text import read_text
    from webapp.ingest.readers.worker import MAX_MEMORY_BYTES
    from webapp.ingest.unzip import unpack
    from webapp.pictures.opening import load_picture, open_picture
    from webapp.scrub.rules import scrub
    from webapp.settings import Settings
    from webapp.store.collection import read_collection
    from webapp.store.scan import ContentFile

SLOWEST_SECONDS = 10
MOST_BYTES = 20_000
MOST_CHARS = 500_000
MEGAPIXELS = 20
_SCRIPT = re.compile(r"<script|<iframe|<svg|\son\w+\s*=|javascript:", re.I)

Read = Callable[[bytes, Path], Draft | None]


def fuzz(reader: str, runs: int) -> None:
    """Give *reader* damaged files, *runs* of them, in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    found = ROOT / "build/fuzz"
    found.mkdir(parents=True, exist_ok=True)
    read, seeds = READERS[reader]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds()):
            (Path(corpus) / str(number)).write_bytes(seed[:MOST_BYTES])
        options = [f"-runs={runs}", f"-max_len={MOST_BYTES}", f"-timeout={SLOWEST_SECONDS}", "-rss_limit_mb=0"]
        atheris.Setup(
            [sys.argv[0], *options, f"-artifact_prefix={found}/{reader}-", corpus], lambda data: try_one(read, data)
        )
        atheris.Fuzz()


def try_one(read: Read, data: bytes) -> None:
    """Let *read* have one file, and what it gives go all the way to the page; complain of what may not be."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "inside" / "folder"
        folder.mkdir(parents=True)
        try:
            draft = read(data, folder)
        except FileRefused:
            draft = None
        outside = [path for path in Path(place).rglob("*") if path.is_file() and not path.is_relative_to(folder)]
        if outside:
            raise RuntimeError(f"wrote {outside}")
    if draft:
        clean, _ = scrub(draft, "zh-Hans")
        html = render(clean.text)
        if _SCRIPT.search(re.sub(r"&\w+;|>[^<]*<", "><", html)):
            raise RuntimeError("let a script through")


def _parsed(reader: Callable) -> Read:
    """Return *reader* as the worker process has it, which refuses a file when it meets any error."""

    def read(data: bytes, folder: Path) -> Draft | None:
        try:
            return reader(data, "file", MOST_CHARS, folder)[0]
        except Exception:
            return None

    return read


def _seeds(*endings: str) -> Callable[[], list[bytes]]:
    return lambda: [file_bytes(each.described, each.described["file"]) for each in documents() if each.kind in endings]


def _inside(reader: Callable, package: bytes, member: str) -> Read:
    """Return *reader* for files that are *package* with other bytes as its *member*, packed rightly."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    read = _parsed(reader)
    return lambda data, folder: read(zipped({**members, member: data}), folder)


def _members(ending: str, member: str) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        for package in _seeds(ending)():
            with zipfile.ZipFile(BytesIO(package)) as archive:
                yield archive.read(member)

    return seeds


def _unpacked(data: bytes, folder: Path) -> None:
    unpack(data, "file", folder)


def _rows(data: bytes, folder: Path) -> None:
    path = folder / "rows.jsonl"
    path.write_bytes(data)
    check_collection(path, "file")
    read_collection(ContentFile("rows.jsonl", "collection", "rows", "rows", (0, 0, 0)), path, Settings(folder))


def _picture(data: bytes, folder: Path) -> None:
    path = folder / "picture"
    path.write_bytes(data)
    with suppress(PictureError), open_picture(path, MEGAPIXELS) as image:
        load_picture(path, image)


def _pictures() -> Iterator[bytes]:
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF"):
        data = BytesIO()
        Image.new("RGB", (24, 16), "green").save(data, kind)
        yield data.getvalue()


_DOCUMENT, _CHAPTER, _PACKAGE = "word/document.xml", "OEBPS/chapter1.xhtml", "OEBPS/book.opf"
_BOOK = make_book("书", "<h1>一</h1><p>文</p>")

READERS: dict[str, tuple[Read, Callable[[], Iterable[bytes]]]] = {
    "text": (lambda data, _: read_text(data, "file", MOST_CHARS)[0], _seeds(".txt")),
    "markdown": (lambda data, _: read_markdown(data, "file", MOST_CHARS)[0], _seeds(".md")),
    "page": (_parsed(page.read), _seeds(".html", ".htm")),
    "saved-page": (_parsed(saved_page.read), _seeds(".mht", ".mhtml")),
    "word": (_parsed(word.read), _seeds(".docx")),
    "word-inside": (_inside(word.read, make_document("文"), _DOCUMENT), _members(".docx", _DOCUMENT)),
    "pdf": (_parsed(pdf.read), _seeds(".pdf")),
    "epub": (_parsed(epub.read), _seeds(".epub")),
    "epub-chapter": (_inside(epub.read, _BOOK, _CHAPTER), _members(".epub", _CHAPTER)),
    "epub-package": (_inside(epub.read, _BOOK, _PACKAGE), _members(".epub", _PACKAGE)),
    "zip": (_unpacked, _seeds(".zip")),
    "rows": (_rows, _seeds(".jsonl")),
    "picture": (_picture, _pictures),
}
"""What is fuzzed: how it reads bytes, and the files that are changed."""


if __name__ == "__main__":
    fuzz(sys.argv[1], int(sys.argv[2]))
