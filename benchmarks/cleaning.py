"""How much of what belongs to a page the cleaning takes away, and how much of what is the writer's it leaves.

The documents are those of ``tests/examples/scrub``: dirty ones, with lines that must and must not remain, and clean
ones that look as if they were dirty and must stay whole. Each is read as a text in four encodings, as a web page, as a
saved page, as a Word document and as a book.
"""

import re
import sys
import tempfile
from collections import Counter
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.ingest.documents import epub, saved_page, word
from webapp.core.markup import plain
from webapp.errors import FileRefused
from webapp.ingest.desk import open_desk
from webapp.ingest.dropped import Dropped
from webapp.settings import Settings

EXAMPLES = Path(__file__).parents[1] / "tests" / "examples" / "scrub"
KINDS = ("utf-8.txt", "gb18030.txt", "big5hkscs.txt", "utf-16.txt", "html", "mht", "docx", "epub")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


def main() -> None:
    """Print recall and precision for each kind of file."""
    print("kind         documents  gone of what must go   kept of what must stay   clean words kept   refused")
    with tempfile.TemporaryDirectory() as folder, open_desk(Settings(Path(folder))) as desk:
        for kind in KINDS:
            counts = Counter()
            for path in sorted(EXAMPLES.glob("*/*.txt")):
                given, _, wanted = path.read_text(encoding="utf-8").partition("\n->\n")
                data = _as_kind(given, kind)
                if data is None:
                    continue
                counts["documents"] += 1
                file = Path(folder) / f"document.{kind.rpartition('.')[2]}"
                file.write_bytes(data)
                try:
                    draft = desk.read(Dropped(file)).draft
                except FileRefused:
                    counts["refused"] += 1
                    continue
                _count(counts, given, wanted, f"{draft.title}\n{draft.source}\n{draft.author}\n{plain(draft.text)}")
            print(_row(kind, counts))


def _as_kind(text: str, kind: str) -> bytes | None:
    lines = [line for line in text.split("\n") if line.strip()]
    html = "".join(f"<p>{escape(line)}</p>" for line in lines)
    if kind == "html":
        return f"<html><head><meta charset=utf-8></head><body><div>{html}</div></body></html>".encode()
    if kind == "mht":
        return saved_page(f"<html><body><div>{html}</div></body></html>")
    if kind == "docx":
        return word(*(re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", line) for line in lines))
    if kind == "epub":
        return epub("", html)
    try:
        return text.encode(kind.partition(".")[0])
    except UnicodeEncodeError:
        return None


def _count(counts: Counter, given: str, wanted: str, text: str) -> None:
    for line in filter(None, wanted.split("\n")):
        key, _, value = line.partition(": ")
        if key == "lacks":
            counts["must go"] += 1
            counts["gone"] += value not in text
        elif key == "has":
            counts["must stay"] += 1
            counts["kept"] += plain(value) in text or value in text
    if not wanted:
        words = _HAN.findall(given)
        counts["words"] += len(words)
        counts["words kept"] += sum(word in text for word in words)


def _row(kind: str, counts: Counter) -> str:
    def share(part: str, whole: str) -> str:
        return f"{counts[part]}/{counts[whole]} = {counts[part] / max(1, counts[whole]):.3f}"

    return (
        f"{kind:<14}{counts['documents']:>6}    {share('gone', 'must go'):<22}{share('kept', 'must stay'):<25}"
        f"{share('words kept', 'words'):<22}{counts['refused']}"
    )


if __name__ == "__main__":
    main()
