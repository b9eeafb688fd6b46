"""How much of what belongs to a page the cleaning takes away, and how much of what is the writer's it leaves.

The documents of ``tests/examples/scrub`` are dirty ones, with lines that must and must not remain, and clean ones that
look as if they were dirty and must stay whole. Each is read as a text in four encodings, as a web page, as a saved
page, as a Word document and as a book. Those of ``tests/gold`` are of all kinds, and say of each piece which rule takes
it away, or must not be misled by it. Recall is the share of what must go that is gone; precision is the share of what
went, among the pieces that are named, that had to go.
"""

import re
import sys
import tempfile
from collections import Counter, defaultdict
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.ingest.documents import epub, saved_page, word
from tests.ingest.gold import documents, drop
from webapp.core.html.markup import plain
from webapp.errors import FileRefused
from webapp.ingest.document_reader import open_document_reader
from webapp.ingest.dropped import DroppedFile
from webapp.settings import Settings

EXAMPLES = Path(__file__).parents[1] / "tests" / "examples" / "scrub"
KINDS = ("utf-8.txt", "gb18030.txt", "big5hkscs.txt", "utf-16.txt", "html", "mht", "docx", "epub")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


def main() -> None:
    """Print recall and precision for each kind of file."""
    print("kind         documents  gone of what must go   kept of what must stay   clean words kept   refused")
    with tempfile.TemporaryDirectory() as folder, open_document_reader(Settings(Path(folder))) as desk:
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
                    draft = desk.read(DroppedFile(file)).draft
                except FileRefused:
                    counts["refused"] += 1
                    continue
                _count(counts, given, wanted, f"{draft.title}\n{draft.source}\n{draft.author}\n{plain(draft.text)}")
            print(_row(kind, counts))
    _print_gold()


def _print_gold() -> None:
    by_kind: defaultdict[str, Counter] = defaultdict(Counter)
    by_rule: defaultdict[str, Counter] = defaultdict(Counter)
    for document in documents():
        if document.refused:
            continue
        with tempfile.TemporaryDirectory() as folder:
            outcome = drop(document, Path(folder))
        for counts in (by_kind[document.kind], *(by_rule[rule] for rule in {*document.gone, *document.stays})):
            counts["documents"] += 1
        for wanted, pieces in (("must go", document.gone), ("must stay", document.stays)):
            for rule, piece in ((rule, piece) for rule, named in pieces.items() for piece in named):
                for counts in (by_kind[document.kind], by_rule[rule]):
                    counts[wanted] += 1
                    counts["gone" if wanted == "must go" else "lost"] += not outcome.has(piece)
    for name, table in (("kind", by_kind), ("rule", by_rule)):
        print(f"\n{name:<18}documents   recall                 kept                   precision")
        for key, counts in sorted(table.items()):
            print(_gold_row(key, counts))


def _gold_row(name: str, counts: Counter) -> str:
    gone, lost = counts["gone"], counts["lost"]
    recall = f"{gone}/{counts['must go']} = {gone / counts['must go']:.3f}" if counts["must go"] else "-"
    kept = f"{counts['must stay'] - lost}/{counts['must stay']} = {1 - lost / max(1, counts['must stay']):.3f}"
    precision = f"{gone / (gone + lost):.3f}" if gone else "-"
    return f"{name:<20}{counts['documents']:>5}     {recall:<22} {kept:<22} {precision}"


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
