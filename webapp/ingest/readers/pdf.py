"""Read the text of a PDF, page by page."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.ingest.readers.limits import check_length
from webapp.messages import Message
from webapp.scrub.chinese.numbering import numbering
from webapp.scrub.normalise import is_prose
from webapp.scrub.wrapping import join

_MAX_PAGES = 2_000
# A page with fewer characters than this is a scan, and the text is a stamp on it.
_SCANNED = 15
_NUMBER = re.compile(r"\s*(?:[-—–·]\s*)?(?:第\s*)?\d{1,4}(?:\s*[/页共]\s*\d{0,4}\s*页?)?(?:\s*[-—–·])?\s*")
_DIGITS = re.compile(r"\d+")
# Browsers print this above and below each page.
_PRINTED_FOOT = re.compile(r"\s*(?:https?|file)://\S+(?:\s+\d+\s*/\s*\d+)?\s*")
_PRINTED_HEAD = re.compile(r"\s*\d{2,4}/\d{1,2}/\d{1,2},?\s+(?:[上下]午)?\d{1,2}:\d\d.*")
_LONGEST_VERSE = 18
_EDGE_LINES = 2
_FEWEST_REPEATS = 3
_ENDS_PARAGRAPH = re.compile(r"[。！？!?：:；;”」》]\s*$")


def read(data: bytes, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
    """Return the text of the PDF as lines, without page numbers and repeated headers and footers."""
    del folder
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FileRefused(name, Message("locked"), Message("save_unlocked")) from error
        raise FileRefused(name, Message("damaged"), Message("copy_again")) from error
    if len(document) > _MAX_PAGES:
        raise FileRefused(name, Message("too_many_pages", count=len(document)), Message("cut_and_add"))
    pages = []
    size = 0
    for page in document:
        pages.append(page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "").split("\n"))
        size += sum(map(len, pages[-1]))
        check_length(" " * size, name, max_chars)
    if size < _SCANNED * max(1, len(pages)):
        reason = Message("is_scan")
        raise FileRefused(name, reason, Message("read_by_ocr"))
    repeated = _repeated(pages)
    kept = [_kept(page, repeated) for page in pages]
    removed = sum(map(len, pages)) - sum(map(len, kept))
    findings = [Finding("pdf", Message("removed_page_lines", count=removed), removed)] if removed else []
    return Draft(text=_joined(kept)), findings


def _repeated(pages: list[list[str]]) -> set[str]:
    """Return the lines at the edge of most pages, without their digits."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    return {key for key, count in edges.items() if key and count >= _FEWEST_REPEATS and count * 2 > len(pages)}


def _edges(page: list[str]) -> list[str]:
    filled = [line for line in page if line.strip()]
    return filled[:_EDGE_LINES] + filled[-_EDGE_LINES:]


def _kept(page: list[str], repeated: set[str]) -> list[str]:
    filled = [line for line in page if line.strip()]
    if filled and _PRINTED_FOOT.fullmatch(filled[-1]):
        filled = filled[1 if _PRINTED_HEAD.fullmatch(filled[0]) else 0 : -1]
    edges = {*range(_EDGE_LINES), *range(len(filled) - _EDGE_LINES, len(filled))}
    return [
        line
        for place, line in enumerate(filled)
        if place not in edges
        or not (_key(line) in repeated or (place in (0, len(filled) - 1) and _NUMBER.fullmatch(line)))
    ]


def _key(line: str) -> str:
    return _DIGITS.sub("", "".join(line.split()))


def _joined(pages: list[list[str]]) -> str:
    """Return the pages as one text: a paragraph continues on the next page unless a sentence ends there."""
    pieces: list[str] = []
    for page in filter(None, pages):
        if pieces and _ENDS_PARAGRAPH.search(pieces[-1]):
            pieces.append("")
        for line in page:
            if pieces and _goes_on(pieces[-1], line):
                pieces[-1] = join(pieces[-1], line)
            else:
                pieces.append(line)
    return "\n".join(pieces)


def _goes_on(line: str, following: str) -> bool:
    """Tell whether *line* ends within a sentence: in a PDF every line ends at the margin."""
    if _ENDS_PARAGRAPH.search(line) or numbering(following):
        return False
    return is_prose(line) or (len(line) > _LONGEST_VERSE and line.rstrip().endswith(("，", "、")))
