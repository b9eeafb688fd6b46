"""Read a Word document: its headings, lists, tables, notes and pictures."""

import io
import re
from html import unescape
from pathlib import Path

import mammoth

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.html.markup import plain
from webapp.errors import FileRefused
from webapp.ingest.readers.extracted_pictures import ExtractedPictures
from webapp.ingest.readers.html_markdown import to_markdown
from webapp.ingest.readers.limits import check_length
from webapp.ingest.unzip import open_zip
from webapp.messages import Message
from webapp.scrub.headings import mark_headings
from webapp.scrub.text_blocks import TextBlock
from webapp.scrub.title import take_title

# Word's names of its own styles, in Chinese and in English.
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='标题'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='标题 1'] => h2:fresh
p[style-name='标题 2'] => h3:fresh
p[style-name='标题 3'] => h4:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='heading 4'] => h5:fresh
p[style-name='Heading 4'] => h5:fresh
"""
_NOTE = re.compile(r'<sup><a href="#[^"]*note-(\d+)" id="[^"]*">\[\d+\]</a></sup>')
_NOTES = re.compile(r'<ol>(?:<li id="[^"]*note-\d+">.*?</li>)+</ol>\s*$', re.S)
_NOTE_TEXT = re.compile(r'<li id="[^"]*note-(\d+)">(.*?)</li>', re.S)
_BACK = re.compile(r'\s*<a href="#[^"]*note-ref-\d+">↑</a>')
_RICH = re.compile(r"<(?:h\d|ul|ol|table|img|sup)\b")
_TITLE = re.compile(r'<h1 class="title">(.*?)</h1>', re.S)
_HEADING = re.compile(r"^#{1,6} ", re.M)
_MARKED = re.compile(r"\s*(?:[|<>#]|[-*+] |\d{1,3}\. |!\[|\[\^)")
_SENTENCE = "这是正文的第一句话，后面还有更多的话，所以第一行才是标题。"
_TAG = re.compile(r"<[^>]+>")
_MAX_XML_BYTES = 40_000_000


def read(data: bytes, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
    """Return the document as Markdown; its pictures are put into *folder*."""
    with open_zip(data, name) as archive:
        names = {entry.filename: entry.file_size for entry in archive.infolist()}
        if "word/document.xml" not in names:
            raise FileRefused(name, Message("damaged"), Message("save_anew_in_word"))
        if any(size > _MAX_XML_BYTES for entry, size in names.items() if entry.endswith(".xml")):
            raise FileRefused(name, Message("document_too_long"), Message("cut_and_add"))
    box = ExtractedPictures(folder)

    def keep(image: mammoth.documents.Image) -> dict[str, str]:
        with image.open() as stream:
            return {"src": box.put(stream.read())}

    result = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(keep),
        ignore_empty_paragraphs=True,
    )
    html = result.value
    check_length(html, name, max_chars)
    if html and not _RICH.search(html):
        # Most clerks use no styles. Then the lines are read as plain text.
        return Draft(text=unescape(_TAG.sub("", html.replace("<br />", "\n").replace("</p>", "\n\n")))), []
    title = _TITLE.search(html)
    html = _TITLE.sub("", html, count=1)
    text = to_markdown(*_with_notes(html))
    if not text.strip():
        raise FileRefused(name, Message("no_text_inside"), Message("check_it_was_saved"))
    heading = _TAG.sub("", title.group(1)).strip() if title else ""
    if not heading:
        heading, text = _with_title(text)
    if not _HEADING.search(text):
        text = _with_headings(text)
    return Draft(text=text, form="markdown", title=heading), box.findings()


def _with_title(text: str) -> tuple[str, str]:
    """Return the first paragraph if it can be a title, and the rest of the text."""
    first, _, rest = text.partition("\n\n")
    draft = Draft(text=f"{plain(first)}\n\n{_SENTENCE}")
    if not rest or _MARKED.match(first):
        return "", text
    titled, _ = take_title(draft)
    return (titled.title, rest) if titled.title else ("", text)


def _with_headings(text: str) -> str:
    """Return *text*; paragraphs that look like section headings become headings."""
    paragraphs = text.split("\n\n")
    blocks = [
        TextBlock(
            "item" if _MARKED.match(paragraph) or "\n" in paragraph else "text",
            plain(paragraph),
            follows_blank_line=True,
        )
        for paragraph in paragraphs
    ]
    marked = mark_headings(blocks)
    return "\n\n".join(
        f"{'#' * block.level} {block.text}" if block.kind == "heading" else paragraph
        for block, paragraph in zip(marked, paragraphs, strict=True)
    )


def _with_notes(html: str) -> tuple[str, dict[str, str]]:
    """Return *html* without its list of notes, and the notes by number."""
    notes = _NOTES.search(html)
    if notes is None:
        return html, {}
    texts = {number: _BACK.sub("", text) for number, text in _NOTE_TEXT.findall(notes.group())}
    body = html[: notes.start()]
    return _NOTE.sub(r'<span class="note">\1</span>', body), texts
