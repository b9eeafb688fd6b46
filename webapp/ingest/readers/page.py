"""Read a web page: its main text and its metadata."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

import lxml.html

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.ingest.readers.decode import decode
from webapp.ingest.readers.extracted_pictures import ExtractedPictures
from webapp.ingest.readers.html_markdown import to_markdown
from webapp.ingest.readers.limits import check_length
from webapp.ingest.readers.main_text import find_main, lines_of
from webapp.ingest.readers.page_furniture import without_furniture, without_link_lists, without_unseen
from webapp.ingest.readers.page_metadata import PageMetadata, read_metadata
from webapp.ingest.remote_pictures import finding
from webapp.messages import Message

# The scripts and styles of a page are many times its text.
MAX_PAGE_CHARS = 20_000_000
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-lazyload", "src")
_REMOTE = re.compile(r"(?:https?:)?//", re.I)
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,(.*)", re.S | re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TINY = re.compile(r"[01](?:px)?")
_FILE = re.compile(r"[^?#]*\.(?:jpe?g|png|gif|webp|bmp|avif)", re.I)


@dataclass(slots=True)
class _Pictures:
    """Extracts the pictures of a page. *inside* has the files that came with the page, by address."""

    box: ExtractedPictures
    inside: dict[str, bytes] = field(default_factory=dict)
    remote: list[str] = field(default_factory=list)


def read(data: bytes, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
    """Return the main text of the page as Markdown, with title, source, date and author if it has them."""
    text, findings = decode(data, name, MAX_PAGE_CHARS)
    draft, found = read_html(text, name, max_chars, folder, {})
    return draft, findings + found


def read_html(
    html: str, name: str, max_chars: int, folder: Path, inside: dict[str, bytes]
) -> tuple[Draft, list[Finding]]:
    """Return the page *html* as ``read`` does; *inside* has the files that came with it, by address."""
    try:
        tree = lxml.html.document_fromstring(_DECLARATION.sub("", html).replace("\x00", ""))
    except (lxml.etree.ParserError, ValueError) as error:
        raise FileRefused(name, Message("no_text_inside"), Message("save_page_again")) from error
    facts = read_metadata(tree)
    without_unseen(tree)
    whole, _ = lines_of(tree)
    without_furniture(tree)
    main = find_main(tree)
    before, after = lines_of(tree, main)
    without_link_lists(main)
    facts = facts.completed(before, after, whole)
    pictures = _Pictures(ExtractedPictures(folder), inside)
    for image in list(main.iter("img")):
        _settle(image, pictures)
    text = to_markdown(lxml.html.tostring(main, encoding="unicode", with_tail=False))
    check_length(text, name, max_chars)
    if not text.strip():
        raise FileRefused(name, Message("no_text_inside"), Message("save_page_whole"))
    return _draft(text, facts), pictures.box.findings() + list(map(finding, dict.fromkeys(pictures.remote)))


def _draft(text: str, facts: PageMetadata) -> Draft:
    return Draft(
        text=text,
        form="markdown",
        title=facts.title,
        date=facts.date,
        source=facts.source,
        author=facts.author,
        organiser=facts.organiser,
        support=facts.support,
        licence_number=facts.licence_number,
    )


def _settle(image: lxml.html.HtmlElement, pictures: _Pictures) -> None:
    """Give *image* its address in the article, or remove it."""
    address = _address(image, pictures.inside)
    if _TINY.fullmatch(image.get("width", "")) or _TINY.fullmatch(image.get("height", "")):
        address = ""
    if address in pictures.inside:
        address = pictures.box.put(pictures.inside[address])
    elif address.lower().startswith("data:"):
        address = pictures.box.put(_embedded(address))
    elif _REMOTE.match(address):
        address = f"https:{address}" if address.startswith("//") else address
        pictures.remote.append(address)
    elif not _FILE.fullmatch(address):
        address = ""
    image.attrib.update({"src": address.strip()})
    if not address:
        image.drop_tree()


def _address(image: lxml.html.HtmlElement, inside: dict[str, bytes]) -> str:
    """Return the address of the picture: one in *inside*, else the one that the page's script would fetch."""
    values = [image.get(key, "").strip() for key in _SOURCES]
    own: str = image.get("src", "").strip()
    came_along = next((value for value in [own, *values] if value in inside), "")
    if came_along:
        return came_along
    if own and not _REMOTE.match(own) and _FILE.fullmatch(own):
        return own
    return str(next(filter(None, values), ""))


def _embedded(address: str) -> bytes:
    match = _DATA.match(address)
    if match is None:
        return b""
    data = unquote_to_bytes(match.group(2))
    try:
        return base64.b64decode(data) if match.group(1) else data
    except binascii.Error:
        return b""
