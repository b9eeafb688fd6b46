"""Read an EPUB book as one article: its chapters become sections, in reading order.

A novel as forty articles would fill the front page of a library.
"""

import posixpath
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import lxml.html
from lxml import etree

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.moment import read_moment
from webapp.errors import FileRefused
from webapp.ingest.readers.extracted_pictures import ExtractedPictures
from webapp.ingest.readers.html_markdown import to_markdown
from webapp.ingest.readers.limits import check_length
from webapp.ingest.unzip import open_zip, read_member
from webapp.messages import Message

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MAX_CHAPTER_BYTES = 20_000_000
_SPACES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
}
_DAMAGED = (Message("damaged"), Message("copy_again"))


def read(data: bytes, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
    """Return the book as Markdown, and the findings; write its pictures to *folder*."""
    with open_zip(data, name) as archive:
        if _ENCRYPTION in archive.namelist() and b"adept" in read_member(archive, _ENCRYPTION, 1_000_000):
            raise FileRefused(name, Message("book_locked"), Message("ask_for_unlocked"))
        try:
            return _read(archive, name, max_chars, folder)
        except (KeyError, IndexError, etree.XMLSyntaxError) as error:
            raise FileRefused(name, *_DAMAGED) from error


def _read(archive: ZipFile, name: str, max_chars: int, folder: Path) -> tuple[Draft, list[Finding]]:
    container = _xml(archive, _CONTAINER)
    package_path = container.findall(".//c:rootfile", _SPACES)[0].get("full-path", "")
    package = _xml(archive, package_path)
    items = {
        item.get("id"): _beside(package_path, item.get("href", ""))
        for item in package.iterfind(".//o:manifest/o:item", _SPACES)
        if "nav" not in item.get("properties", "").split()
    }
    spine = [item.get("idref") for item in package.iterfind(".//o:spine/o:itemref", _SPACES)]
    box = ExtractedPictures(folder)
    chapters: list[str] = []
    size = 0
    for ident in spine:
        if ident in items:
            chapters.append(_chapter(archive, items[ident], box))
            size += len(chapters[-1])
            check_length(" " * size, name, max_chars)
    text = "\n\n".join(filter(None, chapters))
    if not text.strip():
        raise FileRefused(name, Message("no_text_inside"), Message("copy_again"))
    draft = Draft(
        text=text,
        form="markdown",
        title=_said(package, "title"),
        author=_said(package, "creator"),
        source=_said(package, "publisher"),
        date=read_moment(_said(package, "date")) if _said(package, "date") else None,
    )
    return draft, box.findings()


def _chapter(archive: ZipFile, path: str, box: ExtractedPictures) -> str:
    data = read_member(archive, path, _MAX_CHAPTER_BYTES)
    if not data.strip():
        return ""
    tree = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))
    body = tree.find("body")
    body = tree if body is None else body
    for image in list(body.iter("img", "image")):
        target = image.get("src") or image.get("href") or image.get("xlink:href") or ""
        inside = _beside(path, target)
        stored = box.put(read_member(archive, inside)) if inside in archive.namelist() else ""
        image.tag = "img"
        image.attrib.clear()
        image.set("src", stored)
        around = image.getparent()
        if around is not None and around.tag == "svg":
            # Covers are often SVG drawings, which are dropped; this keeps the picture inside.
            around.tag = "div"
    return to_markdown(lxml.html.tostring(body, encoding="unicode", with_tail=False))


def _xml(archive: ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(read_member(archive, path, _MAX_CHAPTER_BYTES), parser)


def _beside(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.split("#", maxsplit=1)[0])))


def _said(package: etree._Element, key: str) -> str:
    return " ".join((package.findtext(f".//d:{key}", "", _SPACES) or "").split())
