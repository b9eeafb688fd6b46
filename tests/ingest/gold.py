"""The gold set: documents as clerks have them, each described in ``tests/gold/`` with what must and must not remain.

A description says what file it is; the file itself is made from it here. Under ``[gone]`` and ``[stays]`` stand pieces
of the text, each under the rule that takes it away, or that must not be misled by it; ``text`` is the writer's own.
"""

import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from tests.ingest.documents import PICTURE, PNG, epub, gbk_zip, pdf, saved_page, word, zipped
from webapp.core.html.markup import plain
from webapp.ingest.add import AddReport, add
from webapp.settings import Settings
from webapp.store.library import Library

FOLDER = Path(__file__).parents[1] / "gold"


@dataclass(frozen=True)
class Document:
    """One description. *gone* and *stays* are pieces of text by rule, *refused* is part of why it is refused."""

    name: str
    described: dict[str, Any]
    fields: dict[str, str]
    gone: dict[str, list[str]]
    stays: dict[str, list[str]]
    refused: str

    @property
    def kind(self) -> str:
        """What kind of file it is, by its name; "folder" if it is one."""
        return Path(self.described["file"]).suffix if "file" in self.described else "folder"


@dataclass(frozen=True)
class Outcome:
    """What became of a document: the report, and the words of its articles as readers see them."""

    report: AddReport
    text: str

    def has(self, piece: str) -> bool:
        """Tell whether readers can see *piece*."""
        return piece in self.text or piece in plain(self.text)

    def field(self, name: str) -> str:
        """Return a field of the first article as text."""
        value = getattr(self.report.added[0], name)
        return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00") if name == "date" and value else str(value or "")


def documents() -> list[Document]:
    """Return all descriptions, by name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.toml"))]


def drop(document: Document, folder: Path) -> Outcome:
    """Write the file of *document* in the empty *folder*, add it to an empty library there, and tell what became."""
    settings = Settings(folder / "library")
    settings.content.mkdir(parents=True)
    report = add(settings, [_write(document.described, folder / "desk")])
    snapshot = Library(settings).current()
    articles = (*snapshot.articles, *snapshot.hidden)
    return Outcome(report, "\n\n".join(f"{each.title}\n{each.source}\n{each.author}\n{each.body}" for each in articles))


def file_bytes(described: dict[str, Any], name: str) -> bytes:
    """Return the file that is *described*, called *name*."""
    if "picture" in described:
        return _picture(described["picture"], name)
    if "parts" in described:
        return word(*map(_word_part, described["parts"]), note=described.get("note", ""))
    if "pages" in described:
        return pdf(*described["pages"])
    if "chapters" in described:
        return epub(described["title"], *described["chapters"], author=described.get("author", ""))
    if "files" in described:
        members = {member: file_bytes(file, member) for member, file in described["files"].items()}
        return gbk_zip(members) if described.get("names") == "gbk" else zipped(members)
    content = described["content"].lstrip("\n")
    if "charset" in described:
        return saved_page(content, [(address, PNG) for address in described["pictures"]], described["charset"])
    return content.encode(described.get("encoding", "utf-8"))


def _read(path: Path) -> Document:
    described = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = {key: described.get(key, {}) for key in ("fields", "gone", "stays")}
    return Document(path.stem, described, **parts, refused=described.get("refused", ""))


def _write(described: dict[str, Any], desk: Path) -> Path:
    """Write the file or folder that is *described* into *desk*; return it."""
    if "file" in described:
        path = desk / described["file"]
        path.parent.mkdir(parents=True)
        path.write_bytes(file_bytes(described, path.name))
        return path
    for name, file in described["files"].items():
        path = desk / described["folder"] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_bytes(file, name))
    return desk / described["folder"]


def _word_part(part: Any) -> Any:
    if isinstance(part, dict):
        return PICTURE
    return tuple(part) if isinstance(part, list) and isinstance(part[0], str) else part


def _picture(colour: str, name: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(data, "PNG" if name.endswith(".png") else "JPEG")
    return data.getvalue()
