"""Tell what a file is from its bytes, whatever its name says."""

import re
import struct

WEB_PAGE = "a web page"
SAVED_PAGE = "a saved web page (.mht)"
WORD = "a Word document"
EPUB = "an EPUB book"
PDF = "a PDF document"
ZIP = "a zip archive"
OLD_OFFICE = "an old Word, Excel or PowerPoint file"

# Members that only files of this kind have.
_PACKED = (
    (b"word/document", WORD),
    (b"xl/workbook", "an Excel table"),
    (b"ppt/presentation", "a PowerPoint presentation"),
    (b"META-INF/container.xml", EPUB),
    (b"META-INF/manifest.xml", "an OpenDocument file"),
    (b"AndroidManifest.xml", "a program"),
)

_BEFORE_TAG = rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,600}?-->\s*)*"

_KINDS = (
    (re.compile(rb"\x89PNG\r\n"), "a PNG picture"),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG picture"),
    (re.compile(rb"GIF8[79]a"), "a GIF picture"),
    (re.compile(rb"RIFF....WEBP", re.S), "a WebP picture"),
    (re.compile(rb"BM.{4}\x00\x00\x00\x00", re.S), "a BMP picture"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "a TIFF picture"),
    (re.compile(rb".{4}ftyp(?:hei|mif|avif)", re.S), "a HEIC or AVIF picture"),
    (re.compile(rb".{4}ftyp", re.S), "a video"),
    (re.compile(rb"\s{0,64}%PDF-"), PDF),
    (re.compile(rb"\{\\rtf"), "an RTF document"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), OLD_OFFICE),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "a packed archive"),
    (re.compile(rb"ID3|OggS|RIFF....WAVE", re.S), "a sound recording"),
    (re.compile(rb"MZ.*\x00|\x7fELF", re.S), "a program"),
    (re.compile(_BEFORE_TAG + rb"<svg\b", re.I | re.S), "an SVG picture"),
    (re.compile(_BEFORE_TAG + rb"<(?:!doctype html|html|head|meta|body)", re.I | re.S), WEB_PAGE),
    (
        re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?(?:content-type:\s*multipart/related)", re.I),
        SAVED_PAGE,
    ),
)
_PAGE_IN_UTF16 = re.compile("\\s*(?:<!doctype html|<html)", re.I)
_END_OF_ZIP = b"PK\x05\x06"


def kind_of(data: bytes) -> str:
    """Return what *data* is, with its article, such as ``a PNG picture``; "" if it may be text."""
    if data.startswith((b"PK\x03\x04", _END_OF_ZIP)):
        members = _members(data)
        return next((kind for sign, kind in _PACKED if sign in members), ZIP)
    head = data[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and _PAGE_IN_UTF16.match(head.decode("utf-16", "ignore")):
        return WEB_PAGE
    return next((kind for sign, kind in _KINDS if sign.match(head)), "")


def remedy_for(kind: str) -> str:
    """Return what the owner of a file of this *kind* can do."""
    if kind == OLD_OFFICE:
        return "Open it in Word or WPS, save it as .docx, and add that file."
    if "picture" in kind:
        return "Open it, save it as JPEG or PNG, and add that file."
    if "archive" in kind:
        return "Unpack it, and add the files from it, or pack them as .zip."
    if "sound" in kind or "video" in kind or "program" in kind:
        return "Write what it says in a .txt file, and add that file."
    if "table" in kind or "presentation" in kind or "OpenDocument" in kind or "RTF" in kind:
        return "Open it, save it as a Word document (.docx) or as plain text (.txt), and add that file."
    return "Open it, save it as plain text (.txt), and add that file."


def _members(data: bytes) -> bytes:
    """Return the names of a zip's own members: a file inside it may be a zip again, stored as it is."""
    end = data.rfind(_END_OF_ZIP)
    if end < 0 or len(data) < end + 20:
        return data[:65_536]
    size, start = struct.unpack("<II", data[end + 12 : end + 20])
    return data[start : start + size] or data[:65_536]
